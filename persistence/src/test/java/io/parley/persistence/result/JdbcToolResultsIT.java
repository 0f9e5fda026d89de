package io.parley.persistence.result;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcToolResultsIT {
  private static final SessionKey MINE = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final SessionKey OTHER =
      new SessionKey(new TenantId("other"), new SessionId("s1"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final JdbcToolResults results = new JdbcToolResults(db.database(), () -> now);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_result_belongs_to_a_call_of_a_session_of_a_tenant() {
    get(results.keep(MINE, "1.1", "{\"a\":1"));
    assertThat(get(results.find(MINE, "1.1"))).hasValue("{\"a\":1");
    assertThat(get(results.find(MINE, "1.2"))).isEmpty();
    assertThat(get(results.find(OTHER, "1.1"))).isEmpty();
    get(results.keep(MINE, "1.1", "again"));
    assertThat(get(results.find(MINE, "1.1"))).hasValue("again");
  }

  @Test
  void the_oldest_of_very_many_are_dropped_and_all_of_them_with_their_session() {
    get(results.keep(OTHER, "1.1", "another's"));
    for (int call = 1; call <= JdbcToolResults.SESSION_MAX + 1; call++) {
      now = now.plusSeconds(1);
      get(results.keep(MINE, "1." + call, "text"));
    }
    assertThat(get(results.find(MINE, "1.1"))).isEmpty();
    assertThat(get(results.find(MINE, "1.2"))).isPresent();
    get(
        db.database()
            .acrossTenants(
                connection -> {
                  JdbcToolResults.delete(connection, MINE);
                  return true;
                }));
    assertThat(get(results.find(MINE, "1.2"))).isEmpty();
    assertThat(get(results.find(OTHER, "1.1"))).isPresent();
  }
}
