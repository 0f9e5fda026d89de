package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.KeyMenu;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.Modality;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.turn.Line;
import io.parley.core.turn.TurnSettings;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// ConversationRelay's messages against the events of a session, all given by hand.
class RelayTalkTest {
  private static final Instant NOW = Instant.parse("2026-11-24T20:00:00Z");

  private static final Map<Line, String> LINES =
      Stream.of(Line.values()).collect(Collectors.toMap(line -> line, Line::name));

  private static final KeyMenu MENU =
      new KeyMenu(
          "Press 1 for orders, or 2 for sales.",
          Map.of('1', new KeyMenu.Words("My order."), '2', new KeyMenu.Transfer("sales")));

  private final List<String> handedOver = new ArrayList<>();
  private CompletableFuture<Boolean> handOver = new CompletableFuture<>();
  private final List<String> sent = new ArrayList<>();
  private final List<SessionCommand> asked = new ArrayList<>();
  private final List<Runnable> timers = new ArrayList<>();
  private CompletionStage<Answer> answer = CompletableFuture.completedStage(new Answer.Stored(1));
  private int ended;
  private long seq;

  private final RelayTalk talk =
      new RelayTalk(
          new RelayParts(
              "CA1",
              "en",
              command -> {
                asked.add(command);
                return answer;
              },
              _ -> LINES,
              RelayRules.of(TurnSettings.typical("en"), Duration.ofHours(1)),
              Optional.of(MENU),
              target -> {
                handedOver.add(target);
                return handOver;
              },
              this::later,
              () -> NOW),
          new RelayTalk.Socket() {
            @Override
            public void send(String text) {
              sent.add(text);
            }

            @Override
            public void end() {
              ended++;
            }
          });

  private Cancellable later(Duration delay, Runnable task) {
    timers.add(task);
    return () -> timers.remove(task);
  }

  private void twilio(String message) {
    talk.received(RelayMessage.read(message));
  }

  private void prompt(String words) {
    twilio(
        "{\"type\":\"prompt\",\"voicePrompt\":\"%s\",\"lang\":\"en-US\",\"last\":true}"
            .formatted(words));
  }

  private void session(SessionEvent event) {
    talk.heard(new Heard.Event(new RecordedEvent(++seq, event)));
  }

  private void turn(int turn) {
    session(new TurnEvent.TurnStarted(turn, List.of(seq), NOW));
  }

  private void delta(int turn, int from, String text) {
    talk.heard(new Heard.Delta(turn, 1, from, text));
  }

  private void completed(int turn, String text) {
    session(
        new TurnEvent.ReplyCompleted(
            turn, text, List.of(), 10, 5, Usage.unpriced("m", 1, 1), false, NOW));
  }

  private <T extends SessionCommand> T last(Class<T> kind) {
    return kind.cast(asked.getLast());
  }

  @Test
  void what_a_colleague_writes_is_spoken() {
    session(new MessageEvent.Said("h1", Party.HUMAN, "This is Ana.", Channel.WEB, NOW));
    assertThat(sent).containsExactly(RelayFrame.text("This is Ana. ", true));
  }

  @Test
  void words_become_a_spoken_message_on_the_telephone() {
    prompt(" Where is my order? ");
    var say = last(SessionCommand.Say.class);
    assertThat(say.text()).isEqualTo("Where is my order?");
    assertThat(say.channel()).isEqualTo(Channel.PHONE);
    assertThat(say.modality()).contains(Modality.SPOKEN);
    assertThat(say.by()).isEqualTo(Party.CUSTOMER);
    prompt("Hello");
    assertThat(last(SessionCommand.Say.class).id()).isNotEqualTo(say.id());
  }

  @Test
  void a_talk_is_not_quiet_before_the_reply_to_the_callers_words_has_begun() {
    assertThat(talk.isQuiet()).isTrue();
    prompt("Where is my order?");
    assertThat(talk.isQuiet()).isFalse();
  }

  @Test
  void the_figures_of_a_call_are_sent_at_its_end_and_once() {
    prompt("Where is my order?");
    asked.clear();
    talk.end("done");
    talk.closed();
    assertThat(asked).hasSize(1);
    assertThat(last(SessionCommand.MeasureCall.class).call()).isEqualTo("CA1");
  }

  @Test
  void unfinished_and_empty_prompts_are_no_messages() {
    twilio("{\"type\":\"prompt\",\"voicePrompt\":\"Where\",\"last\":false}");
    prompt("  ");
    twilio("{\"type\":\"error\",\"description\":\"x\"}");
    twilio("{\"type\":\"novelty\"}");
    assertThat(asked).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_reply_is_sent_while_it_is_made_and_its_end_is_told() {
    turn(1);
    delta(1, 0, "Your order 1042 is here. It ");
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst()).contains("\"last\":false").doesNotContain("1042");
    completed(1, "Your order 1042 is here. It is blue.");
    assertThat(sent.getLast()).isEqualTo(RelayFrame.text("It is blue. ", true));
  }

  @Test
  void pieces_of_another_turn_are_not_spoken() {
    turn(2);
    delta(1, 0, "Old words of a turn before. And ");
    assertThat(sent).isEmpty();
  }

  @Test
  void an_interruption_tells_the_session_what_was_heard() {
    turn(1);
    delta(1, 0, "Your order is on its way. It will ");
    for (var length : List.of("460", "\"460\"")) {
      asked.clear();
      twilio(
          """
          {"type":"interrupt","utteranceUntilInterrupt":"Your order is","durationUntilInterruptMs":%s}\
          """
              .formatted(length));
      var stop = last(SessionCommand.Interrupt.class);
      assertThat(stop.turn()).isEqualTo(1);
      assertThat(stop.played()).contains("Your order is");
    }
    int before = sent.size();
    delta(1, 34, "be there tomorrow. And ");
    assertThat(sent).as("nothing more of it").hasSize(before);
  }

  @Test
  void an_interruption_of_a_whole_reply_is_reported_once() {
    turn(1);
    completed(1, "Your order is on its way.");
    twilio("{\"type\":\"interrupt\",\"durationUntilInterruptMs\":400}");
    twilio("{\"type\":\"interrupt\",\"durationUntilInterruptMs\":400}");
    assertThat(asked).hasSize(1);
    assertThat(last(SessionCommand.Interrupt.class).played()).contains("Your");
  }

  @Test
  void an_interruption_of_the_greeting_stops_nothing() {
    twilio("{\"type\":\"interrupt\",\"utteranceUntilInterrupt\":\"Welcome\"}");
    assertThat(asked).isEmpty();
  }

  @Test
  void keys_are_one_message_after_a_hash_or_a_pause() {
    for (var key : List.of("1", "0", "4", "2", "#"))
      twilio("{\"type\":\"dtmf\",\"digit\":\"%s\"}".formatted(key));
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("1042#");
    assertThat(last(SessionCommand.Say.class).modality()).contains(Modality.KEYED);
    assertThat(last(SessionCommand.Say.class).digits()).contains("1042#");
    assertThat(timers).isEmpty();
    twilio("{\"type\":\"dtmf\",\"digit\":\"7\"}");
    twilio("{\"type\":\"dtmf\",\"digit\":\"w\"}");
    assertThat(asked).hasSize(1);
    timers.getFirst().run();
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("7");
  }

  private void press(String keys) {
    for (char key : keys.toCharArray())
      twilio("{\"type\":\"dtmf\",\"digit\":\"%c\"}".formatted(key));
  }

  @Test
  void a_number_of_known_length_needs_no_hash() {
    prompt("Where is my order?");
    turn(1);
    completed(1, "What is the order number? It has four digits.");
    press("1042");
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("1042");
    press("#");
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_key_of_the_menu_is_the_callers_words_until_they_have_said_something() {
    press("1#");
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("My order.");
    assertThat(last(SessionCommand.Say.class).digits()).contains("1");
    press("1#");
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("1#");
  }

  @Test
  void another_key_repeats_the_menu_twice() {
    press("7#");
    press("8#");
    assertThat(asked).isEmpty();
    assertThat(sent).hasSize(2).allMatch(text -> text.contains("Press one for orders"));
    press("9#");
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("9#");
  }

  @Test
  void a_key_hands_the_caller_over_or_they_hear_that_it_failed() {
    press("2#");
    assertThat(handedOver).containsExactly("sales");
    assertThat(last(SessionCommand.Say.class).to()).contains(Party.HUMAN);
    assertThat(sent).isEmpty();
    handOver.complete(false);
    assertThat(sent).singleElement().asString().contains("NOT_CONNECTED");
  }

  private void question() {
    turn(1);
    session(
        new ToolEvent.ApprovalRequested(
            1,
            "1.1",
            "order.cancel",
            "Cancel order",
            new Json("{\"order\":\"1042\"}"),
            Optional.of(ApprovalRule.Asked.CUSTOMER),
            NOW.plusSeconds(60),
            NOW));
  }

  @Test
  void consent_is_asked_aloud_and_given_in_words() {
    question();
    assertThat(sent.getLast()).contains("SHALL_I Cancel order").contains("\"last\":true");
    prompt("yes please");
    var decide = last(SessionCommand.Decide.class);
    assertThat(decide.call()).isEqualTo("1.1");
    assertThat(decide.decision()).isEqualTo(Approval.APPROVE);
    prompt("no");
    assertThat(asked.getLast()).as("the question is over").isInstanceOf(SessionCommand.Say.class);
  }

  @Test
  void consent_is_refused_in_words_or_by_a_key() {
    question();
    prompt("no, stop");
    assertThat(last(SessionCommand.Decide.class).decision()).isEqualTo(Approval.REJECT);
    question();
    press("2#");
    assertThat(last(SessionCommand.Decide.class).decision()).isEqualTo(Approval.REJECT);
    question();
    press("1");
    assertThat(asked).as("more may follow").hasSize(2);
    timers.getFirst().run();
    assertThat(last(SessionCommand.Decide.class).decision()).isEqualTo(Approval.APPROVE);
  }

  @Test
  void a_number_that_begins_as_a_yes_is_none() {
    question();
    press("1042#");
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("1042#");
    assertThat(asked).noneMatch(SessionCommand.Decide.class::isInstance);
  }

  @Test
  void an_unclear_answer_is_asked_for_again_and_then_withdraws_the_request() {
    question();
    prompt("what colour was it");
    assertThat(asked).isEmpty();
    assertThat(sent.getLast()).contains("YES_OR_NO");
    prompt("what colour was it");
    assertThat(asked).hasSize(2);
    assertThat(asked.getFirst()).isInstanceOf(SessionCommand.Interrupt.class);
    assertThat(last(SessionCommand.Say.class).text()).isEqualTo("what colour was it");
  }

  @Test
  void a_question_that_was_decided_elsewhere_is_over() {
    question();
    session(
        new ToolEvent.ApprovalDecided(
            "x", "1.1", Approval.APPROVE, Party.CUSTOMER, Optional.empty(), Optional.empty(), NOW));
    prompt("yes");
    assertThat(asked.getLast()).isInstanceOf(SessionCommand.Say.class);
  }

  @Test
  void a_failed_turn_and_refused_words_have_a_line() {
    turn(1);
    session(new TurnEvent.TurnFailed(1, new Problem("models-failed", "t", ""), NOW));
    assertThat(sent.getLast()).contains("TROUBLE");
    turn(2);
    session(new TurnEvent.TurnFailed(2, new Problem(Problem.CONTENT_FILTERED, "t", ""), NOW));
    assertThat(sent.getLast()).contains("WITHHELD");
    sent.clear();
    answer = CompletableFuture.failedStage(new SessionUnavailable("x", null));
    prompt("hello");
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst()).contains("TROUBLE");
  }

  @Test
  void the_language_follows_the_customers() {
    session(new CustomerEvent.CustomerLanguageChanged("de", Party.SYSTEM, NOW));
    assertThat(sent).as("with a region").containsExactly(RelayFrame.language("de-DE"));
    turn(1);
    completed(1, "Es kostet 3 Euro.");
    assertThat(sent.getLast()).contains("drei Euro");
  }

  @Test
  void the_end_of_the_session_ends_the_call_with_handoff_data() {
    session(new LifecycleEvent.SessionEnded(Optional.empty(), "resolved", Party.BOT, NOW));
    assertThat(sent.getLast())
        .isEqualTo("{\"type\":\"end\",\"handoffData\":\"{\\\"reason\\\":\\\"resolved\\\"}\"}");
    assertThat(ended).isEqualTo(1);
    prompt("hello");
    turn(1);
    assertThat(asked).singleElement().isInstanceOf(SessionCommand.MeasureCall.class);
  }
}
