package io.parley.voice.recording;

import io.parley.core.recording.RecordingMode;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the recorders of a node's calls. Encoders have threads of their own, less urgent than
/// those of calls.
public final class Recorders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorders.class);
  private static final int COMPLEXITY = 3;
  private static final Duration LAST = Duration.ofSeconds(5);

  private final RecordingSettings settings;
  private final Opus opus;
  private final SegmentQueue.RecordingStore store;
  private final OpusSettings sound;
  private final ExecutorService encoders;

  /// Of recordings that have not ended.
  private final Set<SegmentQueue> open = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("ThreadPriorityCheck") // a second of sound may wait, a call may not
  public Recorders(
      RecordingSettings settings,
      Opus opus,
      Recordings recordings,
      Timer timer,
      RecordingMeter meter,
      InstantSource clock) {
    this.settings = settings;
    this.opus = opus;
    this.store = new SegmentQueue.RecordingStore(recordings, timer, meter, clock);
    this.sound = new OpusSettings(settings.bitrate(), COMPLEXITY, 0, false);
    this.encoders =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform()
                .name("parley-recording-", 1)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
  }

  /// Whether and how a call of this agent is recorded.
  public RecordingPlan of(SessionKey session, String agent) {
    return settings.isFor(agent) ? new Plan(session) : RecordingPlan.NONE;
  }

  private final class Plan implements RecordingPlan {
    private final SessionKey session;

    Plan(SessionKey session) {
      this.session = session;
    }

    @Override
    public RecordingMode mode() {
      return settings.mode();
    }

    @Override
    public String line(String language) {
      return settings.line(language);
    }

    @Override
    public String announcement(String language) {
      return settings.announcement(language);
    }

    @Override
    public CallRecorder start(String call, int sampleRate, Gaps gaps) {
      var queue = new SegmentQueue(session, call, settings.queue(), store, gaps);
      open.add(queue);
      queue.done().thenRun(() -> open.remove(queue));
      int seconds = Math.toIntExact(settings.segment().toSeconds());
      return new CallRecorder(call, sampleRate, seconds, sound, opus, encoders, queue);
    }
  }

  /// Waits a moment for the last segments: recordings have ended with their calls.
  @Override
  public void close() {
    try {
      CompletableFuture.allOf(
              open.stream()
                  .map(queue -> queue.done().toCompletableFuture())
                  .toArray(CompletableFuture[]::new))
          .get(LAST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} recordings lose what is not stored yet", open.size());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a queue never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    encoders.shutdown();
  }
}
