package io.parley.core.knowledge.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.CustomerEvent.Rated;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnansweredTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final SessionId SESSION = new SessionId("s1");
  private static final double ANSWER = 0.45;

  private final List<RecordedEvent> events = new ArrayList<>();
  private int turn;

  UnansweredTest() {
    put(
        new SessionStarted(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            NOON));
  }

  @Test
  void a_search_that_finds_nothing_good_enough_is_a_question_without_an_answer() {
    turn("Do you repair tents?", 0.44, "Here is what I found.");
    var question = only();
    assertThat(question.text()).isEqualTo("Do you repair tents?");
    assertThat(question.reasons()).containsExactly(AskedReason.NOTHING_FOUND);
    assertThat(question.session()).isEqualTo(SESSION);
    assertThat(question.turn()).isEqualTo(1);
    assertThat(question.agent()).isEqualTo("support");
    assertThat(question.at()).isEqualTo(NOON);
  }

  @Test
  void a_good_passage_and_small_talk_are_none() {
    turn("Do you repair tents?", 0.45, "Yes.");
    talk("Thanks!", "You're welcome.");
    assertThat(questions()).isEmpty();
  }

  @Test
  void the_best_of_several_searches_counts() {
    said(Party.CUSTOMER, "Do you repair tents?");
    put(new TurnStarted(++turn, List.of((long) events.size()), NOON));
    search("c1", 0.1);
    search("c2", 0.9);
    reply("Yes.", 0.9);
    assertThat(questions()).isEmpty();
  }

  @Test
  void a_turn_without_its_reply_tells_nothing_yet() {
    said(Party.CUSTOMER, "Do you repair tents?");
    put(new TurnStarted(++turn, List.of((long) events.size()), NOON));
    search("c1", 0.1);
    assertThat(questions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I don't know that, and I'd rather not guess.",
        "I'm afraid that I still don't know. A person would help you better here.",
        "Sorry, I couldn't find any information on tents.",
        "Das weiß ich nicht, und raten möchte ich nicht.",
        "Leider weiß ich es immer noch nicht.",
        "Dazu habe ich leider keine Angaben.",
        "Eso no lo sé, y prefiero no adivinar.",
        "No tengo información sobre eso.",
        "I don't have that information.",
        "I couldn't find that in our help pages.",
        "I can't answer that.",
        "I FOUND NOTHING ABOUT TENTS.",
        "I found nothing on tents.",
        "Weiß ich leider nicht.",
        "Hierzu finde ich leider nichts.",
        "Darüber liegen mir keine Angaben vor.",
        "Ich habe keine Informationen zu Zelten.",
        "No he encontrado nada.",
        "No encuentro información."
      })
  void an_admission_in_three_languages(String reply) {
    talk("Do you repair tents?", reply);
    assertThat(only().reasons()).containsExactly(AskedReason.ADMITTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I can't show it here, because I don't know who you are.",
        "The answer got lost, so I don't know whether it is there.",
        "You don't need to know more than that.",
        "Wissen Sie nicht weiter? Schreiben Sie uns."
      })
  void not_knowing_something_else_is_no_admission(String reply) {
    talk("Where is my order?", reply);
    assertThat(questions()).isEmpty();
  }

  @Test
  void a_low_rating_blames_the_last_answer_from_the_knowledge_base() {
    turn("Do you repair tents?", 0.9, "No.");
    put(new Rated("r", Party.CUSTOMER, 2, Optional.empty(), NOON));
    assertThat(only().reasons()).containsExactly(AskedReason.RATED_DOWN);
  }

  @Test
  void a_high_rating_and_one_after_small_talk_blame_nothing() {
    turn("Do you repair tents?", 0.9, "No.");
    put(new Rated("r", Party.CUSTOMER, 3, Optional.empty(), NOON));
    talk("Thanks!", "You're welcome.");
    put(new Rated("r2", Party.CUSTOMER, 1, Optional.empty(), NOON));
    assertThat(questions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I want to talk to a real person",
        "human please",
        "Ich möchte mit einem Menschen sprechen",
        "Verbinden? Mitarbeiter bitte verbinden",
        "Quiero hablar con una persona",
        "Can I talk to someone real?",
        "Give me a REPRESENTATIVE",
        "Agent, please",
        "Connect me with a colleague",
        "Ich will mit einem Berater sprechen",
        "Kann ich mit Kollegen reden?",
        "Ich möchte mit jemandem sprechen",
        "¿Puedo hablar con alguien?",
        "Páseme con el operador",
        "Quiero hablar con un humano"
      })
  void a_wish_for_a_human_right_after_an_answer_blames_it_and_is_no_question(String wish) {
    turn("Do you repair tents?", 0.9, "No.");
    talk(wish, "I don't know that.");
    assertThat(only().text()).isEqualTo("Do you repair tents?");
    assertThat(only().reasons()).containsExactly(AskedReason.HUMAN_WANTED);
  }

  @Test
  void the_words_of_a_human_are_the_answer() {
    turn("Do you repair tents?", 0.1, "I don't know that.");
    talk("human please", "A colleague comes.");
    said(Party.HUMAN, "We do, in our workshop in Graz.");
    said(Party.HUMAN, "It takes a week. Call me at 0664 123 45 67.");
    assertThat(only().answer())
        .contains("We do, in our workshop in Graz. It takes a week. Call me at […].");
  }

  @Test
  void secrets_numbers_addresses_and_names_are_left_out() {
    talk(
        "My name is Ada Byron. My password is hunter2! Can order 10432 go to ada@home.example?",
        "I don't know that.");
    assertThat(only().text()).isEqualTo("My name is […]. Can order […] go to […]");
  }

  @Test
  void long_questions_are_cut_and_those_without_words_are_left_out() {
    talk("tent 😀".repeat(200), "I don't know that.");
    talk("4711 4711 !?", "I don't know that.");
    assertThat(only().text()).hasSizeLessThanOrEqualTo(AskedQuestion.TEXT_MAX).endsWith("…");
  }

  @Test
  void only_events_that_may_tell_are_a_reason_to_look() {
    turn("Do you repair tents?", 0.9, "Yes.");
    said(Party.CUSTOMER, "Thanks!");
    put(new Rated("r", Party.CUSTOMER, 5, Optional.empty(), NOON));
    assertThat(events).noneMatch(each -> Unanswered.mayTell(each.event(), ANSWER, true));
    reply("I don't know that.", 0.9);
    said(Party.HUMAN, "We do.");
    said(Party.CUSTOMER, "human please");
    reply("Here is something.", 0.1);
    put(new Rated("r", Party.CUSTOMER, 1, Optional.empty(), NOON));
    assertThat(events.subList(events.size() - 5, events.size()))
        .allMatch(each -> Unanswered.mayTell(each.event(), ANSWER, true));
  }

  @Test
  void a_reply_without_a_search_tells_only_by_its_words() {
    talk("Hello", "Hi.");
    assertThat(Unanswered.mayTell(events.getLast().event(), ANSWER, true)).isTrue();
    assertThat(Unanswered.mayTell(events.getLast().event(), ANSWER, false)).isFalse();
    talk("Do you repair tents?", "I don't know that.");
    assertThat(Unanswered.mayTell(events.getLast().event(), ANSWER, false)).isTrue();
  }

  private AskedQuestion only() {
    assertThat(questions()).hasSize(1);
    return questions().getFirst();
  }

  private List<AskedQuestion> questions() {
    return Unanswered.in(SESSION, events, ANSWER);
  }

  private void turn(String question, double score, String reply) {
    said(Party.CUSTOMER, question);
    put(new TurnStarted(++turn, List.of((long) events.size()), NOON));
    search("c" + turn, score);
    reply(reply, score);
  }

  private void talk(String message, String reply) {
    said(Party.CUSTOMER, message);
    put(new TurnStarted(++turn, List.of((long) events.size()), NOON));
    put(
        new ReplyCompleted(
            turn, reply, List.of(), 1, 1, new Usage("m", 1, 1, 0, "EUR", false), false, NOON));
  }

  private void search(String call, double score) {
    put(
        new ToolCallRequested(
            turn,
            call,
            "kb.search",
            "Searching",
            Json.EMPTY_OBJECT,
            ToolPolicy.READ_ONLY,
            false,
            NOON));
    put(
        new ToolCallSettled(
            turn,
            call,
            ToolOutcome.Kind.SUCCEEDED,
            1,
            1,
            Json.EMPTY_OBJECT,
            List.of(new Source("Tents", "tents", score)),
            NOON));
  }

  private void reply(String text, double score) {
    put(
        new ReplyCompleted(
            turn,
            text,
            List.of(new Source("Tents", "tents", score)),
            1,
            1,
            new Usage("m", 1, 1, 0, "EUR", false),
            false,
            NOON));
  }

  private void said(Party by, String text) {
    put(new Said("m" + events.size(), by, text, Channel.WEB, NOON));
  }

  private void put(SessionEvent event) {
    events.add(new RecordedEvent(events.size() + 1L, event));
  }
}
