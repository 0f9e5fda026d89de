package io.parley.core.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KnownCallersTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final PhoneNumber NUMBER = new PhoneNumber("+4930123456");
  private static final Customer ADA = new Customer("c-1", Optional.of("Ada"), true);
  private static final Customer BOB = new Customer("c-2", Optional.empty(), true);

  private final Map<String, String> stored = new HashMap<>();
  private final KnownCallers callers = new KnownCallers(new Stored(), text -> "sealed " + text);

  /// Customers' ids lead to their numbers; Ada and Bob alone are customers.
  private final class Stored implements CustomerNumbers {
    @Override
    public CompletionStage<Void> keep(
        TenantId tenant, String number, Customer customer, Instant at) {
      stored.put(customer.id(), number + " " + at);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> forget(TenantId tenant, String customer) {
      assertThat(tenant).isEqualTo(SHOP);
      stored.remove(customer);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since) {
      assertThat(tenant).isEqualTo(SHOP);
      assertThat(since).isEqualTo(NOON.minus(KnownCallers.KEPT));
      return CompletableFuture.completedStage(
          List.of(ADA, BOB).stream()
              .filter(each -> (number + " " + NOON).equals(stored.get(each.id())))
              .toList());
    }

    @Override
    public CompletionStage<Integer> sweep(Instant before, int max) {
      throw new AssertionError("nothing is swept here");
    }
  }

  private void learn(Customer customer, PhoneNumber number) {
    assertThat(callers.learn(SHOP, number, customer, NOON).toCompletableFuture()).isCompleted();
  }

  private Optional<Customer> find(String caller, boolean attested) {
    return callers.find(SHOP, caller, attested, NOON).toCompletableFuture().join();
  }

  @Test
  void an_attested_number_names_the_customer_who_has_it() {
    learn(ADA, NUMBER);
    assertThat(find("+4930123456", true)).contains(ADA);
    assertThat(find("+4930123457", true)).isEmpty();
    assertThat(stored.get("c-1")).startsWith("sealed shop +4930123456");
  }

  @Test
  void a_number_that_the_company_denies_names_nobody() {
    learn(ADA, NUMBER);
    assertThat(callers.forget(SHOP, ADA).toCompletableFuture()).isCompleted();
    assertThat(find("+4930123456", true)).isEmpty();
  }

  @Test
  void a_number_that_nobody_vouches_for_names_nobody() {
    learn(ADA, NUMBER);
    assertThat(find("+4930123456", false)).isEmpty();
  }

  @Test
  void a_number_that_two_customers_share_names_neither() {
    learn(ADA, NUMBER);
    learn(BOB, NUMBER);
    assertThat(find("+4930123456", true)).isEmpty();
    learn(BOB, new PhoneNumber("+4930123457"));
    assertThat(find("+4930123456", true)).contains(ADA);
  }

  @Test
  void names_withheld_numbers_and_numbers_of_another_form_name_nobody() {
    for (var caller : List.of("", "anonymous", "030123456", "4930123456", "+266696687")) {
      PhoneNumber.find(caller).ifPresent(number -> learn(ADA, number));
      assertThat(find(caller, true)).as(caller).isEmpty();
    }
  }

  @Test
  void a_call_goes_on_in_a_session_of_the_same_customer_or_of_nobody_known_in_both() {
    var stranger = Optional.<Customer>empty();
    var claimed = Optional.of(Customer.claimed("c-1", Optional.empty()));
    assertThat(KnownCallers.mayGoOn(Optional.of(ADA), Optional.of(ADA))).isTrue();
    assertThat(KnownCallers.mayGoOn(stranger, stranger)).isTrue();
    assertThat(KnownCallers.mayGoOn(stranger, claimed)).isTrue();
    assertThat(KnownCallers.mayGoOn(Optional.of(BOB), Optional.of(ADA))).isFalse();
    assertThat(KnownCallers.mayGoOn(stranger, Optional.of(ADA))).isFalse();
    assertThat(KnownCallers.mayGoOn(Optional.of(ADA), stranger)).isFalse();
    assertThat(KnownCallers.mayGoOn(Optional.of(ADA), claimed)).isFalse();
  }

  @Test
  void a_claim_is_not_learned() {
    var claimed = Customer.claimed("c-1", Optional.empty());
    assertThatThrownBy(() -> callers.learn(SHOP, NUMBER, claimed, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a verified one");
  }
}
