package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RateLimit;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.PromptMessage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.*;
import io.parley.sessions.ScriptedWorld.ModelCall;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Replies that were prepared before the customer had certainly finished.
class SessionPreparedRepliesTest extends SessionFixture {
  private static final String WORDS = "where is my order";

  @Test
  void a_prepared_reply_is_shown_as_soon_as_the_words_are_said() {
    start();
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    var call = prepared("v1", WORDS);
    assertThat(call.prompt().messages()).containsExactly(new PromptMessage.Customer(WORDS));
    assertThat(call.prompt().system()).endsWith("Speak for Acme");
    call.says("It is ", "on its ");
    assertThat(said("v1", "Where is my order?")).isEqualTo(new Answer.Stored(2));
    assertThat(seq(pull(reader))).as("readers saw nothing before").isEqualTo(2);
    awaitText(reader, "It is on its ");
    call.says("way.");
    call.ends();
    var reply = (ReplyCompleted) event(4);
    assertThat(reply.text()).isEqualTo("It is on its way.");
    assertThat(reply.usage()).isEqualTo(ScriptedWorld.USAGE);
    assertThat(((Said) event(2)).text()).isEqualTo("Where is my order?");
    assertThat(world.modelCalls).as("no model is asked again").isEmpty();
  }

  @Test
  void a_fully_prepared_reply_is_completed_at_once() {
    start();
    var call = prepared("v1", WORDS);
    call.says("It is on its way.");
    call.ends();
    said("v1", WORDS);
    var reply = (ReplyCompleted) event(4);
    assertThat(reply.text()).isEqualTo("It is on its way.");
    assertThat(reply.firstTokenMillis()).as("counted from the words").isZero();
    assertThat(reply.at()).isAfterOrEqualTo(event(3).at().truncatedTo(ChronoUnit.MILLIS));
    prepared("v2", "and the other one");
    assertThat(said("v2", "and the other one")).isEqualTo(new Answer.Stored(5));
  }

  @Test
  void a_tool_is_not_called_before_the_words_are_said() {
    start();
    prepared("v1", WORDS).wants("open");
    inspect();
    assertThat(world.toolAttempts).isEmpty();
    assertThat(events(key)).hasSize(1);
    said("v1", WORDS);
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var call = world.nextModelCall();
    call.says("Done.");
    call.ends();
    assertThat(((ReplyCompleted) event(6)).text()).isEqualTo("Done.");
  }

  @Test
  void other_words_discard_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    early.says("It is on its way.");
    said("v1", "where is my order 1042");
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    var call = world.nextModelCall();
    call.says("Which one?");
    call.ends();
    assertThat(((ReplyCompleted) event(4)).text()).isEqualTo("Which one?");
  }

  @Test
  void a_number_that_may_be_misheard_discards_the_preparation_and_the_model_knows_it() {
    start();
    var early = prepared("v1", "one zero four two");
    assertThat(early.prompt().doubtful()).isFalse();
    ask(
        new SessionCommand.Say(
            "v1",
            Party.CUSTOMER,
            "one zero four two",
            Channel.VOICE,
            OptionalDouble.of(0.5),
            now()));
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    var prompt = world.nextModelCall().prompt();
    assertThat(prompt.doubtful()).isTrue();
    assertThat(prompt.system()).contains("may be misheard");
  }

  @Test
  void the_same_words_under_another_id_discard_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    said("v2", WORDS);
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    world.nextModelCall();
  }

  @Test
  void another_partys_words_discard_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    ask(new SessionCommand.Say("h", Party.HUMAN, "I am Kim", Channel.WEB, now()));
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    said("v1", WORDS);
    assertThat(world.nextModelCall().prompt().messages()).hasSize(2);
  }

  @Test
  void notes_beside_the_conversation_keep_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    ask(new SessionCommand.Rate("r", Party.CUSTOMER, 4, Optional.empty(), now()));
    said("v1", WORDS);
    early.says("It is on its way.");
    early.ends();
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("It is on its way.");
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void longer_words_replace_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    var call = prepared("v2", WORDS + " 1042");
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    sessions.prepare(key, new Prepare("v2", WORDS + " 1042?", now()));
    said("v2", WORDS + " 1042");
    call.says("On its way.");
    call.ends();
    assertThat(((ReplyCompleted) event(4)).text()).isEqualTo("On its way.");
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void a_discarded_preparation_stores_nothing() {
    start();
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    var early = prepared("v1", WORDS);
    early.says("It is ");
    sessions.unprepare(key, "another");
    inspect();
    assertThat(early.cancelled()).isNotDone();
    sessions.unprepare(key, "v1");
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    early.says("on its way.");
    say("a", "hello");
    assertThat(seq(pull(reader))).isEqualTo(2);
    assertThat(events(key)).hasSize(3);
    var call = world.nextModelCall();
    assertThat(call.prompt().messages()).containsExactly(new PromptMessage.Customer("hello"));
    call.says("Hi.");
    awaitText(reader, "Hi.");
  }

  @Test
  void a_preparation_expires() {
    open("parley.sessions.reply.prepared-for = 200ms");
    start();
    assertThat(prepared("v1", WORDS).cancelled()).succeedsWithin(PATIENCE);
    said("v1", WORDS);
    world.nextModelCall();
  }

  @Test
  void a_failed_preparation_fails_no_turn() {
    start();
    var early = prepared("v1", WORDS);
    early.says("It ");
    early.listener().failed(new ModelFailure(ModelFailure.Category.REFUSED, "no", null));
    said("v1", WORDS);
    var reader = listen(3);
    var call = world.nextModelCall();
    call.says("On its way.");
    awaitText(reader, "On its way.");
    call.ends();
    assertThat(((ReplyCompleted) event(4)).text()).isEqualTo("On its way.");
  }

  @Test
  void another_model_may_take_over_while_it_is_prepared() {
    start();
    var call = prepared("v1", WORDS);
    call.says("It is on");
    call.listener().restarted();
    call.says("On its way.");
    said("v1", WORDS);
    var reader = listen(0);
    awaitText(reader, "On its way.");
    call.ends();
    assertThat(event(4)).isInstanceOf(TurnResumed.class);
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("On its way.");
  }

  @Test
  void nothing_is_prepared_while_a_turn_is_open() {
    start();
    say("a", "hello");
    world.nextModelCall();
    sessions.prepare(key, new Prepare("v1", WORDS, now()));
    assertThat(inspect().errands()).isEqualTo(1);
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void nothing_is_prepared_that_would_be_refused() {
    world.rateLimit = new RateLimit(1, 1_000_000);
    start();
    sessions.prepare(key, new Prepare("v1", WORDS, now()));
    said("v1", WORDS);
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    event(4);
    sessions.prepare(key, new Prepare("v2", WORDS, now()));
    sessions.prepare(key, new Prepare("v1", WORDS, now()));
    inspect();
    assertThat(world.modelCalls).isEmpty();
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
    sessions.prepare(key, new Prepare("v3", WORDS, now()));
    inspect();
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void the_sessions_end_discards_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
  }

  @Test
  void after_a_crash_the_reply_is_made_when_the_words_are_said() {
    start();
    var early = prepared("v1", WORDS);
    crash();
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    assertThat(said("v1", WORDS)).isEqualTo(new Answer.Stored(2));
    world.nextModelCall().ends();
  }

  @Test
  void a_session_that_moves_discards_the_preparation() {
    start();
    var early = prepared("v1", WORDS);
    var old = move();
    assertThat(early.cancelled()).succeedsWithin(PATIENCE);
    awaitGone(old);
    said("v1", WORDS);
    world.nextModelCall();
  }

  @Test
  void an_interrupted_prepared_reply_stops_like_any_other() {
    start();
    var call = prepared("v1", WORDS);
    call.says("It is ");
    said("v1", WORDS);
    ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.of("It"), now()));
    assertThat(call.cancelled()).succeedsWithin(PATIENCE);
    assertThat(((TurnInterrupted) event(4)).heard()).isEqualTo("It");
    Awaitility.await().atMost(PATIENCE).until(() -> inspect().errands() == 0);
  }

  private ModelCall prepared(String id, String words) {
    sessions.prepare(key, new Prepare(id, words, now()));
    return world.nextModelCall();
  }

  private Answer said(String id, String words) {
    return ask(
        new SessionCommand.Say(
            id, Party.CUSTOMER, words, Channel.VOICE, OptionalDouble.of(0.9), now()));
  }

  /// Waits until all messages sent before have been handled.
  private SessionInspection inspect() {
    return await(sessions.inspect(key));
  }
}
