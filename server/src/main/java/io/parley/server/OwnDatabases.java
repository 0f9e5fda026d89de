package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.limit.Weights;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.place.JdbcPlaces;
import io.parley.persistence.schema.Enforcement;
import io.parley.persistence.schema.Enforcement.Left;
import io.parley.persistence.schema.Schema;
import io.parley.persistence.schema.SchemaFailure;
import io.parley.persistence.schema.SchemaFailure.Kind;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Databases beside the main one, in which some organisations have their sessions. One that does
/// not answer stops no start, and delays no other organisation.
final class OwnDatabases {
  private static final Logger LOG = LoggerFactory.getLogger(OwnDatabases.class);

  private final Map<String, DatabaseSettings> settings;
  private final Map<String, Database> pools;
  private final Database sessions;
  private final JdbcPlaces places;

  /// They did not answer at the start.
  private final Set<String> notMigrated = ConcurrentHashMap.newKeySet();

  private OwnDatabases(
      Map<String, DatabaseSettings> settings, Map<String, Database> pools, Database main) {
    this.settings = settings;
    this.pools = pools;
    this.sessions = main.with(pools);
    this.places = new JdbcPlaces(main);
  }

  /// Migrates and opens them, and learns which organisations live there.
  ///
  /// @param main migrated
  /// @throws WrongSetting when one cannot be used as it is, or is missing in the settings
  static OwnDatabases open(Config config, Database main, Weights weights, Closers closers) {
    var settings = DatabaseSettings.others(config);
    var pools = new LinkedHashMap<String, Database>();
    settings.forEach(
        (name, other) ->
            pools.put(
                name,
                closers.add("connections of the database " + name, Database.open(other, weights))));
    var own = new OwnDatabases(settings, pools, main);
    settings.keySet().forEach(own::migrateIfItAnswers);
    var unknown = own.learn().toCompletableFuture().join();
    if (!unknown.isEmpty())
      throw new WrongSetting(
          "parley.database.others.%s: nothing (expected: a database, on every node, because organisations live there)"
              .formatted(unknown.getFirst()));
    return own;
  }

  private void migrateIfItAnswers(String name) {
    try {
      Schema.migrate(settings.get(name));
    } catch (SchemaFailure failure) {
      if (failure.kind() != Kind.UNREACHABLE && failure.kind() != Kind.IN_USE)
        throw new WrongSetting(
            "parley.database.others.%s: %s".formatted(name, failure.getMessage()), failure);
      LOG.error(
          "the database {} is not migrated, and its organisations cannot be served until it is: {}",
          name,
          failure.getMessage());
      notMigrated.add(name);
    }
  }

  /// Learns where organisations live.
  ///
  /// @return names of databases that this node does not have: it cannot serve their organisations
  CompletionStage<List<String>> learn() {
    return places
        .all()
        .thenApply(
            known -> {
              sessions.places(known);
              var unknown =
                  known.values().stream()
                      .filter(name -> !settings.containsKey(name))
                      .filter(name -> !name.equals(JdbcPlaces.MOVING))
                      .distinct()
                      .sorted()
                      .toList();
              if (!unknown.isEmpty())
                LOG.error("organisations live in databases that this node has not: {}", unknown);
              return unknown;
            });
  }

  /// Does what could not be done at the start: migrates, and holds the owners of tables to row
  /// level security. Blocks.
  ///
  /// @param main the main one, which comes first
  /// @throws SQLException when one does not answer; the others are done all the same
  Left force(DatabaseSettings main) throws SQLException {
    var left = Enforcement.ensure(main);
    SQLException failed = null;
    for (var name : settings.keySet()) {
      try {
        left = both(left, name, forced(name));
      } catch (SQLException e) {
        failed = e;
      }
    }
    if (failed != null) throw failed;
    return left;
  }

  private Left forced(String name) throws SQLException {
    if (notMigrated.contains(name)) {
      try {
        Schema.migrate(settings.get(name));
      } catch (SchemaFailure failure) {
        throw new SQLException("the database " + name + " is not migrated", failure);
      }
      notMigrated.remove(name);
      LOG.info("the database {} is migrated", name);
    }
    return Enforcement.ensure(settings.get(name));
  }

  private static Left both(Left left, String name, Left more) {
    return more.tables() == 0
        ? left
        : new Left(left.tables() + more.tables(), "in " + name + ": " + more.reason());
  }

  /// The main one, which leads work on an organisation's sessions to the organisation's own.
  Database sessions() {
    return sessions;
  }

  /// Those beside the main one, each by its name.
  Map<String, Database> pools() {
    return pools;
  }

  Map<String, DatabaseSettings> settings() {
    return settings;
  }
}
