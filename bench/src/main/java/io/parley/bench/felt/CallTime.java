package io.parley.bench.felt;

import io.parley.voice.call.MediaClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// The time of calls and their callers: the machine's, or one that the measurement advances itself.
interface CallTime extends AutoCloseable {
  /// As [System#nanoTime]: only differences mean something.
  long nanos();

  /// Lets so much time pass.
  void pass(Duration length);

  /// Lets time pass until the condition holds.
  ///
  /// @return whether it held by the deadline
  boolean await(BooleanSupplier condition, long deadline);

  /// Does all of them, two at a time where time is real: more would take voices and recognisers
  /// their time.
  <T> List<T> together(List<Callable<T>> lanes) throws Exception;

  Clock clock();

  /// The ticks of calls.
  MediaClock media(int threads);

  @Override
  void close();
}
