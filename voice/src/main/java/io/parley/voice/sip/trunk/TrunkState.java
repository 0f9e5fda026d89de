package io.parley.voice.sip.trunk;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The knowledge about a trunk at one moment.
///
/// @param isRegistered true where no registration is needed
record TrunkState(Trunk trunk, Checking.Health health, boolean isRegistered, Load load) {
  /// Trunks for a call out, the first one to be tried first: those that are neither full nor
  /// paused, by priority, and then by the share of their calls. Trunks that seem down or are not
  /// registered come after all others: a check may be wrong.
  static List<Trunk> forCallOut(List<TrunkState> all, Instant at) {
    return all.stream()
        .filter(state -> state.trunk.target().isPresent())
        .filter(state -> state.load.takesOut(state.trunk.limits(), at))
        .sorted(
            Comparator.comparing(TrunkState::seemsDown)
                .thenComparingInt(state -> state.trunk.limits().priority())
                .thenComparingDouble(TrunkState::share)
                .thenComparing(state -> state.trunk.name()))
        .map(TrunkState::trunk)
        .toList();
  }

  private boolean seemsDown() {
    return health == Checking.Health.DOWN || !isRegistered;
  }

  private double share() {
    return (double) load.calls() / trunk.limits().calls();
  }
}
