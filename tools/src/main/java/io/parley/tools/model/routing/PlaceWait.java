package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// One call that waits for a place at a provider. The wait ends once: with a place, without one, or
/// because the call is cancelled.
final class PlaceWait implements Provider.Waiting, Cancellable {
  private final Provider provider;
  private final TenantId tenant;
  private final Timer timer;
  private final Consumer<Optional<Permit>> then;
  private volatile Cancellable limit = () -> {};

  private PlaceWait(
      Provider provider, TenantId tenant, Timer timer, Consumer<Optional<Permit>> then) {
    this.provider = provider;
    this.tenant = tenant;
    this.timer = timer;
    this.then = then;
  }

  /// @param longest after which it ends without a place
  /// @param then receives the place, on the timer's thread; it must be given back if it comes too
  ///   late. Never called during this call
  /// @return empty when too many wait
  static Optional<PlaceWait> begin(
      Provider provider,
      TenantId tenant,
      Duration longest,
      Timer timer,
      Consumer<Optional<Permit>> then) {
    var wait = new PlaceWait(provider, tenant, timer, then);
    wait.limit = timer.after(longest, wait::limitReached);
    if (provider.join(wait)) return Optional.of(wait);
    wait.limit.cancel();
    return Optional.empty();
  }

  @Override
  public TenantId tenant() {
    return tenant;
  }

  @Override
  public void given(Permit permit) {
    end(Optional.of(permit));
  }

  @Override
  public void sentAway() {
    end(Optional.empty());
  }

  /// A place that was given at the same moment reaches the call, which gives it back.
  @Override
  public void cancel() {
    limit.cancel();
    provider.leave(this);
  }

  private void limitReached() {
    if (provider.leave(this)) then.accept(Optional.empty());
  }

  /// Elsewhere: the caller holds locks.
  private void end(Optional<Permit> permit) {
    limit.cancel();
    timer.after(Duration.ZERO, () -> then.accept(permit));
  }
}
