package io.parley.operations.lag;

import java.time.Duration;
import java.util.Optional;

/// The load of this node's journal.
@FunctionalInterface
public interface JournalMonitor {

  /// @param writes since the start; @param waiting for a thread, of at most `waitingMax`
  record Load(long writes, int waiting, int waitingMax, Optional<Latency> latency) {}

  /// Latency of the newest writes, from submission to commit.
  ///
  /// @param of the number of writes considered
  record Latency(int of, Duration median, Duration p99, Duration longest) {}

  Load now();
}
