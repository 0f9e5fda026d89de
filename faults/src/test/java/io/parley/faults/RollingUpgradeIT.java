package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.bench.client.ChatClient;
import io.parley.bench.server.Home;
import io.parley.faults.check.Evidence;
import io.parley.faults.check.Evidence.Row;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import io.parley.faults.record.Entry;
import io.parley.faults.record.History;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A rolling upgrade with a new kind of event, a new version of another, and messages between nodes
/// that are new or have a new field: forwards and back, with processes of really different builds
/// (`NextBuilds`), under load. First to the release that only reads the new forms, then to the one
/// that writes them.
@Tag("faults")
class RollingUpgradeIT {
  private static final int NODES = 3;
  private static final Load.Plan PEOPLE = new Load.Plan(12, 1, Manner.PLAIN);
  private static final Duration BETWEEN = Duration.ofSeconds(4);
  private static final Duration STOP = Duration.ofMinutes(2);

  /// Reasons for which connections may close during an upgrade; clients retry (docs/OPERATIONS.md).
  private static final String AGAIN =
      "draining|closing 10(01|13)|closed by the server: 10(01|13)|handshake: .* 503 .*"
          + "|Connection (refused|reset).*|the server hung up.*|Read timed out|null"
          + "|Broken pipe.*|Socket closed";

  private static final Path BUILDS = Runs.directory("next-builds");

  private static Path reads;
  private static Path writes;

  private Fleet fleet;

  @BeforeAll
  static void compile() throws Exception {
    reads = NextBuilds.reads(BUILDS.resolve("reads"));
    writes = NextBuilds.writes(BUILDS.resolve("writes"));
  }

  @AfterAll
  static void clear() throws Exception {
    Home.delete(BUILDS);
  }

  @AfterEach
  void takeDown() throws Exception {
    if (fleet != null) fleet.close();
  }

  private void start(String name) throws Exception {
    fleet = Fleet.start(Fleet.Plan.scripted(NODES, Runs.directory(name)));
  }

  @Test
  void new_events_and_messages_are_rolled_out_and_back_without_errors() throws Exception {
    start("rolling-upgrade");
    try (var trial = Trial.begin("rolling-upgrade", fleet, PEOPLE, Optional.empty())) {
      trial.load().awaitTurns(PEOPLE.sessions() * 2, Trial.ANSWERS);
      var first = fleet.node(0);
      roll(trial, first, Optional.of(reads));
      roll(trial, first, Optional.empty());
      for (var node : fleet.nodes()) roll(trial, node, Optional.of(reads));
      assertThat(versions()).containsExactly(NextBuilds.READS);
      assertThat(news(trial.glimpse())).as("new forms written by the reading release").isEmpty();

      for (var node : fleet.nodes()) {
        roll(trial, node, Optional.of(writes));
        // a single node of the newest release gets no sessions before another node leaves
        if (node == fleet.node(1)) assertNewsAreToldEverywhere(trial);
      }
      assertThat(versions()).containsExactly(NextBuilds.WRITES);
      for (var node : fleet.nodes()) roll(trial, node, Optional.of(reads));
      assertThat(versions()).containsExactly(NextBuilds.READS);
      trial.load().awaitTurns(PEOPLE.sessions() * 2, Trial.ANSWERS);

      var evidence = trial.judge();
      assertThat(news(evidence))
          .as("new forms written by the writing release")
          .containsExactly("alphabet-seen", "said of latin", "said of unknown");
      assertThat(evidence.journal().values())
          .as("each session ran on the writing release, and then on the reading one")
          .allSatisfy(RollingUpgradeIT::wentThereAndBack);
      assertThat(evidence.journal().values().stream().flatMap(List::stream).map(Row::kind))
          .doesNotContain("turn-failed");
      assertNobodySawAnError(evidence.entries());
    }
  }

  /// Not promised, but harmless: a node of the current release among writing ones.
  @Test
  void a_node_closes_sessions_with_unknown_events_and_serves_the_others() throws Exception {
    start("upgrade-skipped");
    restartAll(Optional.of(writes));
    var old = fleet.node(0);
    var others = fleet.nodes().subList(1, NODES);
    try (var history = History.in(Runs.history("upgrade-skipped"));
        var load = Load.start(others, history, PEOPLE, Seed.value())) {
      assertThat(load.awaitAnswers(System.nanoTime(), Trial.ANSWERS)).isTrue();
      restart(old, Optional.empty());
      int starts = old.starts();
      for (var session : load.sessions()) {
        assertThatThrownBy(() -> kinds(old, session, 0)).hasMessageEndingWith(": 500");
        for (var other : others) assertThat(kinds(other, session, 0)).contains("alphabet-seen");
      }
      assertThat(load.awaitAnswers(System.nanoTime(), Trial.ANSWERS))
          .as("all customers are answered by the other nodes")
          .isTrue();
      assertThat(old.isReady()).isTrue();
      assertThat(old.starts()).as("starts of the old node").isEqualTo(starts);

      restart(old, Optional.of(reads));
      for (var session : load.sessions())
        assertThat(kinds(old, session, 0)).contains("alphabet-seen");
      assertThat(load.awaitAnswers(System.nanoTime(), Trial.ANSWERS)).isTrue();
      assertThat(load.stop(STOP)).isEmpty();
      assertNobodySawAnError(history.entries());
    }
  }

  /// Not promised either: from the writing release to the current one, without the one between.
  @Test
  void two_versions_back_new_sessions_are_closed_until_one_version_forward() throws Exception {
    start("upgrade-two-back");
    restartAll(Optional.of(writes));
    try (var history = History.in(Runs.history("upgrade-two-back"))) {
      var before = talk(history, Seed.value());
      restartAll(Optional.empty());
      var starts = fleet.nodes().stream().map(Node::starts).toList();
      for (var session : before)
        for (var node : fleet.nodes()) {
          assertThat(say(node, session, "closed"))
              .as("to a session with new events")
              .isEqualTo(500);
          assertThatThrownBy(() -> kinds(node, session, 0)).hasMessageEndingWith(": 500");
        }
      talk(history, Seed.value() + 1);
      assertThat(fleet.nodes().stream().map(Node::starts)).isEqualTo(starts);

      restartAll(Optional.of(reads));
      for (var session : before)
        for (var node : fleet.nodes()) {
          await()
              .atMost(Trial.ANSWERS)
              .untilAsserted(() -> assertThat(say(node, session, "open")).isEqualTo(202));
          assertThat(kinds(node, session, 0)).contains("alphabet-seen");
        }
      assertNobodySawAnError(history.entries());
    }
  }

  /// Runs load in new sessions for a while.
  private List<ChatClient.Session> talk(History history, long seed) throws Exception {
    try (var load = Load.start(fleet.nodes(), history, PEOPLE, seed)) {
      assertThat(load.awaitAnswers(System.nanoTime(), Trial.ANSWERS)).isTrue();
      assertThat(load.stop(STOP)).isEmpty();
      return load.sessions();
    }
  }

  /// @return the status
  private static int say(Node node, ChatClient.Session session, String id) throws Exception {
    return node.post(
        "/v1/sessions/" + session.id() + "/messages",
        session.token(),
        "{\"id\":\"%s\",\"text\":\"And now?\"}".formatted(id));
  }

  private void restartAll(Optional<Path> build) throws Exception {
    var starts = fleet.nodes().stream().map(Node::starts).toList();
    for (var node : fleet.nodes()) {
      node.becomes(build);
      node.terminate();
    }
    for (int i = 0; i < NODES; i++) fleet.node(i).awaitStart(starts.get(i));
  }

  private static List<String> kinds(Node node, ChatClient.Session session, long after)
      throws Exception {
    return node.get("/v1/sessions/" + session.id() + "/events?after=" + after, session.token())
        .get("events")
        .findValuesAsText("kind");
  }

  private static void restart(Node node, Optional<Path> build) throws Exception {
    int before = node.starts();
    node.becomes(build);
    node.terminate();
    node.awaitStart(before);
  }

  /// Drains one node and starts it as another build.
  private static void roll(Trial trial, Node node, Optional<Path> build) throws Exception {
    trial.passTime(BETWEEN);
    int before = node.starts();
    node.becomes(build);
    var name = build.map(path -> path.getParent().getFileName().toString()).orElse("today's");
    trial.harm(
        "%s drains and restarts as %s".formatted(node, name),
        () -> {
          if (trial.random().nextBoolean()) node.terminate();
          else assertThat(node.drain()).isEqualTo(202);
          node.awaitStart(before);
        });
    trial.recovered();
  }

  /// While some nodes write and one only reads, every node returns the new events.
  private void assertNewsAreToldEverywhere(Trial trial) throws Exception {
    var waited = trial.load().awaitTurns(PEOPLE.sessions() * 3, Trial.ANSWERS);
    assertThat(waited).isTrue();
    var journal = trial.glimpse().journal();
    int looks = 0;
    for (var session : trial.load().sessions()) {
      var news = journal.get(session.id()).stream().filter(RollingUpgradeIT::isNew).findFirst();
      if (news.isEmpty()) continue;
      for (var node : fleet.nodes())
        assertThat(kinds(node, session, news.get().seq()))
            .as("new events from %s", node)
            .contains("alphabet-seen");
      looks++;
    }
    assertThat(looks).as("sessions with new forms").isPositive();
  }

  /// The versions that the members report.
  private Set<String> versions() throws SQLException {
    var versions = new TreeSet<String>();
    try (var database = fleet.database().connect();
        var query = database.prepareStatement("SELECT version FROM cluster_node");
        var rows = query.executeQuery()) {
      while (rows.next()) versions.add(rows.getString(1));
    }
    return versions;
  }

  private static boolean isNew(Row row) {
    return row.kind().equals("alphabet-seen") || row.event().has("alphabet");
  }

  /// The new forms that are stored. `latin` comes from a writing node, and `unknown` from a reading
  /// one, whose command to the session lacks the field.
  private static Set<String> news(Evidence evidence) {
    var news = new TreeSet<String>();
    for (var rows : evidence.journal().values())
      for (var row : rows)
        if (row.kind().equals("alphabet-seen")) news.add(row.kind());
        else if (isNew(row)) news.add(row.kind() + " of " + row.event().get("alphabet").asText());
    return news;
  }

  private static void wentThereAndBack(List<Row> rows) {
    var said = rows.stream().filter(row -> row.kind().equals("said")).map(RollingUpgradeIT::isNew);
    var changes = new StringBuilder();
    said.map(isNew -> isNew ? "n" : "o").forEach(changes::append);
    assertThat(changes).matches("o+[no]*n[no]*o+");
  }

  private static void assertNobodySawAnError(List<Entry> entries) {
    assertThat(entries)
        .filteredOn(Entry.Unanswered.class::isInstance)
        .map(entry -> ((Entry.Unanswered) entry).why())
        .as("refused messages")
        .allMatch(why -> why.endsWith("/unavailable"));
    assertThat(entries)
        .filteredOn(Entry.Parted.class::isInstance)
        .map(entry -> String.valueOf(((Entry.Parted) entry).why()))
        .as("reasons for closed connections")
        .allMatch(why -> why.matches(AGAIN));
  }
}
