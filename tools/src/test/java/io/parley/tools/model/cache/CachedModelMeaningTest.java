package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.tenant.TenantId;
import io.parley.tools.fake.Heard;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers to questions in other words, with vectors that the test makes up. Everything that it
/// does not name points the same way, so that only the words can keep two questions apart.
class CachedModelMeaningTest {
  private static final String QUESTION = "How do I return shoes?";
  private static final String TWIN = "how can I return my shoes, please";
  private static final String TWIN_NORMALISED = "how can i return my shoes, please";

  private Counter counter = new Counter();

  @AfterEach
  void close() {
    counter.close();
  }

  private void settings(String text) {
    counter.close();
    counter = new Counter(text);
  }

  private String keep(String question) {
    var said = counter.ask(question);
    counter.awaitMeanings(1);
    return said;
  }

  @Test
  void a_question_in_other_words_that_mean_the_same_gets_the_same_answer() {
    var said = keep(QUESTION);
    var twin = counter.call(Asked.question(TWIN).prompt());
    assertThat(twin.completion().usage().cached()).isTrue();
    assertThat(twin.text()).isEqualTo(said);
    assertThat(counter.statistics().hitsSemantic()).isEqualTo(1);
    assertThat(counter.statistics().hitsExact()).isZero();
  }

  @Test
  void the_angle_between_two_questions_decides() {
    // the cosine of 28° is 0.883, that of 29° is 0.875
    counter.dictionary.means(TWIN_NORMALISED, 28);
    var said = keep(QUESTION);
    assertThat(counter.ask(TWIN)).isEqualTo(said);
    settings("");
    counter.dictionary.means(TWIN_NORMALISED, 29);
    said = keep(QUESTION);
    assertThat(counter.ask(TWIN)).isNotEqualTo(said);
    assertThat(counter.statistics().misses()).isEqualTo(2);
  }

  @Test
  void the_nearest_of_several_answers_is_given() {
    counter.dictionary.means("how do i return shoes", 20).means("how can i return shoes", 5);
    counter.dictionary.means(TWIN_NORMALISED, 0).means("how could i return shoes", 60);
    counter.ask("How could I return shoes?");
    counter.awaitMeanings(1);
    counter.ask(QUESTION);
    counter.awaitMeanings(2);
    var nearest = counter.ask("How can I return shoes?");
    // that one was answered by the one before it, 15° away
    assertThat(counter.statistics().hitsSemantic()).isEqualTo(1);
    assertThat(counter.ask(TWIN)).isEqualTo(nearest);
  }

  @Test
  void other_numbers_negations_names_and_places_are_other_questions() {
    keep("Can I return the boots of order 1042 to Graz, I am Anna?");
    for (var other :
        new String[] {
          "Can I return the boots of order 1043 to Graz, I am Anna?",
          "Can't I return the boots of order 1042 to Graz, I am Anna?",
          "Can I not return the boots of order 1042 to Graz, I am Anna?",
          "Can I return the boots of order 1042 to Graz, I am Bob?",
          "Can I return the boots of order 1042 to Wien, I am Anna?",
          "Can I return the boots of order 1042 from Graz, I am Anna?",
          "Можно вернуть 1042 Graz Anna?"
        }) assertThat(isHit(other)).as(other).isFalse();
    assertThat(isHit("Could I return boots of order 1042 to Graz, I am Anna?")).isTrue();
  }

  private boolean isHit(String question) {
    return counter.call(Asked.question(question).prompt()).completion().usage().cached();
  }

  @Test
  void meaning_does_not_reach_over_tenants_names_or_versions() {
    keep(QUESTION);
    var twin = Asked.question(TWIN);
    for (var other :
        new Asked[] {
          twin.tenant("other"),
          twin.agent("support", 2),
          twin.system(Asked.system("Bob", "2026-11-21")),
          twin.greeted("Hello!")
        }) assertThat(counter.call(other.prompt()).completion().usage().cached()).isFalse();
    counter.knowledge.put(TenantId.DEFAULT, 2L);
    assertThat(counter.call(twin.prompt()).completion().usage().cached()).isFalse();
  }

  @Test
  void nothing_is_embedded_where_nothing_can_be_kept_or_found() {
    counter
        .call(Asked.question(TWIN).greeted("Hi").after(new Customer("One more thing")).prompt())
        .completion();
    counter.call(Asked.question(QUESTION).prompt()).completion();
    assertThat(counter.dictionary.embedded).hasValue(0);
    counter.ask(QUESTION);
    counter.awaitMeanings(1);
    counter.ask(QUESTION);
    counter.ask("Something else entirely?");
    counter.awaitMeanings(2);
    // one for each answer that is kept, none for the exact hit or the question without a twin
    assertThat(counter.dictionary.embedded).hasValue(2);
  }

  @Test
  void switched_off_only_the_same_words_are_the_same() {
    settings("semantic.enabled = false");
    counter.ask(QUESTION);
    assertThat(isHit(TWIN)).isFalse();
    assertThat(isHit(QUESTION)).isTrue();
    assertThat(counter.dictionary.embedded).hasValue(0);
  }

  @Test
  void an_embedder_that_fails_is_a_miss() {
    keep(QUESTION);
    counter.dictionary.failure = new IllegalStateException("no model");
    assertThat(isHit(TWIN)).isFalse();
    assertThat(counter.statistics().misses()).isEqualTo(2);
  }

  @Test
  void an_embedder_that_does_not_answer_delays_a_reply_only_briefly() {
    settings("semantic.timeout = 20ms");
    keep(QUESTION);
    counter.dictionary.gate = new Semaphore(0);
    assertThat(isHit(TWIN)).isFalse();
    assertThat(isHit(QUESTION)).isTrue();
    counter.dictionary.gate.release(100);
  }

  @Test
  void beyond_the_limit_of_waiting_questions_none_waits() {
    settings("semantic { timeout = 20s, waiting-max = 1 }");
    keep(QUESTION);
    var gate = new Semaphore(0);
    counter.dictionary.gate = gate;
    var first = counter.call(Asked.question(TWIN).prompt());
    await().atMost(Counter.PATIENCE).until(() -> counter.dictionary.embedded.get() == 2);
    var second = counter.call(Asked.question(TWIN).prompt());
    var third = counter.call(Asked.question(TWIN).prompt());
    assertThat(third.completion().usage().cached()).isFalse();
    gate.release(100);
    assertThat(first.completion().usage().cached()).isTrue();
    assertThat(second.completion().usage().cached()).isTrue();
  }

  @Test
  void a_call_cancelled_during_the_lookup_gets_and_costs_nothing() {
    keep(QUESTION);
    int calls = counter.model.asked.size();
    var gate = new Semaphore(0);
    counter.dictionary.gate = gate;
    var heard = new Heard();
    counter.cache.start(Asked.question(TWIN).prompt(), heard).cancel();
    var other = counter.call(Asked.question(TWIN).prompt());
    gate.release(100);
    assertThat(other.completion().usage().cached()).isTrue();
    assertThat(heard.ended()).isFalse();
    assertThat(counter.model.asked).hasSize(calls);
  }
}
