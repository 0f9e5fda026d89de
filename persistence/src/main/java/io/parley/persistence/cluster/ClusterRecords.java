package io.parley.persistence.cluster;

import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The members of the cluster, as they record themselves in the database. All stages fail with a
/// `DatabaseFailure`.
///
/// A record is fresh for a while after it was refreshed, and after the database itself started: a
/// node that could not reach the database meanwhile is not dead. Each forming of a cluster gets a
/// number, the formation. A node that missed a forming (because it was stopped, or cut off from the
/// database) finds a number other than its own and must end: its cluster no longer exists.
public final class ClusterRecords implements AutoCloseable {
  /// Of advisory locks in a database; "parley" in ASCII.
  private static final long LOCK = 0x7061726c6579L;

  private static final int QUEUE = 16;

  private static final String FORGET_FORMER =
      """
      DELETE FROM cluster_node WHERE address = ? AND incarnation <> ?
      RETURNING extract(epoch FROM clock_timestamp() - seen_at) AS seconds\
      """;

  /// The clock, not `now()`, which is the time at which the transaction began to wait for the lock.
  private static final String OTHERS =
      """
      SELECT address,
        greatest(seen_at, pg_postmaster_start_time()) > clock_timestamp() - ? * interval '1 millisecond'
          AS fresh
      FROM cluster_node WHERE address <> ? ORDER BY started_at\
      """;

  private static final String SHARDS = "SELECT shards FROM cluster_agreement";

  private static final String AGREE =
      "UPDATE cluster_agreement SET formation = formation + 1, shards = ? RETURNING formation";

  private static final String RECORD =
      """
      INSERT INTO cluster_node AS node (address, incarnation, formation, version, started_at, seen_at)
      VALUES (?, ?, ?, ?, clock_timestamp(), clock_timestamp())
      ON CONFLICT (address) DO UPDATE SET incarnation = excluded.incarnation,
        formation = excluded.formation, version = excluded.version,
        started_at = excluded.started_at, seen_at = excluded.seen_at\
      """;

  private static final String FORMATION_OF =
      """
      SELECT formation FROM cluster_node WHERE address = ANY (?) AND address <> ?
      ORDER BY formation LIMIT 1\
      """;

  private static final String FORMATION = "SELECT formation FROM cluster_agreement";

  private static final String SEEN =
      """
      UPDATE cluster_node SET seen_at = clock_timestamp()
      WHERE address = ? AND incarnation = ?
        AND formation = ? AND formation = (SELECT formation FROM cluster_agreement)\
      """;

  private static final String FORGET =
      "DELETE FROM cluster_node WHERE address = ? AND incarnation = ?";

  private static final String FORGET_DEAD =
      "DELETE FROM cluster_node WHERE seen_at < clock_timestamp() - interval '1 day'";

  private final Database database;
  private final Duration freshFor;

  /// One start of one node.
  ///
  /// @param address `host:port`, as the others reach it
  /// @param incarnation a new number at each start
  /// @param version of the program
  public record Node(String address, long incarnation, String version) {}

  /// The next step of a node that starts.
  public sealed interface Way {}

  /// It has formed a cluster, and is recorded as its first member.
  public record Formed(long formation) implements Way {}

  /// It joins these.
  ///
  /// @param fresh `host:port` each, the oldest first
  /// @param silent those whose records are too old: perhaps they only could not reach the database
  /// @param former time since the last refresh by a former incarnation at the same address;
  ///   returned once, as its record is deleted
  public record Join(List<String> fresh, List<String> silent, Optional<Duration> former)
      implements Way {
    public Join {
      fresh = List.copyOf(fresh);
      silent = List.copyOf(silent);
    }
  }

  /// It may not start: the members spread sessions over another number of shards.
  public record OtherShards(int recorded, List<String> members) implements Way {
    public OtherShards {
      members = List.copyOf(members);
    }
  }

  private ClusterRecords(Database database, Duration freshFor) {
    this.database = database;
    this.freshFor = freshFor;
  }

  /// @param settings of the database, which already has its tables
  /// @param freshFor how long a record stays fresh without a refresh
  public static ClusterRecords open(DatabaseSettings settings, Duration freshFor) {
    return new ClusterRecords(OneConnection.to(settings, QUEUE), freshFor);
  }

  /// Decides for a node that is not a member, while it holds the one lock of the cluster's
  /// formation: of several that start at once, one forms a cluster and the others see its record.
  /// Records of a former incarnation at the same address are deleted, because it is certainly dead.
  ///
  /// @param shards over how many this node spreads sessions
  /// @param tried whether the silent nodes were contacted without an answer; until then they might
  ///   be alive
  /// @param form makes the node the first member of a cluster of its own; runs before the lock is
  ///   released
  public CompletionStage<Way> decide(Node node, int shards, boolean tried, Runnable form) {
    return database.acrossTenants(
        connection -> {
          Sql.query(connection, "SELECT pg_advisory_xact_lock(?)", _ -> "", LOCK);
          var former = forgetFormer(connection, node);
          var others = others(connection, node);
          var fresh = others.stream().filter(Other::fresh).map(Other::address).toList();
          int recorded = one(connection, SHARDS).intValue();
          if (!fresh.isEmpty() && recorded != 0 && recorded != shards)
            return new OtherShards(recorded, fresh);
          if (!fresh.isEmpty() || (!others.isEmpty() && !tried))
            return new Join(
                fresh,
                others.stream().filter(other -> !other.fresh()).map(Other::address).toList(),
                former);
          long formation = one(connection, AGREE, shards);
          record(connection, node, formation);
          form.run();
          return new Formed(formation);
        });
  }

  /// Records a node that has joined.
  ///
  /// @param members the addresses of the cluster that it has joined, with or without its own
  /// @return the formation that it belongs to
  public CompletionStage<Long> joined(Node node, List<String> members) {
    return database.acrossTenants(
        connection -> {
          var formation =
              Sql.first(
                      connection,
                      FORMATION_OF,
                      row -> row.getLong(1),
                      connection.createArrayOf("text", members.toArray()),
                      node.address())
                  .orElse(one(connection, FORMATION));
          record(connection, node, formation);
          Sql.update(connection, FORGET_DEAD);
          return formation;
        });
  }

  /// Refreshes a member's record.
  ///
  /// @return false when the node must end: its cluster was given up, and another may have been
  ///   formed
  public CompletionStage<Boolean> seen(Node node, long formation) {
    return database.acrossTenants(
        connection -> {
          // a refresh lost in a crash of PostgreSQL is repeated, so no commit waits for the disk
          Sql.update(connection, "SET LOCAL synchronous_commit = off");
          return Sql.update(connection, SEEN, node.address(), node.incarnation(), formation) == 1;
        });
  }

  /// Deletes the node's record: it is no longer a member.
  public CompletionStage<Void> forget(Node node) {
    return database.acrossTenants(
        connection -> {
          Sql.update(connection, FORGET, node.address(), node.incarnation());
          return null;
        });
  }

  /// Declares all records void. For the process that has just started the database itself, which no
  /// other process can have reached before.
  ///
  /// @param settings of the database, which already has its tables
  public static void startAnew(DatabaseSettings settings) {
    try (var database = OneConnection.to(settings, QUEUE)) {
      database
          .acrossTenants(
              connection -> {
                Sql.update(connection, "DELETE FROM cluster_node");
                Sql.update(connection, "DELETE FROM cluster_lease");
                // earlier members have no record any more, and end; the next forming gets its
                // number
                return Sql.update(connection, "UPDATE cluster_agreement SET shards = 0");
              })
          .toCompletableFuture()
          .join();
    }
  }

  private record Other(String address, boolean fresh) {}

  private List<Other> others(Connection connection, Node node) throws SQLException {
    return Sql.query(
        connection,
        OTHERS,
        row -> new Other(row.getString("address"), row.getBoolean("fresh")),
        freshFor.toMillis(),
        node.address());
  }

  private static Optional<Duration> forgetFormer(Connection connection, Node node)
      throws SQLException {
    return Sql.first(
        connection,
        FORGET_FORMER,
        row -> Duration.ofSeconds(Math.max(0, row.getLong("seconds"))),
        node.address(),
        node.incarnation());
  }

  private static void record(Connection connection, Node node, long formation) throws SQLException {
    Sql.update(connection, RECORD, node.address(), node.incarnation(), formation, node.version());
  }

  private static Long one(Connection connection, String sql, Object... values) throws SQLException {
    return Sql.query(connection, sql, row -> row.getLong(1), values).getFirst();
  }

  @Override
  public void close() {
    database.close();
  }
}
