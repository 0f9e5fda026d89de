package io.parley.identity.customer;

import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.identity.CustomerProofs.Proof;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.identity.CustomerProofs.Refused;
import io.parley.core.phone.CustomerNumbers;
import io.parley.core.phone.KnownCallers;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class NumberedCustomersTest {
  private static final Customer ADA = new Customer("c-1", Optional.of("Ada"), true);
  private static final String NUMBER = "+4930123456";

  private final List<String> kept = new ArrayList<>();
  private CompletionStage<Void> stored = CompletableFuture.completedStage(null);
  private Proof proof = proved(NUMBER);
  private final NumberedCustomers customers =
      new NumberedCustomers(
          (_, _, _) -> CompletableFuture.completedStage(proof),
          new KnownCallers(new Kept(), text -> text));

  private final class Kept implements CustomerNumbers {
    @Override
    public CompletionStage<Void> keep(
        TenantId tenant, String number, Customer customer, Instant at) {
      kept.add(number + " " + customer.id());
      return stored;
    }

    @Override
    public CompletionStage<Void> forget(TenantId tenant, String customer) {
      kept.add("nothing of " + customer);
      return stored;
    }

    @Override
    public CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since) {
      throw new AssertionError("nobody calls here");
    }

    @Override
    public CompletionStage<Integer> sweep(Instant before, int max) {
      throw new AssertionError("nothing is swept here");
    }
  }

  private static Proof proved(String number) {
    return new Proved(ADA, Optional.empty(), Map.of(), PhoneNumber.find(number), false);
  }

  private void check() {
    assertThat(customers.check(new TenantId("shop"), "token", START).toCompletableFuture())
        .isCompletedWithValue(proof);
  }

  @Test
  void the_number_of_a_verified_token_is_learned_once() {
    check();
    check();
    assertThat(kept).containsExactly("shop +4930123456 c-1");
  }

  @Test
  void a_new_number_is_learned_and_the_earlier_one_again() {
    check();
    proof = proved("+4930123457");
    check();
    proof = proved(NUMBER);
    check();
    assertThat(kept)
        .containsExactly("shop +4930123456 c-1", "shop +4930123457 c-1", "shop +4930123456 c-1");
  }

  @Test
  void a_number_that_the_company_denies_is_forgotten_each_time() {
    check();
    proof = new Proved(ADA, Optional.empty(), Map.of(), Optional.empty(), true);
    check();
    check();
    proof = proved(NUMBER);
    check();
    assertThat(kept)
        .containsExactly(
            "shop +4930123456 c-1", "nothing of c-1", "nothing of c-1", "shop +4930123456 c-1");
  }

  @Test
  void tokens_without_a_number_and_refused_ones_teach_nothing() {
    proof = proved("");
    check();
    proof = new Refused("expired");
    check();
    assertThat(kept).isEmpty();
  }

  @Test
  void a_store_that_fails_refuses_no_token_and_is_asked_again() {
    stored = CompletableFuture.failedStage(new IllegalStateException("no store"));
    check();
    stored = CompletableFuture.completedStage(null);
    check();
    check();
    assertThat(kept).hasSize(2);
  }
}
