package io.parley.persistence.asked;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedGroup.Draft;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.knowledge.asked.AskedStore.Choice;
import io.parley.core.knowledge.asked.AskedStore.Known;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcAskedIT {
  private static final TenantId ACME = TenantId.DEFAULT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final int MAX = 5;

  private final MigratedDatabase db = MigratedDatabase.create();
  private Instant now = NOON;
  private final JdbcAsked asked = new JdbcAsked(db.database(), () -> now, Duration.ofDays(30), MAX);
  private final List<Known> seen = new CopyOnWriteArrayList<>();

  /// The first word is the meaning.
  private final Choice choice =
      (question, groups) -> {
        seen.clear();
        seen.addAll(groups);
        return groups.stream()
            .filter(group -> first(group.text()).equals(first(question.question().text())))
            .mapToLong(Known::id)
            .findFirst();
      };

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void questions_of_one_meaning_are_counted_together_and_the_most_asked_come_first() {
    add(asked("s1", 1, "tents repair?"));
    add(asked("s2", 1, "boots resole?"), asked("s3", 1, "boots mend?"));
    var groups = list(AskedState.OPEN);
    assertThat(groups).extracting(AskedGroup::count).containsExactly(2, 1);
    assertThat(groups.getFirst().examples())
        .extracting(AskedQuestion::text)
        .containsExactlyInAnyOrder("boots resole?", "boots mend?");
    assertThat(groups.getFirst().lastAsked()).isEqualTo(NOON);
    assertThat(get(asked.list(ACME, AskedState.OPEN, 1, 1)))
        .extracting(AskedGroup::count)
        .containsExactly(1);
    assertThat(get(asked.list(OTHER, AskedState.OPEN, 0, 10))).isEmpty();
    assertThat(get(asked.find(OTHER, groups.getFirst().id()))).isEmpty();
  }

  @Test
  void a_repeated_delivery_changes_nothing_and_a_later_one_adds_what_is_new() {
    add(asked("s1", 1, "tents repair?"));
    add(asked("s1", 1, "tents repair?"));
    assertThat(only().count()).isEqualTo(1);
    add(answered("s1", 1, "tents repair?", "We do."));
    assertThat(only().count()).isEqualTo(1);
    assertThat(only().draft()).contains(new Draft("tents repair?", "We do.", true));
  }

  @Test
  void a_persons_draft_goes_before_the_words_of_a_session() {
    add(answered("s1", 1, "tents repair?", "We do."));
    assertThat(get(asked.draft(ACME, only().id(), "Do you repair tents?", "Yes."))).isTrue();
    assertThat(only().draft()).contains(new Draft("Do you repair tents?", "Yes.", false));
    assertThat(get(asked.draft(OTHER, only().id(), "x", "y"))).isFalse();
  }

  @Test
  void an_answered_group_opens_when_it_is_asked_again_and_a_dismissed_one_does_not() {
    add(asked("s1", 1, "tents repair?"));
    long id = only().id();
    assertThat(get(asked.move(ACME, id, AskedState.ANSWERED, Optional.of("asked-1")))).isTrue();
    assertThat(list(AskedState.OPEN)).isEmpty();
    add(asked("s2", 1, "tents mend?"));
    assertThat(list(AskedState.ANSWERED)).extracting(AskedGroup::count).containsExactly(2);

    now = NOON.plus(Duration.ofHours(1));
    add(asked("s3", 1, "tents sew?"));
    assertThat(only().count()).isEqualTo(3);
    assertThat(only().ref()).contains("asked-1");

    get(asked.move(ACME, id, AskedState.DISMISSED, Optional.empty()));
    now = NOON.plus(Duration.ofHours(2));
    add(asked("s4", 1, "tents patch?"));
    assertThat(list(AskedState.OPEN)).isEmpty();
    assertThat(list(AskedState.DISMISSED)).extracting(AskedGroup::count).containsExactly(4);
  }

  @Test
  void groups_merge() {
    add(asked("s1", 1, "tents repair?"), asked("s2", 1, "canvas repair?"));
    var groups = list(AskedState.OPEN);
    long one = groups.get(0).id();
    long two = groups.get(1).id();
    assertThat(get(asked.merge(ACME, one, one))).isFalse();
    assertThat(get(asked.merge(OTHER, one, two))).isFalse();
    assertThat(get(asked.merge(ACME, one, two))).isTrue();
    assertThat(only().id()).isEqualTo(two);
    assertThat(only().count()).isEqualTo(2);
  }

  @Test
  void the_vector_of_a_group_is_the_mean_of_its_questions_and_only_of_the_same_embedder() {
    add(asked("s1", 1, "tents repair?", 1, 0), asked("s2", 1, "tents mend?", 0, 1));
    add(asked("s3", 1, "tents sew?", 1, 0));
    var mean = seen.getFirst().vector().orElseThrow();
    assertThat(mean[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(mean[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    get(
        asked.add(
            ACME, List.of(new Arriving(question("s4", "x"), "en", Optional.empty(), "b")), choice));
    assertThat(seen.getFirst().vector()).isEmpty();
  }

  @Test
  void a_sessions_questions_are_erased_and_do_not_come_back() {
    add(asked("s1", 1, "tents repair?", 1, 0), asked("s1", 2, "boots resole?", 0, 1));
    add(asked("s2", 1, "tents mend?", 0, 1));
    assertThat(get(asked.forget(OTHER, new SessionId("s1")))).isZero();
    assertThat(get(asked.forget(ACME, new SessionId("s1")))).isEqualTo(2);
    assertThat(only().examples()).extracting(AskedQuestion::text).containsExactly("tents mend?");
    add(asked("s1", 1, "tents repair?"), asked("s3", 1, "tents sew?", 0, 1));
    assertThat(only().count()).isEqualTo(2);
    assertThat(seen.getFirst().vector().orElseThrow()).containsExactly(0, 1);
  }

  @Test
  void old_questions_and_those_over_the_limit_are_deleted() {
    for (int i = 0; i <= MAX; i++) {
      now = NOON.plusSeconds(i);
      add(asked("s" + i, 1, "tents " + i));
    }
    assertThat(only().count()).isEqualTo(MAX);
    now = NOON.plus(Duration.ofDays(31));
    add(new Arriving(at(question("s9", "boots?"), NOON), "en", Optional.empty(), "a"));
    assertThat(list(AskedState.OPEN)).isEmpty();
    assertThat(db.count("asked_question")).isZero();
  }

  private static String first(String text) {
    return text.split(" ", 2)[0];
  }

  private AskedGroup only() {
    var groups = list(AskedState.OPEN);
    assertThat(groups).hasSize(1);
    return groups.getFirst();
  }

  private List<AskedGroup> list(AskedState state) {
    return get(asked.list(ACME, state, 0, 10));
  }

  private void add(Arriving... questions) {
    get(asked.add(ACME, List.of(questions), choice));
  }

  private Arriving asked(String session, int turn, String text) {
    return asked(question(session, turn, text, Optional.empty()), Optional.empty());
  }

  private Arriving asked(String session, int turn, String text, float x, float y) {
    return asked(question(session, turn, text, Optional.empty()), Optional.of(new float[] {x, y}));
  }

  private Arriving answered(String session, int turn, String text, String answer) {
    return asked(question(session, turn, text, Optional.of(answer)), Optional.empty());
  }

  private static Arriving asked(AskedQuestion question, Optional<float[]> vector) {
    return new Arriving(question, "en", vector, "a");
  }

  private AskedQuestion question(String session, String text) {
    return question(session, 1, text, Optional.empty());
  }

  private AskedQuestion question(String session, int turn, String text, Optional<String> answer) {
    return new AskedQuestion(
        new SessionId(session),
        turn,
        text,
        "support",
        Optional.of("en"),
        Set.of(AskedReason.NOTHING_FOUND, AskedReason.ADMITTED),
        answer,
        now);
  }

  private static AskedQuestion at(AskedQuestion question, Instant at) {
    return new AskedQuestion(
        question.session(),
        question.turn(),
        question.text(),
        question.agent(),
        question.language(),
        question.reasons(),
        question.answer(),
        at);
  }
}
