package io.parley.persistence.database;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DatabaseFailure.Category;
import io.parley.persistence.memory.JdbcMemories;
import io.parley.persistence.result.JdbcToolResults;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Rows of three organisations, two of which live in the same database beside the main one.
class OwnDatabaseRowsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final TenantId CAFE = new TenantId("cafe");
  private static final TenantId LOST = new TenantId("lost");

  private final MigratedDatabase main = MigratedDatabase.create();
  private final MigratedDatabase own = MigratedDatabase.create();
  private final Database away = Database.open(nowhere());
  private final Database database =
      main.database().with(Map.of("acme", own.database(), "away", away));

  OwnDatabaseRowsIT() {
    database.places(Map.of(BANK, "acme", CAFE, "acme", LOST, "nowhere"));
  }

  private static DatabaseSettings nowhere() {
    return DatabaseSettings.from(
            ConfigFactory.parseString("parley.database.connection-timeout = 300ms")
                .withFallback(ConfigFactory.defaultReference()))
        .at("jdbc:postgresql://127.0.0.1:1/parley", "a", "b");
  }

  @AfterEach
  void close() {
    away.close();
    own.close();
    main.close();
  }

  private static SessionKey session(TenantId tenant) {
    return new SessionKey(tenant, new SessionId("s"));
  }

  @Test
  void each_organisation_has_its_rows_in_its_own_database_and_sees_no_others() {
    var results = new JdbcToolResults(database, InstantSource.fixed(NOON));
    for (var tenant : List.of(SHOP, BANK, CAFE))
      get(results.keep(session(tenant), "1.1", "of " + tenant));
    for (var tenant : List.of(SHOP, BANK, CAFE))
      assertThat(get(results.find(session(tenant), "1.1"))).hasValue("of " + tenant);
    assertThat(main.count("tool_result WHERE tenant = 'shop'")).isEqualTo(1);
    assertThat(main.count("tool_result")).isEqualTo(1);
    assertThat(own.count("tool_result WHERE tenant IN ('bank', 'cafe')")).isEqualTo(2);
    assertThat(own.count("tool_result")).isEqualTo(2);
  }

  @Test
  void an_act_is_told_in_the_trail_of_the_main_database_and_texts_lose_their_vectors_there() {
    own.execute(
        """
        INSERT INTO memory (tenant, id, owner, kind, text, agent, session, turn, written_at,
          updated_at)
        VALUES ('bank', 'm', 'o', 'semantic', 'likes tea', 'support', 's', 1, now(), now())\
        """);
    main.execute(
        """
        INSERT INTO embedding (embedder, hash, vector)
        SELECT 'e', encode(sha256(convert_to(text, 'UTF8')), 'hex'), ''
        FROM (VALUES ('likes tea'), ('another')) AS texts (text)\
        """);
    var memories = new JdbcMemories(database, InstantSource.fixed(NOON));
    assertThat(get(memories.delete(BANK, "m", Act.ofProgram("test", NOON)))).isTrue();
    assertThat(own.count("memory WHERE text IS NULL")).isEqualTo(1);
    assertThat(main.count("audit WHERE tenant = 'bank' AND action = 'memory-erased'")).isEqualTo(1);
    assertThat(own.count("audit")).isZero();
    assertThat(main.count("embedding")).isEqualTo(1);
  }

  @Test
  void an_organisation_without_its_database_is_refused_and_no_other_one() {
    var results = new JdbcToolResults(database, InstantSource.fixed(NOON));
    database.places(Map.of(BANK, "away", LOST, "nowhere"));
    for (var tenant : List.of(BANK, LOST))
      assertThatExceptionOfType(DatabaseFailure.class)
          .isThrownBy(() -> get(results.keep(session(tenant), "1.1", "text")))
          .satisfies(failure -> assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE));
    get(results.keep(session(SHOP), "1.1", "text"));
    assertThat(main.count("tool_result")).isEqualTo(1);
    assertThat(own.count("tool_result")).isZero();
  }

  @Test
  void duties_of_all_databases_leave_out_one_that_does_not_answer() {
    Database.Work<Integer> one =
        connection -> Sql.query(connection, "SELECT 1", row -> row.getInt(1)).getFirst();
    assertThat(get(database.everywhere(one))).containsExactly(1, 1);
    assertThatExceptionOfType(DatabaseFailure.class).isThrownBy(() -> get(away.probe()));
    assertThat(get(database.everywhere(one))).containsExactly(1, 1);
  }
}
