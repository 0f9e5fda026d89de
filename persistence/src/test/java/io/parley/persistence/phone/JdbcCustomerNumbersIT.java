package io.parley.persistence.phone;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCustomerNumbersIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Customer ADA = new Customer("c-1", Optional.of("Ada"), true);
  private static final Customer BOB = new Customer("c-2", Optional.empty(), true);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcCustomerNumbers numbers = new JdbcCustomerNumbers(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private List<Customer> of(TenantId tenant, String number) {
    return get(numbers.of(tenant, number, NOON));
  }

  @Test
  void a_number_has_its_customers_of_its_own_organisation() {
    get(numbers.keep(SHOP, "hash", ADA, NOON));
    get(numbers.keep(BANK, "hash", BOB, NOON));
    assertThat(of(SHOP, "hash")).containsExactly(ADA);
    assertThat(of(BANK, "hash")).containsExactly(BOB);
    get(numbers.keep(SHOP, "hash", BOB, NOON));
    assertThat(of(SHOP, "hash")).containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void the_last_number_of_a_customer_counts() {
    get(numbers.keep(SHOP, "hash", ADA, NOON));
    get(numbers.keep(SHOP, "other", ADA, NOON.plusSeconds(1)));
    assertThat(of(SHOP, "hash")).isEmpty();
    assertThat(of(SHOP, "other")).containsExactly(ADA);
  }

  @Test
  void a_customer_is_forgotten_in_one_organisation() {
    get(numbers.keep(SHOP, "hash", ADA, NOON));
    get(numbers.keep(SHOP, "other", BOB, NOON));
    get(numbers.keep(BANK, "hash", ADA, NOON));
    get(numbers.forget(SHOP, ADA.id()));
    assertThat(of(SHOP, "hash")).isEmpty();
    assertThat(of(SHOP, "other")).containsExactly(BOB);
    assertThat(of(BANK, "hash")).containsExactly(ADA);
  }

  @Test
  void what_was_said_long_ago_does_not_count_and_is_deleted_some_at_a_time() {
    get(numbers.keep(SHOP, "hash", ADA, NOON.minusSeconds(2)));
    get(numbers.keep(BANK, "hash", BOB, NOON.minusSeconds(1)));
    assertThat(of(SHOP, "hash")).isEmpty();
    assertThat(get(numbers.sweep(NOON, 1))).isEqualTo(1);
    assertThat(get(numbers.sweep(NOON, 10))).isEqualTo(1);
    assertThat(get(numbers.sweep(NOON, 10))).isZero();
  }

  @Test
  void an_id_that_a_column_cannot_hold_unchanged_is_left_out() {
    get(numbers.keep(SHOP, "hash", new Customer("c\0", Optional.empty(), true), NOON));
    assertThat(of(SHOP, "hash")).isEmpty();
  }
}
