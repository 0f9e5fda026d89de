package io.parley.persistence.journal;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.core.journal.TokenRevocations.Told;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcTokenRevocationsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private final MigratedDatabase db = MigratedDatabase.create();
  private Instant now = NOON;
  private final JdbcTokenRevocations revocations =
      new JdbcTokenRevocations(db.database(), () -> now);

  @AfterEach
  void close() {
    db.close();
  }

  private static Revocation of(String session, Instant before) {
    return new Revocation(
        new SessionKey(TenantId.DEFAULT, new SessionId(session)), before, before.plus(WEEK));
  }

  private List<Told> since(Instant at) {
    return get(revocations.since(at, now));
  }

  @Test
  void every_node_continues_reading_where_it_stopped() {
    get(revocations.revoke(of("a", NOON)));
    var first = since(Instant.EPOCH);
    assertThat(first).extracting(Told::revocation).containsExactly(of("a", NOON));
    var last = first.getFirst().at();
    assertThat(since(last)).isEmpty();
    get(revocations.revoke(of("b", NOON)));
    // the same session again: the later moment counts, and all nodes receive it once more
    get(revocations.revoke(of("a", NOON.plusSeconds(9))));
    get(revocations.revoke(of("a", NOON.plusSeconds(5))));
    assertThat(since(last))
        .extracting(Told::revocation)
        .containsExactlyInAnyOrder(of("b", NOON), of("a", NOON.plusSeconds(9)));
  }

  @Test
  void obsolete_revocations_are_not_returned_and_are_deleted() {
    get(revocations.revoke(of("a", NOON)));
    now = NOON.plus(WEEK);
    assertThat(since(Instant.EPOCH)).isEmpty();
    get(revocations.revoke(of("b", now)));
    assertThat(db.count("token_revocation")).isEqualTo(1);
  }
}
