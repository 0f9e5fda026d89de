package io.parley.persistence.phone;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcPhoneTracesIT {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcPhoneTraces traces = new JdbcPhoneTraces(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private PhoneTrace begun(TenantId tenant, String call, Instant at) {
    var session = new SessionKey(tenant, new SessionId("s-" + call));
    var trace = new PhoneTrace(session, call, "hash", "+49301", at, at, Optional.empty());
    get(traces.begin(trace));
    return trace;
  }

  private Optional<PhoneTrace> last(TenantId tenant) {
    return get(traces.last(tenant, "hash", "+49301"));
  }

  @Test
  void the_last_call_of_a_caller_to_a_number_is_found() {
    begun(SHOP, "c2", NOON.minusSeconds(1));
    var last = begun(SHOP, "c1", NOON);
    assertThat(last(SHOP)).contains(last);
    assertThat(last(BANK)).isEmpty();
    assertThat(get(traces.last(SHOP, "other", "+49301"))).isEmpty();
    assertThat(get(traces.last(SHOP, "hash", "+49302"))).isEmpty();
  }

  @Test
  void a_call_is_seen_until_its_end_which_stays() {
    begun(SHOP, "c1", NOON);
    get(traces.see(SHOP, "c1", NOON.plusSeconds(40)));
    assertThat(last(SHOP).orElseThrow().seen()).isEqualTo(NOON.plusSeconds(40));
    get(traces.end(SHOP, "c1", End.LOST, NOON.plusSeconds(50)));
    get(traces.end(SHOP, "c1", End.IN_ORDER, NOON.plusSeconds(60)));
    get(traces.see(SHOP, "c1", NOON.plusSeconds(70)));
    var over = last(SHOP).orElseThrow();
    assertThat(over.seen()).isEqualTo(NOON.plusSeconds(50));
    assertThat(over.end()).contains(End.LOST);
  }

  @Test
  void one_call_at_a_time_goes_on_in_place_of_a_lost_one() {
    begun(SHOP, "c1", NOON);
    assertThat(get(traces.claim(BANK, "c1", NOON, LEASE))).isFalse();
    assertThat(get(traces.claim(SHOP, "c1", NOON, LEASE))).isTrue();
    assertThat(get(traces.claim(SHOP, "c1", NOON.plusSeconds(9), LEASE))).isFalse();
    assertThat(get(traces.claim(SHOP, "c1", NOON.plusSeconds(10), LEASE))).isTrue();
  }

  @Test
  void traces_without_a_sign_of_life_are_deleted_some_at_a_time() {
    begun(SHOP, "c1", NOON);
    begun(BANK, "c2", NOON);
    begun(BANK, "c3", NOON);
    get(traces.see(BANK, "c3", NOON.plusSeconds(60)));
    assertThat(get(traces.sweep(NOON, 10))).isZero();
    assertThat(get(traces.sweep(NOON.plusSeconds(1), 1))).isEqualTo(1);
    assertThat(get(traces.sweep(NOON.plusSeconds(1), 10))).isEqualTo(1);
    assertThat(last(SHOP)).isEmpty();
    assertThat(last(BANK).orElseThrow().call()).isEqualTo("c3");
  }
}
