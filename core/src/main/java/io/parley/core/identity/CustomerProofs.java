package io.parley.core.identity;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Checks tokens by which a company's own backend says who its customer is. Thread safe.
public interface CustomerProofs {
  /// No organisation has registered a backend.
  CustomerProofs NONE = (_, _, _) -> CompletableFuture.completedStage(new Unregistered());

  /// Checks a token.
  ///
  /// @param organisation that the token is shown to
  CompletionStage<Proof> check(TenantId organisation, String token, Instant now);

  /// Names of metadata that nobody but the organisation's backends may say: their tokens alone.
  default CompletionStage<Set<String>> reserved(TenantId organisation) {
    return CompletableFuture.completedStage(Set.of());
  }

  /// The outcome of a check.
  sealed interface Proof {}

  /// The token is of the company, at its time.
  ///
  /// @param customer verified
  /// @param language of the customer, such as `de` or `de-AT`
  /// @param metadata for the session, as the company says it; of [CustomerProofs#reserved] names
  /// @param number of the customer's telephone, which the company has verified
  /// @param isNumberDenied whether the company says that it has verified none, any more
  record Proved(
      Customer customer,
      Optional<String> language,
      Map<String, String> metadata,
      Optional<PhoneNumber> number,
      boolean isNumberDenied)
      implements Proof {
    /// Of a customer of whose number nothing is said.
    public Proved(Customer customer, Optional<String> language, Map<String, String> metadata) {
      this(customer, language, metadata, Optional.empty(), false);
    }

    public Proved {
      if (!customer.verified())
        throw new IllegalArgumentException("customer: a claim (expected: a verified one)");
      metadata = Map.copyOf(metadata);
    }

    /// Claims tell about a person.
    @Override
    public String toString() {
      return "Proved[(not shown)]";
    }
  }

  /// The organisation has registered no backend: the text may be anything.
  record Unregistered() implements Proof {}

  /// Any other text, or a token whose time is over.
  ///
  /// @param reason one of a small fixed set, such as `expired`; for metrics, not for the sender
  record Refused(String reason) implements Proof {}

  /// The company's keys are published, and could not be fetched yet, or are shared, and this node
  /// cannot decrypt them; or too many checks wait for keys.
  ///
  /// @param retryAfter time until another try
  record Unreachable(Duration retryAfter) implements Proof {}
}
