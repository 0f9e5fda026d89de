package io.parley.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.load.Pace;
import io.parley.faults.check.Evidence.Row;
import io.parley.faults.fleet.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// (8) Usage records, which billing reads, have each event of the journal once, whichever node died
/// while it wrote them. (The table's key prevents two records of one event and kind.)
public final class UsageBooks {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final String RECORDS =
      """
      SELECT session, seq, kind, amount FROM usage_record
      WHERE tenant = 'default' AND kind IN
        ('sessions', 'messages', 'turns', 'tool-calls', 'input-tokens', 'output-tokens')\
      """;

  private UsageBooks() {}

  /// The event and the kind of a record.
  ///
  /// @param seq of the event
  /// @param kind of usage, as it is stored
  record Use(String session, long seq, String kind) {}

  /// Reads the records again until they agree with the journal or the time is over: they are
  /// projected from it.
  ///
  /// @param journal rows of each session, by sequence number
  public static List<Violation> awaitComplete(
      Database database, Map<String, List<Row>> journal, Duration patience) throws SQLException {
    long until = System.nanoTime() + patience.toNanos();
    try (var connection = database.connect()) {
      while (true) {
        var found = compare(journal, recorded(connection));
        if (found.isEmpty() || System.nanoTime() > until) return found;
        Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
      }
    }
  }

  private static Map<Use, Long> recorded(Connection database) throws SQLException {
    var recorded = new HashMap<Use, Long>();
    try (var query = database.prepareStatement(RECORDS);
        var rows = query.executeQuery()) {
      while (rows.next())
        recorded.put(
            new Use(rows.getString(1), rows.getLong(2), rows.getString(3)), rows.getLong(4));
    }
    return recorded;
  }

  /// @param recorded amounts; those of other sessions, and of events after the rows of the journal,
  ///   are not looked at
  static List<Violation> compare(Map<String, List<Row>> journal, Map<Use, Long> recorded) {
    var due = new HashMap<Use, Long>();
    journal.forEach((session, rows) -> rows.forEach(row -> add(session, row, due)));
    var found = new ArrayList<Violation>();
    due.forEach(
        (use, amount) -> {
          long counted = recorded.getOrDefault(use, 0L);
          if (counted != amount) found.add(wrong(use, counted, amount));
        });
    recorded.forEach(
        (use, counted) -> {
          int read = journal.getOrDefault(use.session(), List.of()).size();
          if (use.seq() <= read && !due.containsKey(use)) found.add(wrong(use, counted, 0));
        });
    return found;
  }

  private static void add(String session, Row row, Map<Use, Long> due) {
    switch (row.kind()) {
      case "session-started" -> due.put(new Use(session, row.seq(), "sessions"), 1L);
      case "said" -> due.put(new Use(session, row.seq(), "messages"), 1L);
      case "turn-started" -> due.put(new Use(session, row.seq(), "turns"), 1L);
      case "tool-call-requested" -> {
        if (!row.event().hasNonNull("sameAs"))
          due.put(new Use(session, row.seq(), "tool-calls"), 1L);
      }
      case "reply-completed", "summary-written", "usage-recorded" -> {
        var usage = row.event().path("usage");
        addTokens(new Use(session, row.seq(), "input-tokens"), usage, "inputTokens", due);
        addTokens(new Use(session, row.seq(), "output-tokens"), usage, "outputTokens", due);
      }
      default -> {
        // uses nothing that is compared here
      }
    }
  }

  private static void addTokens(Use use, JsonNode usage, String field, Map<Use, Long> due) {
    long tokens = usage.path(field).asLong();
    if (tokens > 0 && !usage.path("cached").asBoolean()) due.put(use, tokens);
  }

  private static Violation wrong(Use use, long counted, long due) {
    return new Violation(
        8,
        use.session(),
        use.seq(),
        "",
        "%d %s are recorded (expected: %d)".formatted(counted, use.kind(), due));
  }
}
