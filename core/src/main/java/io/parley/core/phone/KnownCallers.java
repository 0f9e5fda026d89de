package io.parley.core.phone;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/// Knows callers by their numbers. A number that anybody may show reveals nothing, not even a name:
/// it names a customer only where the network that the call comes from vouches for it, and where it
/// is the number of one customer alone.
public final class KnownCallers {
  /// How long a number counts after the company said whose it is: numbers get other owners.
  public static final Duration KEPT = Duration.ofDays(180);

  /// Nobody is known.
  public static final KnownCallers NONE =
      new KnownCallers(CustomerNumbers.NONE, UnaryOperator.identity());

  private final CustomerNumbers numbers;
  private final UnaryOperator<String> seal;

  /// @param seal makes a keyed hash of a text, the same on all nodes
  public KnownCallers(CustomerNumbers numbers, UnaryOperator<String> seal) {
    this.numbers = numbers;
    this.seal = seal;
  }

  /// The company has verified that its customer has this number.
  ///
  /// @param customer verified
  public CompletionStage<Void> learn(
      TenantId tenant, PhoneNumber number, Customer customer, Instant now) {
    if (!customer.verified())
      throw new IllegalArgumentException("customer: a claim (expected: a verified one)");
    return numbers.keep(tenant, sealed(tenant, number), customer, now);
  }

  /// The company has verified no number of its customer, or none any more: a caller with the
  /// earlier one is somebody else.
  public CompletionStage<Void> forget(TenantId tenant, Customer customer) {
    return numbers.forget(tenant, customer.id());
  }

  /// The customer who calls.
  ///
  /// @param caller the number as the call shows it; may be empty, or a name
  /// @param attested whether the network that the call comes from vouches for the number
  /// @return verified; fails when the store does not answer
  public CompletionStage<Optional<Customer>> find(
      TenantId tenant, String caller, boolean attested, Instant now) {
    var number =
        PhoneNumber.find(caller)
            .filter(_ -> attested)
            .filter(found -> Resumption.isCaller(found.text().substring(1)));
    return number.isEmpty()
        ? CompletableFuture.completedStage(Optional.empty())
        : numbers
            .of(tenant, sealed(tenant, number.get()), now.minus(KEPT))
            .thenApply(KnownCallers::theOnlyOne);
  }

  /// Whether a caller may go on in the session of an earlier call from the same number. A number
  /// that anybody may show opens no session of a customer, and a customer does not go on in that of
  /// somebody who may only have shown theirs, and could come back to hear what they said.
  ///
  /// @param caller as [#find] tells it; @param session the customer of the session
  public static boolean mayGoOn(Optional<Customer> caller, Optional<Customer> session) {
    return id(caller).equals(id(session));
  }

  private static Optional<String> id(Optional<Customer> customer) {
    return customer.filter(Customer::verified).map(Customer::id);
  }

  /// People who share a telephone must not hear of each other's affairs.
  private static Optional<Customer> theOnlyOne(List<Customer> customers) {
    return customers.size() == 1 ? Optional.of(customers.getFirst()) : Optional.empty();
  }

  /// One organisation's hash is of no use in another's rows.
  private String sealed(TenantId tenant, PhoneNumber number) {
    return seal.apply(tenant.value() + " " + number.text());
  }
}
