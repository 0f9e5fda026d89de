package io.parley.persistence.number;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.number.OrganisationNumbers.Assigned;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcOrganisationNumbersIT {
  private static final Act ACT = Act.ofProgram("operator", Instant.parse("2026-11-26T12:00:00Z"));
  private static final TenantId SHOP = new OrganisationId(new UUID(1, 7)).tenant();
  private static final TenantId BANK = new OrganisationId(new UUID(1, 8)).tenant();
  private static final TenantId GONE = new OrganisationId(new UUID(1, 9)).tenant();
  private static final PhoneNumber BERLIN = new PhoneNumber("+493012345");
  private static final PhoneNumber PARIS = new PhoneNumber("+33123456");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcOrganisationNumbers numbers = new JdbcOrganisationNumbers(db.database());

  @BeforeEach
  void organisations() {
    organisation(SHOP, "active");
    organisation(BANK, "active");
    organisation(GONE, "deleted");
  }

  private void organisation(TenantId tenant, String state) {
    db.execute(
        "INSERT INTO organisation (tenant, name, state, since) VALUES ('%s', 'Shop', '%s', now())"
            .formatted(tenant, state));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private Assigned assigned(TenantId tenant, PhoneNumber number) {
    return get(numbers.assign(tenant, number, ACT));
  }

  private List<String> acts(TenantId tenant) {
    return get(new JdbcAuditTrail(db.database()).page(tenant, 0, 10)).stream()
        .map(AuditEntry::change)
        .map(change -> change.action() + " " + change.target())
        .toList();
  }

  @Test
  void a_number_is_one_organisations_until_it_is_taken_back() {
    assertThat(assigned(SHOP, BERLIN)).isEqualTo(Assigned.DONE);
    assertThat(assigned(BANK, BERLIN)).isEqualTo(Assigned.TAKEN);
    assertThat(get(numbers.release(BANK, BERLIN, ACT))).as("another one's").isFalse();
    assertThat(get(numbers.of(BANK))).isEmpty();
    assertThat(get(numbers.release(SHOP, BERLIN, ACT))).isTrue();
    assertThat(assigned(BANK, BERLIN)).isEqualTo(Assigned.DONE);
    assertThat(get(numbers.all())).containsExactly(OrganisationNumber.plain(BERLIN, BANK));
    assertThat(assigned(GONE, PARIS)).isEqualTo(Assigned.NO_ORGANISATION);
    assertThat(assigned(TenantId.DEFAULT, PARIS)).isEqualTo(Assigned.DONE);
  }

  @Test
  void every_change_is_counted_and_told_and_the_same_again_is_not_told() {
    assertThat(assigned(SHOP, BERLIN)).isEqualTo(Assigned.DONE);
    assertThat(assigned(SHOP, BERLIN)).isEqualTo(Assigned.DONE);
    long before = get(numbers.change());
    var wanted = new OrganisationNumber(BERLIN, SHOP, Optional.of("support"), Optional.of("de"));
    assertThat(get(numbers.answer(wanted, ACT))).isTrue();
    long after = get(numbers.change());
    assertThat(after).isGreaterThan(before);
    assertThat(get(numbers.answer(wanted, ACT))).isTrue();
    assertThat(get(numbers.change())).isEqualTo(after);
    assertThat(get(numbers.all())).isEqualTo(List.of(wanted));
    var others = new OrganisationNumber(BERLIN, BANK, Optional.of("bank"), Optional.empty());
    assertThat(get(numbers.answer(others, ACT))).as("of another organisation").isFalse();
    assertThat(get(numbers.release(SHOP, BERLIN, ACT))).isTrue();
    assertThat(get(numbers.change())).isGreaterThan(after);
    assertThat(acts(SHOP))
        .containsExactly(
            "number-assigned number:+493012345",
            "number-changed number:+493012345",
            "number-released number:+493012345");
    assertThat(acts(BANK)).isEmpty();
    var changed = get(new JdbcAuditTrail(db.database()).page(SHOP, 1, 1)).getFirst().change();
    assertThat(changed.after()).isEqualTo(Map.of("agent", "support", "language", "de"));
  }

  @Test
  void an_erasure_counts_where_there_were_numbers_and_nowhere_else() {
    assertThat(assigned(SHOP, BERLIN)).isEqualTo(Assigned.DONE);
    long before = get(numbers.change());
    db.execute("DELETE FROM organisation_number WHERE tenant = '%s'".formatted(BANK));
    assertThat(get(numbers.change())).isEqualTo(before);
    db.execute("DELETE FROM organisation_number WHERE tenant = '%s'".formatted(SHOP));
    assertThat(get(numbers.change())).isGreaterThan(before);
  }

  @Test
  void an_organisation_has_two_hundred_numbers_at_most() {
    db.execute(
        """
        INSERT INTO organisation_number (number, tenant)
        SELECT '+' || (490000000 + n), '%s' FROM generate_series(1, %d) n\
        """
            .formatted(SHOP, OrganisationNumbers.MAX));
    assertThat(assigned(SHOP, BERLIN)).isEqualTo(Assigned.FULL);
    assertThat(assigned(BANK, BERLIN)).isEqualTo(Assigned.DONE);
  }
}
