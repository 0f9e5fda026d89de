package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.tenant.MadeOrganisations;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.cluster.Sessions;
import io.parley.sessions.entity.Moves;
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

/// A cluster of one node with a scripted world, opened and closed around each test.
class SessionFixture {
  static final Duration PATIENCE = ScriptedWorld.PATIENCE;
  static final TenantId TENANT = MadeOrganisations.ONE.tenant();
  static final TenantId OTHER_TENANT = MadeOrganisations.OTHER.tenant();

  final ScriptedWorld world = new ScriptedWorld();
  final SessionKey key = new SessionKey(TENANT, new SessionId(UUID.randomUUID().toString()));
  ActorTestKit kit;
  PersistenceTestKit journal;
  Sessions sessions;

  @BeforeEach
  void open() {
    open("");
  }

  void open(String settings) {
    if (kit != null) kit.shutdownTestKit();
    var config =
        ConfigFactory.parseString(settings)
            .withFallback(
                ConfigFactory.parseString(
                    """
                    parley.sessions {
                      ask-again = 500ms
                      reply { model-attempts = 2, backoff { min = 10ms, max = 20ms } }
                      tool-call.backoff { min = 10ms, max = 20ms }
                      archiving.backoff { min = 10ms, max = 20ms }
                      # nothing runs out because the machine has other work to do
                      ask-timeout = 60s
                      reply { prepared-for = 5m, recall-deadline = 60s }
                      drain.turn-grace = 5m
                    }\
                    """))
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

  void start() {
    start(Optional.empty());
  }

  void start(Optional<Customer> customer) {
    var command =
        new SessionCommand.Start(
            TENANT,
            new AgentRef("support", 1),
            Channel.WEB,
            customer,
            Map.of(),
            Optional.empty(),
            now());
    assertThat(ask(command)).isEqualTo(new Answer.Stored(1));
  }

  Answer say(String id, String text) {
    return ask(new SessionCommand.Say(id, Party.CUSTOMER, text, Channel.WEB, now()));
  }

  Answer ask(SessionCommand command) {
    return await(sessions.ask(key, command, "test"));
  }

  SessionView view() {
    return await(sessions.view(key)).orElseThrow();
  }

  /// The actor dies as it would with its node: nothing is stored, no reader is informed.
  void crash() {
    var session = incarnation();
    Adapter.toClassic(session).tell(PoisonPill.getInstance(), ActorRef.noSender());
    awaitGone(session);
  }

  /// The session's current actor.
  org.apache.pekko.actor.typed.ActorRef<Void> incarnation() {
    var probe = kit.<ToReader>createTestProbe();
    entity().tell(new SessionEntity.Listen(probe.ref()));
    return probe.expectMessageClass(ToReader.Registered.class).session();
  }

  /// Asks the session to leave as its shard does when it moves; messages to it wait until it has
  /// left.
  ///
  /// @return the actor that leaves
  org.apache.pekko.actor.typed.ActorRef<Void> move() {
    var session = incarnation();
    Moves.tellToGo(kit.system(), session);
    return session;
  }

  void awaitGone(org.apache.pekko.actor.typed.ActorRef<Void> session) {
    kit.createTestProbe().expectTerminated(session, PATIENCE);
  }

  EntityRef<SessionEntity.Message> entity() {
    return ClusterSharding.get(kit.system()).entityRefFor(SessionEntity.TYPE_KEY, key.toString());
  }

  SinkQueueWithCancel<Heard> listen(long after) {
    return sessions.listen(key, after).runWith(Sink.queue(1), kit.system());
  }

  Heard pull(SinkQueueWithCancel<Heard> reader) {
    return await(reader.pull()).orElseThrow();
  }

  Heard.Event pullEvent(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Event event) return event;
  }

  static long seq(Heard heard) {
    return ((Heard.Event) heard).recorded().seq();
  }

  /// The next text that a reader receives; skips everything else before it.
  String text(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Delta delta) return delta.text();
  }

  void awaitText(SinkQueueWithCancel<Heard> reader, String whole) {
    awaitText(reader, new StringBuilder(), whole);
  }

  /// @param text shown to the reader so far
  void awaitText(SinkQueueWithCancel<Heard> reader, StringBuilder text, String whole) {
    while (!text.toString().equals(whole))
      if (pull(reader) instanceof Heard.Delta delta) {
        text.setLength(delta.from());
        text.append(delta.text());
      }
  }

  List<Kind> outcomes() {
    return events(key).stream()
        .flatMap(e -> e instanceof ToolCallSettled s ? Stream.of(s.outcome()) : null)
        .toList();
  }

  SessionEvent event(int seq) {
    awaitEvents(seq);
    return events(key).get(seq - 1);
  }

  void awaitEvents(int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> events(key).size() >= count);
  }

  List<SessionEvent> events(SessionKey of) {
    var all = new ArrayList<SessionEvent>();
    for (var event : journal.persistedInStorage("Session|" + of)) all.add((SessionEvent) event);
    return all;
  }

  static Instant now() {
    return Instant.now();
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
