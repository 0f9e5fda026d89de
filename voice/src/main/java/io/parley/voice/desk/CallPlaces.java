package io.parley.voice.desk;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.FairShare;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.voice.call.Calls;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The places for calls of this node: visitors share them by address and block; a reserve is kept
/// for verified customers. Thread safe.
public final class CallPlaces {
  private final Calls calls;
  private final CallShares shares;
  private final Map<RemoteAddress, Integer> perAddress = new HashMap<>();
  private final Map<AddressBlock, Integer> perBlock = new HashMap<>();

  CallPlaces(Calls calls, CallShares shares) {
    this.calls = calls;
    this.shares = shares;
  }

  sealed interface Reserved {}

  /// One place, for one call.
  public final class Place implements Reserved {
    private final RemoteAddress from;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Runnable organisation = () -> {};

    private Place(RemoteAddress from) {
      this.from = from;
    }

    /// Returned together with the organisation's place, by this.
    Place with(Runnable leaving) {
      organisation = leaving;
      return this;
    }

    /// Returns the place after the call. Idempotent.
    void leave() {
      if (!left.compareAndSet(false, true)) return;
      synchronized (CallPlaces.this) {
        perAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
        perBlock.computeIfPresent(from.block(), (_, count) -> count == 1 ? null : count - 1);
      }
      organisation.run();
    }

    /// Returns the place of a call that did not begin.
    public void forgo() {
      calls.forgo();
      leave();
    }
  }

  /// @param mayLeave whether another call may give way
  record None(Limit limit, boolean mayLeave) implements Reserved {}

  /// @param verified whether the company has verified the customer
  synchronized Reserved reserve(RemoteAddress from, boolean verified) {
    var refused = verified ? Optional.<None>empty() : refusal(from);
    if (refused.isPresent()) return refused.get();
    if (calls.isLoaded()) return new None(Limit.CALLS, false);
    if (!calls.reserve()) return new None(Limit.CALLS, true);
    perAddress.merge(from, 1, Integer::sum);
    perBlock.merge(from.block(), 1, Integer::sum);
    return new Place(from);
  }

  private Optional<None> refusal(RemoteAddress from) {
    boolean onePool = shares.perAddressMax() >= calls.max();
    if (!onePool && perAddress.getOrDefault(from, 0) >= shares.perAddressMax())
      return Optional.of(new None(Limit.CALLS_PER_ADDRESS, false));
    int held = onePool ? 0 : perBlock.getOrDefault(from.block(), 0);
    var share = FairShare.reserving(shares.reserve(), calls.max());
    return switch (share.ask(calls.count(), held, perBlock.size(), false)) {
      case GRANTED -> Optional.empty();
      case SHARE_TAKEN -> Optional.of(new None(Limit.CALLS_PER_BLOCK, false));
      case ALL_TAKEN -> Optional.of(new None(Limit.CALLS, true));
    };
  }
}
