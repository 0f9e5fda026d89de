package io.parley.server;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import com.typesafe.config.Config;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.cluster.ClusterRecords;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalObjectStore;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.ObjectStoreSettings;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.schema.Schema;
import io.parley.persistence.secret.Keyring;
import io.parley.sessions.quota.FairnessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// PostgreSQL and the object store: those named in the settings, or bundled ones on the data
/// directory.
///
/// @param settings of the database in use; @param own those beside it
/// @param archive of the object store in use
/// @param temporary a directory that is deleted when this process ends
/// @param ownDatabase whether it was started here; @param ownStore likewise
/// @param secretKeys encrypt secrets in the database
record Databases(
    DatabaseSettings settings,
    Database database,
    OwnDatabases own,
    ArchiveSettings archive,
    Path temporary,
    boolean ownDatabase,
    boolean ownStore,
    Keyring secretKeys) {

  /// Starts the bundled ones, both at once, and migrates the database to this program's schema.
  static Databases start(Config config, DataDirectory data, Closers closers, Executor executor) {
    var secretKeys = SecretKeyring.of(config, data);
    var postgres = supplyAsync(() -> postgres(config, data, closers), executor);
    // registered after PostgreSQL, whichever is up first: PostgreSQL is closed last
    var store =
        supplyAsync(() -> store(config, data), executor)
            .thenCombine(postgres.handle((_, _) -> closers), Databases::registered);
    try {
      var settings = postgres.join();
      Schema.migrate(settings);
      // nodes recorded in its previous run cannot have reached this one yet
      if (DatabaseSettings.from(config).embedded()) ClusterRecords.startAnew(settings);
      var weights = FairnessSettings.from(config).weights();
      var pool = closers.add("the database's connections", Database.open(settings, weights));
      return new Databases(
          settings,
          pool,
          OwnDatabases.open(config, pool, weights, closers),
          store.join(),
          data.temporary(),
          DatabaseSettings.from(config).embedded(),
          ArchiveSettings.from(config).embedded(),
          secretKeys);
    } finally {
      // when one fails, the other is registered by then and is closed with the rest
      store.handle((_, _) -> closers).join();
    }
  }

  private static DatabaseSettings postgres(Config config, DataDirectory data, Closers closers) {
    var settings = DatabaseSettings.from(config);
    if (!settings.embedded()) return settings;
    var own = closers.add("PostgreSQL", LocalPostgres.start(data, PostgresSettings.from(config)));
    return settings.at(own.url(), own.user(), own.password());
  }

  /// @param own empty when the settings name one
  private record Store(ArchiveSettings settings, Optional<LocalObjectStore> own) {}

  private static Store store(Config config, DataDirectory data) {
    var settings = ArchiveSettings.from(config);
    if (!settings.embedded()) return new Store(settings, Optional.empty());
    var own =
        LocalObjectStore.start(
            data, ObjectStoreSettings.from(config), List.of(RunLayout.s3()), RunLayout.s3Options());
    return new Store(
        settings.at(own.endpoint(), own.keys().accessKey(), own.keys().secretKey()),
        Optional.of(own));
  }

  private static ArchiveSettings registered(Store store, Closers closers) {
    store.own().ifPresent(own -> closers.add("the object store", own));
    return store.settings();
  }
}
