package io.parley.persistence.quota;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcQuotasIT {
  private static final Act ACT = Act.ofProgram("operator", Instant.parse("2026-11-26T12:00:00Z"));
  private static final TenantId SHOP = new OrganisationId(new UUID(1, 7)).tenant();
  private static final QuotaPlan PLAN =
      new QuotaPlan(Map.of(QuotaKind.TURNS, 60L, QuotaKind.CALLS, 0L));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcQuotas quotas = new JdbcQuotas(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private void organisation(TenantId tenant) {
    db.execute(
        "INSERT INTO organisation (tenant, name, state, since) VALUES ('%s', 'Shop', 'active', now())"
            .formatted(tenant));
  }

  @Test
  void a_plan_replaces_the_one_before_and_nodes_see_that_there_is_a_change() {
    organisation(SHOP);
    assertThat(get(quotas.find(SHOP))).contains(QuotaPlan.NONE);
    long before = get(quotas.version());
    assertThat(get(quotas.put(SHOP, PLAN, ACT))).isTrue();
    assertThat(get(quotas.version())).isNotEqualTo(before);
    assertThat(get(quotas.find(SHOP))).contains(PLAN);
    var next = new QuotaPlan(Map.of(QuotaKind.SEATS, 5L));
    assertThat(get(quotas.put(SHOP, next, ACT))).isTrue();
    assertThat(get(quotas.put(TenantId.DEFAULT, PLAN, ACT))).isTrue();
    assertThat(get(quotas.all())).isEqualTo(Map.of(SHOP, next, TenantId.DEFAULT, PLAN));
  }

  @Test
  void limits_of_an_organisations_own_are_beside_its_plan() {
    organisation(SHOP);
    var own = Map.of(QuotaKind.TURNS, 5L);
    assertThat(get(quotas.limit(SHOP, own, ACT))).isEqualTo(QuotaPlan.NONE.with(own));
    long before = get(quotas.version());
    get(quotas.put(SHOP, PLAN, ACT));
    assertThat(get(quotas.find(SHOP))).contains(PLAN.with(own));
    assertThat(get(quotas.all())).isEqualTo(Map.of(SHOP, PLAN.with(own)));
    assertThat(get(quotas.limit(SHOP, Map.of(), ACT))).isEqualTo(PLAN);
    assertThat(get(quotas.find(SHOP))).contains(PLAN);
    assertThat(get(quotas.version())).isGreaterThan(before);
    assertThat(get(new JdbcAuditTrail(db.database()).page(SHOP, 0, 10)))
        .extracting(entry -> entry.change().action())
        .containsExactlyInAnyOrder("limits-changed", "quotas-changed", "limits-changed");
  }

  @Test
  void a_change_is_in_the_audit_trail_of_the_organisation() {
    organisation(SHOP);
    get(quotas.put(SHOP, PLAN, ACT));
    get(quotas.put(SHOP, PLAN, ACT));
    var trail = get(new JdbcAuditTrail(db.database()).page(SHOP, 0, 10));
    assertThat(trail).hasSize(1);
    assertThat(trail.getFirst().change().action()).isEqualTo("quotas-changed");
    assertThat(trail.getFirst().change().after()).isEqualTo(Map.of("calls", "0", "turns", "60"));
  }

  @Test
  void an_unknown_organisation_has_no_plan() {
    assertThat(get(quotas.find(SHOP))).isEmpty();
    assertThat(get(quotas.put(SHOP, PLAN, ACT))).isFalse();
    assertThat(get(quotas.all())).isEmpty();
  }
}
