package io.parley.server;

import io.parley.core.recording.Recordings;
import io.parley.voice.flow.Rounds;
import io.parley.voice.flow.Timer;
import io.parley.voice.recording.RecordingSettings;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases recordings that were kept for long enough, and ends erasures that broke off. Every node
/// looks; two that look at once do no harm.
final class RecordingErasure {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingErasure.class);
  private static final int AT_ONCE = 500;

  private RecordingErasure() {}

  static Rounds start(
      RecordingSettings settings, Recordings recordings, Timer timer, InstantSource clock) {
    return Rounds.start(
        timer,
        settings.eraseEvery(),
        () -> look(settings, recordings, clock),
        failure -> LOG.warn("recordings could not be erased: {}", failure.toString()));
  }

  private static CompletionStage<Void> look(
      RecordingSettings settings, Recordings recordings, InstantSource clock) {
    return recordings
        .eraseOld(clock.instant(), settings.keep(), AT_ONCE)
        .thenAccept(
            count -> {
              if (count > 0) LOG.info("{} recordings were erased", count);
            });
  }
}
