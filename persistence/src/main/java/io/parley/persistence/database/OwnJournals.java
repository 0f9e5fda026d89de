package io.parley.persistence.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Map;

/// Pekko's journals and snapshot stores of the databases beside the main one: the main one's
/// plugins once more, each with connections, a queue and a circuit breaker of its own, so that a
/// database which does not answer delays no session of another.
public final class OwnJournals {
  private static final String DATABASES = "pekko-persistence-jdbc.shared-databases.";
  private static final String JOURNAL = "jdbc-journal";
  private static final String SNAPSHOTS = "jdbc-snapshot-store";
  private static final String STARTED_JOURNALS = "pekko.persistence.journal.auto-start-journals";
  private static final String STARTED_SNAPSHOTS =
      "pekko.persistence.snapshot-store.auto-start-snapshot-stores";
  private static final String RECOVERIES = "pekko.persistence.max-concurrent-recoveries";

  private OwnJournals() {}

  /// The id of the plugin that is the journal in this database.
  public static String journal(String database) {
    return JOURNAL + "-" + database;
  }

  /// The id of the plugin that is the store of snapshots in this database.
  public static String snapshots(String database) {
    return SNAPSHOTS + "-" + database;
  }

  /// Adds them. As many sessions may recover at once as all journals together have connections.
  ///
  /// @param config of the actor system, resolved, with the main database's [DatabaseSettings#pekko]
  /// @param others by their names
  public static Config over(Config config, Map<String, DatabaseSettings> others) {
    var all = config;
    var journals = new ArrayList<>(config.getStringList(STARTED_JOURNALS));
    var snapshots = new ArrayList<>(config.getStringList(STARTED_SNAPSHOTS));
    int recoveries = config.getInt(RECOVERIES);
    for (var other : others.entrySet()) {
      var name = other.getKey();
      all = added(all, config, name, other.getValue());
      journals.add(journal(name));
      snapshots.add(snapshots(name));
      recoveries += other.getValue().journal().poolSize();
    }
    return all.withValue(STARTED_JOURNALS, ConfigValueFactory.fromIterable(journals))
        .withValue(STARTED_SNAPSHOTS, ConfigValueFactory.fromIterable(snapshots))
        .withValue(RECOVERIES, ConfigValueFactory.fromAnyRef(recoveries));
  }

  private static Config added(Config to, Config main, String name, DatabaseSettings settings) {
    var shared = "own-" + name;
    return to.withValue(DATABASES + shared, connections(main, name, settings).root())
        .withValue(journal(name), using(shared, main.getConfig(JOURNAL)).root())
        .withValue(snapshots(name), using(shared, main.getConfig(SNAPSHOTS)).root());
  }

  private static Config connections(Config main, String name, DatabaseSettings settings) {
    var rest =
        main.getConfig(DATABASES + "slick").withoutPath("db.user").withoutPath("db.password");
    var own = settings.journalConnections();
    own.put("poolName", "parley-journal-" + name);
    return ConfigFactory.parseMap(Map.of("db", own)).withFallback(rest);
  }

  private static Config using(String shared, Config plugin) {
    return plugin.withValue("use-shared-db", ConfigValueFactory.fromAnyRef(shared));
  }
}
