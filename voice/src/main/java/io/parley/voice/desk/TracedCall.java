package io.parley.voice.desk;

import io.parley.core.fault.Stages;
import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.phone.PhoneTraces;
import io.parley.core.phone.Resumption;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.CallShown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trace of one call, written as it shows itself to its session: when it begins, every minute,
/// and at its end.
final class TracedCall {
  private static final Logger LOG = LoggerFactory.getLogger(TracedCall.class);

  /// A call shows itself every 20 s at least, so it is seen within [Resumption#SEEN_EVERY].
  private static final Duration AGAIN = Resumption.SEEN_EVERY.minusSeconds(20);

  /// Ends of a call that nobody has wanted.
  private static final Set<String> UNWANTED = Set.of("failed", "lost", "draining");

  private final PhoneTraces traces;
  private final SessionKey session;
  private final String caller;
  private final String number;
  private final InstantSource clock;
  private Optional<Instant> seen = Optional.empty();

  /// Writes of one call happen one after another.
  private CompletionStage<Void> written = CompletableFuture.completedStage(null);

  /// @param caller the keyed hash
  TracedCall(
      PhoneTraces traces, SessionKey session, String caller, String number, InstantSource clock) {
    this.traces = traces;
    this.session = session;
    this.caller = caller;
    this.number = number;
    this.clock = clock;
  }

  /// One at a time. A call that never began shows its end only, and leaves no trace.
  void shown(CallShown shown) {
    var now = clock.instant();
    var tenant = session.tenant();
    if (shown.isOver()) {
      var end = shown.reason().filter(UNWANTED::contains).map(_ -> End.LOST).orElse(End.IN_ORDER);
      if (seen.isPresent()) write(() -> traces.end(tenant, shown.call(), end, now));
    } else if (seen.isEmpty()) {
      seen = Optional.of(now);
      var trace = new PhoneTrace(session, shown.call(), caller, number, now, now, Optional.empty());
      write(() -> traces.begin(trace));
    } else if (!now.isBefore(seen.get().plus(AGAIN))) {
      seen = Optional.of(now);
      write(() -> traces.see(tenant, shown.call(), now));
    }
  }

  private void write(Supplier<CompletionStage<Void>> change) {
    written =
        written
            .thenCompose(_ -> change.get())
            .exceptionally(
                failure -> {
                  LOG.warn("the trace of a call is not written", Stages.cause(failure));
                  return null;
                });
  }
}
