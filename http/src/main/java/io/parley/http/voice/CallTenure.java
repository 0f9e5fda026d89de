package io.parley.http.voice;

import io.parley.http.session.Edge;
import io.parley.http.token.CustomerToken;
import io.parley.http.token.Revocations;
import io.parley.voice.leg.Leg;
import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Scheduler;
import scala.concurrent.ExecutionContext;

/// Ends a call when its token expires or is revoked.
final class CallTenure {
  private final Edge edge;
  private final Scheduler scheduler;
  private final ExecutionContext executor;
  private final Runnable end;
  private final Revocations.Watch watch;
  private Cancellable expiry = Cancellable.alreadyCancelled();
  private boolean over;

  private CallTenure(
      Edge edge,
      CustomerToken token,
      Scheduler scheduler,
      ExecutionContext executor,
      Runnable end) {
    this.edge = edge;
    this.scheduler = scheduler;
    this.executor = executor;
    this.end = end;
    this.watch = edge.tokens().revocations().watch(token, end);
    expireWith(token);
  }

  /// @param end ends the call; repeated calls are harmless
  static CallTenure begin(
      Edge edge,
      CustomerToken token,
      Leg leg,
      Scheduler scheduler,
      ExecutionContext executor,
      Runnable end) {
    var tenure = new CallTenure(edge, token, scheduler, executor, end);
    leg.gone().whenComplete((_, _) -> tenure.over());
    return tenure;
  }

  /// @param fresh a token of the same session, which replaces the call's token
  void renewed(CustomerToken fresh) {
    watch.renewed(fresh);
    expireWith(fresh);
  }

  private synchronized void expireWith(CustomerToken token) {
    expiry.cancel();
    if (over) return;
    var left = Duration.between(edge.clock().instant(), token.expiresAt());
    if (left.isPositive()) expiry = scheduler.scheduleOnce(left, end, executor);
    else end.run();
  }

  private synchronized void over() {
    over = true;
    expiry.cancel();
    watch.close();
  }
}
