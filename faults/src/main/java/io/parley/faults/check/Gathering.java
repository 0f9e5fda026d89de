package io.parley.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.load.Pace;
import io.parley.faults.check.Evidence.Effect;
import io.parley.faults.check.Evidence.Row;
import io.parley.faults.check.Evidence.Told;
import io.parley.faults.fleet.Fleet;
import io.parley.faults.fleet.Node;
import io.parley.faults.record.Digest;
import io.parley.faults.record.History;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gathers the stored and the returned events after the fault is healed.
public final class Gathering {
  private static final int PAGE = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Fleet fleet;
  private final List<ChatClient.Session> sessions;

  public Gathering(Fleet fleet, List<ChatClient.Session> sessions) {
    this.fleet = fleet;
    this.sessions = List.copyOf(sessions);
  }

  /// Waits until no session writes any more, then reads everything.
  public Evidence gather(History history) throws IOException, SQLException, InterruptedException {
    try (var database = fleet.database().connect()) {
      awaitRest(database);
      var answers = new HashMap<String, Map<String, List<Told>>>();
      for (var node : fleet.nodes()) answers.put(node.name(), told(node));
      var shards = shards();
      return new Evidence(history.entries(), journal(database), answers, effects(database), shards);
    }
  }

  /// The stored data now, without asking nodes and without waiting. Effects are read before their
  /// records, and these before acknowledgements: whatever seems to be missing is missing.
  public Evidence glimpse(History history) throws IOException, SQLException {
    try (var database = fleet.database().connect()) {
      var effects = effects(database);
      var journal = journal(database);
      return new Evidence(history.entries(), journal, Map.of(), effects, Map.of());
    }
  }

  /// Pending work completes by itself; none is left once no turn is open. The checker reports a
  /// turn that never ends.
  private void awaitRest(Connection database) throws SQLException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (openTurns(database) > 0 && System.nanoTime() < until)
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
  }

  private static long openTurns(Connection database) throws SQLException {
    try (var query =
            database.prepareStatement(
                """
                SELECT count(*) FILTER (WHERE event_ser_manifest LIKE 'turn-started%')
                  - count(*) FILTER (WHERE event_ser_manifest LIKE 'reply-completed%'
                      OR event_ser_manifest LIKE 'turn-failed%'
                      OR event_ser_manifest LIKE 'turn-interrupted%')
                FROM event_journal WHERE NOT deleted
                """);
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Map<String, List<Row>> journal(Connection database) throws SQLException, IOException {
    var journal = new HashMap<String, List<Row>>();
    try (var query =
        database.prepareStatement(
            "SELECT sequence_number, writer, event_payload FROM event_journal"
                + " WHERE persistence_id = ? AND NOT deleted ORDER BY sequence_number")) {
      for (var session : sessions) {
        query.setString(1, "Session|default:" + session.id());
        var rows = new ArrayList<Row>();
        try (var found = query.executeQuery()) {
          while (found.next())
            rows.add(
                new Row(
                    found.getLong(1), found.getString(2), Frame.JSON.readTree(found.getBytes(3))));
        }
        journal.put(session.id(), rows);
      }
    }
    return journal;
  }

  private static List<Effect> effects(Connection database) throws SQLException {
    var effects = new ArrayList<Effect>();
    try (var query =
            database.prepareStatement(
                "SELECT session, idempotency_key FROM ticket WHERE session IS NOT NULL");
        var rows = query.executeQuery()) {
      while (rows.next()) effects.add(new Effect(rows.getString(1), rows.getString(2)));
    }
    return effects;
  }

  private Map<String, List<Told>> told(Node node) throws IOException, InterruptedException {
    var told = new HashMap<String, List<Told>>();
    for (var session : sessions) told.put(session.id(), told(node, session));
    return told;
  }

  private static List<Told> told(Node node, ChatClient.Session session)
      throws IOException, InterruptedException {
    var told = new ArrayList<Told>();
    while (true) {
      long after = told.isEmpty() ? 0 : told.getLast().seq();
      var page = page(node, session, after);
      for (var event : page.get("events"))
        told.add(new Told(event.get("seq").asLong(), Digest.ofEvent(event), event.get("event")));
      if (page.get("events").size() < PAGE) return told;
    }
  }

  /// A node that has just started on a busy machine may not answer at once.
  private static JsonNode page(Node node, ChatClient.Session session, long after)
      throws IOException, InterruptedException {
    var path = "/v1/sessions/%s/events?after=%d&limit=%d".formatted(session.id(), after, PAGE);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return node.get(path, session.token());
      } catch (IOException e) {
        if (System.nanoTime() > until) throw new IOException(node + " does not answer " + path, e);
        Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
      }
    }
  }

  /// Nodes are asked one after the other, and a shard may move meanwhile to a node that has just
  /// joined: shards held twice are checked again until they are not or the time is over.
  private Map<String, List<String>> shards() throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var shards = new HashMap<String, List<String>>();
      for (var node : fleet.nodes()) shards.put(node.name(), shards(node));
      long held = shards.values().stream().mapToLong(List::size).sum();
      long different = shards.values().stream().flatMap(List::stream).distinct().count();
      if (held == different || System.nanoTime() > until) return shards;
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
  }

  /// The shards of sessions that the node reports to hold.
  private static List<String> shards(Node node) throws IOException, InterruptedException {
    var shards = new ArrayList<String>();
    for (JsonNode region :
        Frame.JSON.readTree(node.management("/cluster/shards/Session").body()).path("regions"))
      shards.add(region.path("shardId").asText());
    return shards;
  }
}
