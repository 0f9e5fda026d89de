package io.parley.identity.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.fault.Stages;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.phone.KnownCallers;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns the telephone numbers that verified tokens name, and forgets those that they deny: their
/// customers are known when they call. No token waits for it, and none is refused because it
/// failed. Thread safe.
public final class NumberedCustomers implements CustomerProofs {
  private static final Logger LOG = LoggerFactory.getLogger(NumberedCustomers.class);

  /// The same customer comes back with the same number: it is not stored each time.
  private static final Duration NOT_AGAIN = Duration.ofHours(1);

  private static final int CUSTOMERS_MAX = 10_000;

  private final CustomerProofs tokens;
  private final KnownCallers callers;
  private final Cache<Whose, Said> learned =
      Caffeine.newBuilder().maximumSize(CUSTOMERS_MAX).expireAfterWrite(NOT_AGAIN).build();

  private record Whose(TenantId organisation, String customer) {}

  /// @param number empty: the company has verified none
  private record Said(Customer customer, Optional<PhoneNumber> number) {}

  /// @param tokens checks them
  public NumberedCustomers(CustomerProofs tokens, KnownCallers callers) {
    this.tokens = tokens;
    this.callers = callers;
  }

  @Override
  public CompletionStage<Proof> check(TenantId organisation, String token, Instant now) {
    return tokens
        .check(organisation, token, now)
        .thenApply(
            proof -> {
              if (proof instanceof Proved proved
                  && (proved.number().isPresent() || proved.isNumberDenied()))
                learn(organisation, new Said(proved.customer(), proved.number()), now);
              return proof;
            });
  }

  @Override
  public CompletionStage<Set<String>> reserved(TenantId organisation) {
    return tokens.reserved(organisation);
  }

  private void learn(TenantId organisation, Said said, Instant now) {
    var whose = new Whose(organisation, said.customer().id());
    // a denial counts each time: another node may have learned a number meanwhile
    if (said.number().isEmpty()) learned.invalidate(whose);
    else if (said.equals(learned.asMap().put(whose, said))) return;
    said.number()
        .map(number -> callers.learn(organisation, number, said.customer(), now))
        .orElseGet(() -> callers.forget(organisation, said.customer()))
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              learned.asMap().remove(whose, said);
              LOG.warn("a customer's number is not stored", Stages.cause(failure));
            });
  }
}
