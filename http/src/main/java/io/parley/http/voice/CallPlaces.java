package io.parley.http.voice;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.FairShare;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.session.Edge;
import io.parley.voice.call.Calls;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Who has the places for calls of this node: strangers share them by address and block, and leave
/// a reserve to customers whom the company has named. Thread safe.
final class CallPlaces {
  private final Edge edge;
  private final VoiceDoor voice;
  private final Map<RemoteAddress, Integer> perAddress = new HashMap<>();
  private final Map<AddressBlock, Integer> perBlock = new HashMap<>();

  CallPlaces(Edge edge, VoiceDoor voice) {
    this.edge = edge;
    this.voice = voice;
  }

  sealed interface Reserved {}

  /// One place, for one call.
  final class Place implements Reserved {
    private final RemoteAddress from;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(RemoteAddress from) {
      this.from = from;
    }

    /// The call is over. More than once does no harm.
    void leave() {
      if (!left.compareAndSet(false, true)) return;
      synchronized (CallPlaces.this) {
        perAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
        perBlock.computeIfPresent(from.block(), (_, count) -> count == 1 ? null : count - 1);
      }
    }

    /// There is no call after all.
    void forgo() {
      voice.calls().forgo();
      leave();
    }
  }

  /// @param mayLeave whether there is a place when another call gives way
  record None(Limit limit, boolean mayLeave) implements Reserved {}

  /// @param verified whether the company has named the customer
  synchronized Reserved reserve(RemoteAddress from, boolean verified) {
    var calls = voice.calls();
    var refused = verified ? Optional.<None>empty() : refusal(from, calls);
    if (refused.isPresent()) return refused.get();
    if (!calls.reserve()) return new None(Limit.CALLS, true);
    perAddress.merge(from, 1, Integer::sum);
    perBlock.merge(from.block(), 1, Integer::sum);
    return new Place(from);
  }

  private Optional<None> refusal(RemoteAddress from, Calls calls) {
    var shares = edge.settings().visitors().calls();
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
