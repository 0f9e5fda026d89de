package io.parley.sessions;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.limit.RateLimit;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.PromptMessage;
import io.parley.core.session.Approval;
import io.parley.core.session.Channel;
import io.parley.core.session.Party;
import io.parley.core.session.Rejection.Reason;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionEvent.*;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.listener.ToReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A session through its door, on a cluster of one, with a world under the test's hand.
class SessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ScriptedWorld world = new ScriptedWorld();
  private final SessionKey key =
      new SessionKey(TenantId.DEFAULT, new SessionId(UUID.randomUUID().toString()));
  private ActorTestKit kit;
  private PersistenceTestKit journal;
  private Sessions sessions;

  @BeforeEach
  void open() {
    open("");
  }

  private void open(String settings) {
    if (kit != null) kit.shutdownTestKit();
    var config =
        ConfigFactory.parseString(settings)
            .withFallback(
                ConfigFactory.parseString(
                    "parley.sessions { ask-again = 500ms, reply.backoff { min = 10ms, max = 20ms },"
                        + " tool-call.backoff { min = 10ms, max = 20ms }, archiving.backoff { min ="
                        + " 10ms, max = 20ms } }"))
            .withFallback(PersistenceTestKitPlugin.getInstance().config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config())
            .withFallback(ConfigFactory.load())
            .resolve();
    kit = ActorTestKit.create("parley", config);
    var cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    journal = PersistenceTestKit.create(kit.system());
    sessions =
        Sessions.start(
            kit.system(),
            SessionSettings.from(config),
            world.collaborators(this::events, Clock.systemUTC()));
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
  }

  @Test
  void what_is_said_is_stored_before_it_is_accepted_and_answered_by_a_turn() {
    start();
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertThat(events(key)).hasSize(3).last().isInstanceOf(TurnStarted.class);

    var call = world.nextModelCall();
    assertThat(call.prompt().messages()).containsExactly(new PromptMessage.Customer("hello"));
    assertThat(call.prompt().system()).startsWith("You work for Acme");
    call.says("Hi ", "there.");
    call.ends();

    var completed = (ReplyCompleted) event(4);
    assertThat(completed.text()).isEqualTo("Hi there.");
    assertThat(completed.usage()).isEqualTo(ScriptedWorld.USAGE);
    assertThat(view().usage().inputTokens()).isEqualTo(10);
  }

  @Test
  void the_same_id_again_gets_the_same_answer_and_costs_nothing() {
    world.rateLimit = new RateLimit(1, 1_000_000);
    start();
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertThat(((Answer.Refused) say("a", "other")).rejection().reason())
        .isEqualTo(Reason.ID_REUSED);
    assertThat(say("b", "more")).isInstanceOf(Answer.Limited.class);
    assertThat(events(key)).hasSize(3);
  }

  @Test
  void what_was_used_lately_is_remembered_over_a_crash() {
    world.rateLimit = new RateLimit(1, 1_000_000);
    start();
    say("a", "hello");
    var call = world.nextModelCall();
    call.says("Hi.");
    call.ends();
    event(4);
    crash();
    assertThat(say("b", "more")).isInstanceOf(Answer.Limited.class);
  }

  @Test
  void a_reader_hears_what_was_missed_then_what_happens_each_once_and_in_order() {
    start();
    say("a", "hello");
    var reader = listen(1);
    assertThat(seq(pull(reader))).isEqualTo(2);
    assertThat(seq(pull(reader))).isEqualTo(3);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(3));

    var call = world.nextModelCall();
    call.says("Hi ");
    assertThat(text(reader)).isEqualTo("Hi ");
    call.says("there.");
    assertThat(text(reader)).isEqualTo("there.");
    call.ends();
    assertThat(pullEvent(reader).recorded().event()).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void who_joins_in_the_middle_of_a_reply_gets_its_text_so_far_at_once() {
    start();
    say("a", "hello");
    var early = listen(0);
    var call = world.nextModelCall();
    call.says("One ", "two ");
    awaitText(early, "One two ");
    var late = listen(3);
    assertThat(pull(late)).isEqualTo(new Heard.CaughtUp(3));
    assertThat(pull(late)).isEqualTo(new Heard.Delta(1, 1, 0, "One two "));
  }

  @Test
  void an_interruption_records_what_was_heard_and_stops_the_model() {
    start();
    say("a", "hello");
    var reader = listen(0);
    var call = world.nextModelCall();
    call.says("Heard. ");
    awaitText(reader, "Heard. ");
    assertThat(ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, "", now())))
        .isEqualTo(new Answer.Stored(4));
    assertThat(((TurnInterrupted) event(4)).heard()).isEqualTo("Heard. ");
    assertThat(call.cancelled()).succeedsWithin(PATIENCE);
    call.says("never");
    call.ends();
    assertThat(say("b", "again")).isEqualTo(new Answer.Stored(5));
  }

  @Test
  void a_tool_call_is_recorded_before_it_runs_and_its_outcome_is_told_to_the_model() {
    start();
    say("a", "open a ticket");
    world.nextModelCall().wants("open");
    var attempt = world.nextToolAttempt();
    assertThat(events(key)).last().isInstanceOf(ToolCallRequested.class);
    assertThat(attempt.context().idempotencyKey()).isEqualTo(key + ":1.1");
    attempt
        .outcome()
        .complete(
            ToolOutcome.succeeded(
                new Json("{\"ticket\":\"T-1\"}"), List.of(new Source("Title", "ref", 0.9))));

    var second = world.nextModelCall();
    assertThat(second.prompt().messages().getLast())
        .isInstanceOfSatisfying(
            PromptMessage.ToolUse.class,
            use -> assertThat(use.outcome().kind()).isEqualTo(Kind.SUCCEEDED));
    second.says("Done.");
    second.ends();
    var reply = (ReplyCompleted) event(6);
    assertThat(reply.sources()).extracting(Source::ref).containsExactly("ref");
    assertThat(reply.usage().inputTokens()).isEqualTo(20);
  }

  @Test
  void a_call_that_was_not_sent_is_tried_again_whatever_its_policy() {
    start();
    say("a", "pay");
    world.nextModelCall().wants("pay");
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("refused", null));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    var settled = (ToolCallSettled) event(5);
    assertThat(settled.outcome()).isEqualTo(Kind.SUCCEEDED);
    assertThat(settled.attempts()).isEqualTo(2);
  }

  @Test
  void a_call_that_may_have_happened_is_in_doubt_unless_its_key_makes_it_harmless() {
    start();
    say("a", "pay and open");
    world.nextModelCall().wants("pay", "open");
    var one = world.nextToolAttempt();
    var two = world.nextToolAttempt();
    var pay = one.call().tool().equals("pay") ? one : two;
    var open = pay.equals(one) ? two : one;
    pay.outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    open.outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    var again = world.nextToolAttempt();
    assertThat(again.call()).isEqualTo(open.call());
    assertThat(again.context().idempotencyKey()).isEqualTo(open.context().idempotencyKey());
    again.outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactlyInAnyOrder(Kind.IN_DOUBT, Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_tool_that_needs_consent_waits_for_a_human() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    assertThat(event(5)).isInstanceOf(ApprovalRequested.class);
    assertThat(world.toolAttempts).isEmpty();
    assertThat(
            ask(
                new SessionCommand.Decide(
                    "d", "1.1", Approval.APPROVE, Party.AGENT, Optional.empty(), now())))
        .isEqualTo(new Answer.Stored(6));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall().says("Refunded.");
  }

  @Test
  void a_refused_call_never_runs_and_the_model_hears_of_it() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.REJECT, Party.AGENT, Optional.of("no"), now()));
    var call = world.nextModelCall();
    assertThat(call.prompt().messages().getLast())
        .isInstanceOfSatisfying(
            PromptMessage.ToolUse.class,
            use -> assertThat(use.outcome().kind()).isEqualTo(Kind.REJECTED));
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void consent_that_wakes_a_session_after_a_crash_lets_the_call_run_once() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    crash();
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.APPROVE, Party.AGENT, Optional.empty(), now()));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void too_many_tool_calls_end_in_words() {
    world.limits = new AgentLimits(2_000, 500, 2, 3);
    start();
    say("a", "look");
    world.nextModelCall().wants("look", "look", "look");
    var call = world.nextModelCall();
    assertThat(call.prompt().tools()).isEmpty();
    call.says("I give up.");
    call.ends();
    assertThat(event(4)).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void a_tool_that_nobody_offered_is_refused_in_a_way_that_the_model_can_read() {
    start();
    say("a", "look");
    world.nextModelCall().wants("rm -rf /");
    var requested = (ToolCallRequested) event(4);
    assertThat(requested.tool()).isEqualTo("unknown");
    assertThat(requested.label()).isEqualTo("Looking for a tool");
  }

  @Test
  void a_passing_fault_of_the_model_is_tried_again_and_shows_nothing_twice() {
    start();
    say("a", "hello");
    var reader = listen(3);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(3));
    var call = world.nextModelCall();
    call.says("Half a ");
    awaitText(reader, "Half a ");
    call.listener().failed(new ModelFailure(ModelFailure.Category.UNAVAILABLE, "cut", null));
    var again = world.nextModelCall();
    again.says("Whole.");
    assertThat(pull(reader)).isEqualTo(new Heard.Delta(1, 1, 0, "Whole."));
    again.ends();
    assertThat(((ReplyCompleted) event(4)).text()).isEqualTo("Whole.");
  }

  @Test
  void a_model_that_stays_away_fails_the_turn_and_the_session_goes_on() {
    start();
    say("a", "hello");
    for (int i = 0; i < 3; i++)
      world
          .nextModelCall()
          .listener()
          .failed(new ModelFailure(ModelFailure.Category.UNAVAILABLE, "down", null));
    assertThat(((TurnFailed) event(4)).problem().type()).isEqualTo("model-unavailable");
    assertThat(say("b", "again")).isEqualTo(new Answer.Stored(5));
    world.nextModelCall();
  }

  @Test
  void a_session_that_lost_its_node_makes_the_reply_anew_without_being_asked() {
    start();
    say("a", "hello");
    var before = world.nextModelCall();
    before.says("Lost ");
    crash();
    sessions.view(key);
    assertThat(event(4)).isEqualTo(new TurnResumed(1, 2, event(4).at()));
    var call = world.nextModelCall();
    before.says("too late");
    before.ends();
    call.says("Anew.");
    call.ends();
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("Anew.");
    assertThat(events(key)).hasSize(5);
  }

  @Test
  void a_call_whose_node_died_is_made_again_under_its_key_or_is_in_doubt() {
    start();
    say("a", "pay and open");
    world.nextModelCall().wants("pay", "open");
    world.nextToolAttempt();
    world.nextToolAttempt();
    crash();
    // what wakes it must not begin by itself what the session has yet to judge
    entity().tell(new SessionEntity.Wake());
    var again = world.nextToolAttempt();
    assertThat(again.call().tool()).isEqualTo("open");
    assertThat(again.context().idempotencyKey()).isEqualTo(key + ":1.2");
    again.outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactly(Kind.IN_DOUBT, Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_journal_that_fails_once_costs_time_and_nothing_else() {
    start();
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    journal.failNextPersisted("Session|" + key);
    assertThat(say("a", "hello")).isEqualTo(new Answer.Stored(2));
    assertThat(seq(pullEvent(reader))).isEqualTo(2);
    assertThat(seq(pullEvent(reader))).isEqualTo(3);
    journal.failNextPersisted("Session|" + key);
    var lost = world.nextModelCall();
    lost.says("Lost.");
    lost.ends();
    var anew = world.nextModelCall();
    anew.says("Kept.");
    anew.ends();
    assertThat(event(4)).isInstanceOf(TurnResumed.class);
    assertThat(((ReplyCompleted) event(5)).text()).isEqualTo("Kept.");
  }

  @Test
  void a_reader_goes_on_without_a_gap_when_its_session_moves() {
    start();
    var reader = listen(0);
    assertThat(seq(pull(reader))).isEqualTo(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    crash();
    say("a", "hello");
    assertThat(seq(pullEvent(reader))).isEqualTo(2);
    assertThat(seq(pullEvent(reader))).isEqualTo(3);
  }

  @Test
  void the_end_is_archived_however_often_that_takes() {
    start();
    assertThat(ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now())))
        .isEqualTo(new Answer.Stored(2));
    next(world.archiveAttempts).completeExceptionally(new IllegalStateException("storage is down"));
    next(world.archiveAttempts).complete(new ArchiveReceipt(10, "abc", "default/2026/"));
    assertThat(event(3)).isInstanceOf(SessionArchived.class);
    assertThat(view().status()).isEqualTo(Status.ARCHIVED);
    assertThat(say("late", "hello?")).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void what_was_too_long_for_the_prompt_is_summarised_and_the_summary_is_told_instead() {
    world.limits = new AgentLimits(60, 500, 4, 3);
    start();
    var words = "word ".repeat(20);
    for (int turn = 1; turn <= 2; turn++) {
      say("t" + turn, words + turn);
      var call = world.nextModelCall();
      call.says("Reply " + turn);
      call.ends();
      awaitEvents(1 + 3 * turn);
    }
    var summary = world.nextModelCall();
    assertThat(summary.prompt().system()).isEqualTo("Summarise for Acme");
    summary.says("They said words.");
    summary.ends();
    assertThat(((SummaryWritten) event(8)).toTurn()).isEqualTo(1);
    say("next", "and now?");
    assertThat(world.nextModelCall().prompt().messages().getFirst())
        .isEqualTo(new PromptMessage.Earlier("They said words."));
  }

  @Test
  void nobody_hears_a_session_that_was_never_started() {
    assertThat(await(sessions.view(key))).isEmpty();
    assertThat(((Answer.Refused) say("a", "hello")).rejection().reason())
        .isEqualTo(Reason.NOT_STARTED);
    var reader = listen(0);
    assertThatThrownBy(() -> pull(reader)).hasCauseInstanceOf(NoSuchSession.class);
  }

  @Test
  void a_reader_that_does_not_read_is_cut_off_and_slows_nobody() {
    open("parley.sessions.reader { buffer = 4, page = 4 }");
    start();
    var slow = sessions.listen(key, 0).runWith(Sink.queue(1), kit.system());
    var quick = listen(0);
    // more than the reader's buffer and what the stream itself holds
    for (int i = 0; i < 50; i++) {
      ask(new SessionCommand.Say("id" + i, Party.AGENT, "note", Channel.WEB, now()));
      assertThat(seq(pullEvent(quick))).isEqualTo(1 + i);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 50; i++) pull(slow);
            })
        .hasCauseInstanceOf(ReaderTooSlow.class);
  }

  private void start() {
    var command =
        new SessionCommand.Start(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            now());
    assertThat(ask(command)).isEqualTo(new Answer.Stored(1));
  }

  private Answer say(String id, String text) {
    return ask(new SessionCommand.Say(id, Party.CUSTOMER, text, Channel.WEB, now()));
  }

  private Answer ask(SessionCommand command) {
    return await(sessions.ask(key, command, "test"));
  }

  private SessionView view() {
    return await(sessions.view(key)).orElseThrow();
  }

  /// The actor dies as it would with its node: nothing is persisted, nobody is told.
  private void crash() {
    var probe = kit.<ToReader>createTestProbe();
    entity().tell(new SessionEntity.Listen(probe.ref()));
    var registered = probe.expectMessageClass(ToReader.Registered.class);
    Adapter.toClassic(registered.session()).tell(PoisonPill.getInstance(), ActorRef.noSender());
    probe.expectTerminated(registered.session());
  }

  private EntityRef<SessionEntity.Message> entity() {
    return ClusterSharding.get(kit.system()).entityRefFor(SessionEntity.TYPE_KEY, key.toString());
  }

  private SinkQueueWithCancel<Heard> listen(long after) {
    return sessions.listen(key, after).runWith(Sink.queue(1), kit.system());
  }

  private Heard pull(SinkQueueWithCancel<Heard> reader) {
    return await(reader.pull()).orElseThrow();
  }

  private Heard.Event pullEvent(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Event event) return event;
  }

  private static long seq(Heard heard) {
    return ((Heard.Event) heard).recorded().seq();
  }

  /// The next text that is heard, whatever else comes before it.
  private String text(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Delta delta) return delta.text();
  }

  private void awaitText(SinkQueueWithCancel<Heard> reader, String whole) {
    var text = new StringBuilder();
    while (!text.toString().equals(whole))
      if (pull(reader) instanceof Heard.Delta delta) {
        text.setLength(delta.from());
        text.append(delta.text());
      }
  }

  private List<Kind> outcomes() {
    return events(key).stream()
        .flatMap(e -> e instanceof ToolCallSettled s ? Stream.of(s.outcome()) : null)
        .toList();
  }

  private SessionEvent event(int seq) {
    awaitEvents(seq);
    return events(key).get(seq - 1);
  }

  private void awaitEvents(int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> events(key).size() >= count);
  }

  private List<SessionEvent> events(SessionKey of) {
    var all = new ArrayList<SessionEvent>();
    for (var event : journal.persistedInStorage("Session|" + of)) all.add((SessionEvent) event);
    return all;
  }

  private static Instant now() {
    return Instant.now();
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
