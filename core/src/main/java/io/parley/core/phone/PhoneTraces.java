package io.parley.core.phone;

import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Keeps traces of telephone calls, for all nodes. Stages fail when the store does not answer.
public interface PhoneTraces {
  /// A call begins. Once for each call.
  CompletionStage<Void> begin(PhoneTrace trace);

  /// A call lives. Without effect after its end.
  CompletionStage<Void> see(TenantId tenant, String call, Instant at);

  /// A call is over. Without effect after its end.
  CompletionStage<Void> end(TenantId tenant, String call, End end, Instant at);

  /// The caller's last call to this number.
  ///
  /// @param caller the keyed hash
  CompletionStage<Optional<PhoneTrace>> last(TenantId tenant, String caller, String number);

  /// Asks to go on in place of a lost call.
  ///
  /// @param lease how long no other call may
  /// @return whether it may: of several at once, one
  CompletionStage<Boolean> claim(TenantId tenant, String call, Instant at, Duration lease);

  /// Deletes traces without a sign of life since `before`, of all tenants, some at a time.
  ///
  /// @return how many
  CompletionStage<Integer> sweep(Instant before, int max);
}
