package io.parley.sessions.reply;

import io.parley.core.model.Usage;
import java.util.Optional;
import java.util.function.Consumer;

/// What the calls for one thing have used: added up until it is told with that thing, and told by
/// itself when it comes later. Calls end on threads of their own, and may outlive their actor.
public final class Spending {
  private final Consumer<Usage> late;
  private Optional<Usage> sum = Optional.empty();
  private boolean told;

  /// @param late hears what is used after [#tell]; called by many threads
  public Spending(Consumer<Usage> late) {
    this.late = late;
  }

  public void add(Usage usage) {
    synchronized (this) {
      if (!told) {
        sum = Optional.of(sum.map(before -> before.plus(usage)).orElse(usage));
        return;
      }
    }
    late.accept(usage);
  }

  /// All that was used so far; empty when it was told before, or nothing was used.
  public synchronized Optional<Usage> tell() {
    var all = sum;
    told = true;
    sum = Optional.empty();
    return all;
  }
}
