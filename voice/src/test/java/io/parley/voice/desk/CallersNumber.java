package io.parley.voice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.phone.CustomerNumbers;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A number that customers have or have not, as a test says.
final class CallersNumber implements CustomerNumbers {
  private final String expected;

  /// Of the number.
  CompletionStage<List<Customer>> customers = CompletableFuture.completedStage(List.of());

  /// @param expected the number that is asked for, sealed
  CallersNumber(String expected) {
    this.expected = expected;
  }

  @Override
  public CompletionStage<Void> keep(TenantId tenant, String number, Customer customer, Instant at) {
    throw new AssertionError("no number is learned here");
  }

  @Override
  public CompletionStage<Void> forget(TenantId tenant, String customer) {
    throw new AssertionError("no number is forgotten here");
  }

  @Override
  public CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since) {
    assertThat(number).isEqualTo(expected);
    return customers;
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    throw new AssertionError("nothing is swept here");
  }
}
