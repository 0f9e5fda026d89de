package io.parley.sessions.reply;

import io.parley.core.model.Usage;
import java.util.Optional;
import java.util.function.Consumer;

/// Usage of the calls for one result: added up until it is reported with the result, and reported
/// by itself when it comes later. Calls end on threads of their own, and may outlive their actor.
public final class Spending {
  private final Consumer<Usage> late;
  private Optional<Usage> sum = Optional.empty();
  private boolean told;

  /// @param late receives usage after [#tell]; called by many threads
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

  /// All usage so far; empty when it was reported before, or there was none.
  public synchronized Optional<Usage> tell() {
    var all = sum;
    told = true;
    sum = Optional.empty();
    return all;
  }
}
