package io.parley.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.database.DatabaseSettings.JournalPool;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference());
  }

  @Test
  void the_defaults() {
    assertThat(DatabaseSettings.from(ConfigFactory.defaultReference()))
        .isEqualTo(
            new DatabaseSettings(
                "",
                "",
                "",
                8,
                2_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                new JournalPool(8, 20_000)));
    assertThat(DatabaseSettings.from(ConfigFactory.defaultReference()).embedded()).isTrue();
  }

  @Test
  void every_key() {
    var changed =
        DatabaseSettings.from(
            with(
                """
                parley.database {
                  url = " jdbc:postgresql://db/parley ", user = ada, password = secret, pool-size = 3
                  queue-size = 4, connection-timeout = 1s, statement-timeout = 2s
                  journal { pool-size = 5, queue-size = 6 }
                }\
                """));
    assertThat(changed)
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:postgresql://db/parley",
                "ada",
                "secret",
                3,
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                new JournalPool(5, 6)));
    assertThat(changed.embedded()).isFalse();
  }

  @Test
  void a_wrong_value_is_named_with_what_was_expected() {
    refuses("parley.database.pool-size = 0", "parley.database.pool-size: 0 (expected: 1 to 100)");
    refuses("parley.database.queue-size = 0", "parley.database.queue-size: 0");
    refuses("parley.database.journal.pool-size = 101", "parley.database.journal.pool-size: 101");
    refuses("parley.database.journal.queue-size = 0", "parley.database.journal.queue-size: 0");
    refuses("parley.database.connection-timeout = 1ms", "parley.database.connection-timeout");
    refuses("parley.database.statement-timeout = 1d", "parley.database.statement-timeout");
  }

  @Test
  void a_wrong_url_is_not_shown_because_it_may_contain_a_password() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DatabaseSettings.from(with("parley.database.url = \"mysql://a:secret@b/c\"")))
        .withMessageContaining("parley.database.url")
        .withMessageContaining("jdbc:postgresql://")
        .withMessageNotContaining("secret");
  }

  @Test
  void a_database_beside_the_main_one_is_like_it_except_for_its_address() {
    var others =
        DatabaseSettings.others(
            with(
                """
                parley.database {
                  url = "jdbc:postgresql://db/parley", user = ada, password = secret, pool-size = 3
                  others.acme { url = "jdbc:postgresql://acme/parley", journal.pool-size = 2 }
                }\
                """));
    assertThat(others)
        .containsExactly(
            entry(
                "acme",
                new DatabaseSettings(
                    "jdbc:postgresql://acme/parley",
                    "",
                    "",
                    3,
                    2_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    new JournalPool(2, 20_000))));
    assertThat(DatabaseSettings.others(ConfigFactory.defaultReference())).isEmpty();
  }

  @Test
  void a_wrong_value_of_a_database_beside_the_main_one_is_named_with_the_database() {
    Map.of(
            "acme.user = ada",
            "parley.database.others.acme.url",
            "Acme.url = \"jdbc:postgresql://a/b\"",
            "parley.database.others.Acme",
            "acme { url = \"jdbc:postgresql://a/b\", pool-size = 0 }",
            "parley.database.others.acme.pool-size: 0")
        .forEach(
            (wrong, words) ->
                assertThatIllegalArgumentException()
                    .isThrownBy(
                        () -> DatabaseSettings.others(with("parley.database.others." + wrong)))
                    .withMessageStartingWith(words));
  }

  @Test
  void secrets_are_never_printed() {
    var settings =
        DatabaseSettings.from(
            with(
                """
                parley.database {
                  url = "jdbc:postgresql://ada:secret@db:5432/parley?user=ada&password=secret"
                  password = secret
                }\
                """));
    assertThat(settings.toString())
        .contains("jdbc:postgresql://…@db:5432/parley?…")
        .doesNotContain("secret");
  }

  @Test
  void pekko_gets_the_same_connection_and_as_many_recoveries_as_it_has_connections() {
    var settings =
        DatabaseSettings.from(with("parley.database.journal.pool-size = 5"))
            .at("jdbc:postgresql://127.0.0.1:1/parley", "ada", "secret");
    var db = settings.pekko().getConfig("pekko-persistence-jdbc.shared-databases.slick.db");
    assertThat(db.getString("url")).isEqualTo("jdbc:postgresql://127.0.0.1:1/parley");
    assertThat(db.getString("user")).isEqualTo("ada");
    assertThat(db.getString("password")).isEqualTo("secret");
    assertThat(db.getInt("maxConnections")).isEqualTo(5);
    assertThat(db.getInt("numThreads")).isEqualTo(5);
    assertThat(db.getString("properties.logServerErrorDetail")).isEqualTo("false");
    assertThat(db.getString("connectionInitSql"))
        .containsSubsequence(
            "SET application_name = 'parley-node'",
            "set_config('search_path'",
            "SET ROLE parley_journal");
    assertThat(settings.pekko().getInt("pekko.persistence.max-concurrent-recoveries")).isEqualTo(5);
    assertThat(
            settings
                .at("jdbc:postgresql://h/d", "", "")
                .pekko()
                .hasPath("pekko-persistence-jdbc.shared-databases.slick.db.user"))
        .isFalse();
  }

  private static void refuses(String overrides, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseSettings.from(with(overrides)))
        .withMessageContaining(words)
        .withMessageContaining("expected");
  }
}
