package io.parley.voice.desk;

import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.phone.PhoneTraces;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Traces in memory.
final class RememberedTraces implements PhoneTraces {
  final Map<String, PhoneTrace> all = new LinkedHashMap<>();
  final Map<String, Instant> claimed = new HashMap<>();
  boolean fails;

  private <T> CompletionStage<T> done(T value) {
    return fails
        ? CompletableFuture.failedStage(new IllegalStateException("the store is gone"))
        : CompletableFuture.completedStage(value);
  }

  @Override
  public CompletionStage<Void> begin(PhoneTrace trace) {
    all.put(trace.call(), trace);
    return done(null);
  }

  @Override
  public CompletionStage<Void> see(TenantId tenant, String call, Instant at) {
    change(call, at, Optional.empty());
    return done(null);
  }

  @Override
  public CompletionStage<Void> end(TenantId tenant, String call, End end, Instant at) {
    change(call, at, Optional.of(end));
    return done(null);
  }

  private void change(String call, Instant at, Optional<End> end) {
    all.computeIfPresent(
        call,
        (_, was) ->
            was.end().isPresent()
                ? was
                : new PhoneTrace(
                    was.session(), call, was.caller(), was.number(), was.begun(), at, end));
  }

  @Override
  public CompletionStage<Optional<PhoneTrace>> last(TenantId tenant, String caller, String number) {
    return done(
        all.values().stream()
            .filter(trace -> trace.session().tenant().equals(tenant))
            .filter(trace -> trace.caller().equals(caller) && trace.number().equals(number))
            .reduce((_, later) -> later));
  }

  @Override
  public CompletionStage<Boolean> claim(TenantId tenant, String call, Instant at, Duration lease) {
    var before = claimed.get(call);
    if (before != null && before.isAfter(at.minus(lease))) return done(false);
    claimed.put(call, at);
    return done(true);
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    int size = all.size();
    all.values().removeIf(trace -> trace.seen().isBefore(before));
    return done(size - all.size());
  }
}
