package io.parley.http.ops.lag;

import java.time.Duration;
import java.util.Optional;

/// How the journal of this node is doing.
@FunctionalInterface
public interface JournalMonitor {

  /// @param writes since the start; @param waiting to be taken up, of `waitingMax`
  record Load(long writes, int waiting, int waitingMax, Optional<Latency> latency) {}

  /// Of the newest writes, from being handed over to being committed.
  ///
  /// @param of so many
  record Latency(int of, Duration median, Duration p99, Duration longest) {}

  Load now();
}
