package io.parley.core.phone;

import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Keeps which customers have which telephone numbers, for all nodes: one number for each customer,
/// as the company said last. Numbers are keyed hashes. Stages fail when the store does not answer.
public interface CustomerNumbers {
  /// Keeps nothing.
  CustomerNumbers NONE =
      new CustomerNumbers() {
        @Override
        public CompletionStage<Void> keep(
            TenantId tenant, String number, Customer customer, Instant at) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> forget(TenantId tenant, String customer) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since) {
          return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<Integer> sweep(Instant before, int max) {
          return CompletableFuture.completedStage(0);
        }
      };

  /// The company said that its customer has this number, in place of the one before.
  ///
  /// @param customer verified; one whose id the store cannot hold unchanged is left out
  CompletionStage<Void> keep(TenantId tenant, String number, Customer customer, Instant at);

  /// The company said that its customer has no number that it has verified.
  CompletionStage<Void> forget(TenantId tenant, String customer);

  /// The customers of whom this was said at `since` or later, verified; at most two, for which of
  /// several calls is not known.
  CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since);

  /// Deletes what was said before, of all tenants, some at a time.
  ///
  /// @return how many
  CompletionStage<Integer> sweep(Instant before, int max);
}
