package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnFailed;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import io.parley.core.session.UsageEvent;
import io.parley.sessions.SessionWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Customers' waiting times: `parley_turns_seconds` from a node's receipt of the message that
/// opened a turn to the commit that ended it, on any node, and `parley_turn_first_token_seconds` to
/// its first word. The node that ends a turn counts it, so clock differences between nodes may be
/// part of it. Thread safe.
public final class TurnMeters implements SessionWatch {
  private static final String TURNS = "parley.turns";
  private static final String FIRST_TOKEN = "parley.turn.first.token";

  /// Results of a turn. The journal records the party that ended it.
  private enum Outcome {
    COMPLETED,
    /// No model answered: passages of the help centre were shown.
    DEGRADED,
    INTERRUPTED,
    FAILED
  }

  private final InstantSource clock;
  private final Map<Outcome, Timer> turns = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Timer> firstTokens = new EnumMap<>(Outcome.class);

  /// Registered with 0: Prometheus would miss the first increase of a new series.
  public TurnMeters(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    for (var outcome : Outcome.values()) turns.put(outcome, timer(registry, TURNS, outcome));
    // a turn that was broken off has no time of its first word
    for (var outcome : new Outcome[] {Outcome.COMPLETED, Outcome.DEGRADED})
      firstTokens.put(outcome, timer(registry, FIRST_TOKEN, outcome));
  }

  private static Timer timer(MeterRegistry registry, String name, Outcome outcome) {
    return Timer.builder(name)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public void committed(SessionEvent event, Instant turnBegan) {
    switch (event) {
      case ReplyCompleted reply -> {
        var outcome = reply.degraded() ? Outcome.DEGRADED : Outcome.COMPLETED;
        ended(outcome, turnBegan);
        firstTokens.get(outcome).record(reply.firstTokenMillis(), TimeUnit.MILLISECONDS);
      }
      case TurnInterrupted _ -> ended(Outcome.INTERRUPTED, turnBegan);
      case TurnFailed _ -> ended(Outcome.FAILED, turnBegan);
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // ends no turn
      }
    }
  }

  /// The event's own time is that before its commit. Where clocks differ, a negative duration
  /// counts as zero.
  private void ended(Outcome outcome, Instant began) {
    var took = Duration.between(began, clock.instant());
    turns.get(outcome).record(took.isNegative() ? Duration.ZERO : took);
  }
}
