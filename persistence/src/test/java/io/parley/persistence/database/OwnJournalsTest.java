package io.parley.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnJournalsTest {
  private static final String DATABASES = "pekko-persistence-jdbc.shared-databases.";

  private static DatabaseSettings settings(String host, String user, int connections) {
    return DatabaseSettings.from(
            ConfigFactory.parseString("parley.database.journal.pool-size = " + connections)
                .withFallback(ConfigFactory.defaultReference()))
        .at("jdbc:postgresql://" + host + "/parley", user, user.isEmpty() ? "" : "secret");
  }

  private static Config configuration() {
    var files =
        ConfigFactory.load(
            ConfigFactory.parseString("include classpath(\"parley-persistence.conf\")"));
    return OwnJournals.over(
        settings("db", "ada", 5).pekko().withFallback(files), Map.of("acme", settings("v", "", 3)));
  }

  @Test
  void a_further_database_has_the_same_plugins_with_connections_of_its_own() {
    var config = configuration();
    for (var plugin : List.of("jdbc-journal", "jdbc-snapshot-store")) {
      var main = config.getConfig(plugin);
      var own = config.getConfig(plugin + "-acme");
      assertThat(own.getString("use-shared-db")).isEqualTo("own-acme");
      assertThat(own.withoutPath("use-shared-db")).isEqualTo(main.withoutPath("use-shared-db"));
    }
    var db = config.getConfig(DATABASES + "own-acme.db");
    assertThat(config.getString(DATABASES + "own-acme.profile"))
        .isEqualTo("slick.jdbc.PostgresProfile$");
    assertThat(db.getString("url")).isEqualTo("jdbc:postgresql://v/parley");
    assertThat(db.getString("driver")).isEqualTo("org.postgresql.Driver");
    assertThat(db.getString("poolName")).isEqualTo("parley-journal-acme");
    assertThat(db.getInt("maxConnections")).isEqualTo(3);
    assertThat(db.hasPath("user")).as("that of the main database").isFalse();
    assertThat(db.hasPath("password")).isFalse();
    assertThat(config.getString(DATABASES + "slick.db.url"))
        .isEqualTo("jdbc:postgresql://db/parley");
  }

  @Test
  void they_start_with_the_node_and_recover_with_all_connections_together() {
    var config = configuration();
    assertThat(config.getStringList("pekko.persistence.journal.auto-start-journals"))
        .containsExactly("jdbc-journal", OwnJournals.journal("acme"));
    assertThat(config.getStringList("pekko.persistence.snapshot-store.auto-start-snapshot-stores"))
        .containsExactly("jdbc-snapshot-store", OwnJournals.snapshots("acme"));
    assertThat(config.getInt("pekko.persistence.max-concurrent-recoveries")).isEqualTo(8);
  }
}
