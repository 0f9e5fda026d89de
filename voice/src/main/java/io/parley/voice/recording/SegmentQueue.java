package io.parley.voice.recording;

import io.parley.core.recording.Recording.Segment;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Segments of one recording on their way to the store, one after another. A store that fails is
/// asked again every second; segments beyond the limit are given up, and reported as one gap when
/// the next one has a place, or at the end. Nothing here waits.
final class SegmentQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentQueue.class);
  static final Duration AGAIN = Duration.ofSeconds(1);

  /// How long segments of a call that is over are kept for a store that fails.
  static final Duration FINISH = Duration.ofSeconds(60);

  /// A piece of work for the store.
  private sealed interface Job {
    record Begin() implements Job {}

    record Add(Segment place, ByteString sound, Instant since) implements Job {}

    record End(Duration length) implements Job {}
  }

  private final SessionKey session;
  private final String id;
  private final Instant began;
  private final int max;
  private final RecordingStore with;
  private final RecordingPlan.Gaps gaps;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int waiting;
  private boolean busy;
  private boolean rests;
  private Optional<Instant> giveUpAt = Optional.empty();
  private Optional<Duration> gapFrom = Optional.empty();
  private Duration gapTo = Duration.ZERO;

  /// Shared by all recordings of a node.
  record RecordingStore(
      Recordings recordings, Timer timer, RecordingMeter meter, InstantSource clock) {}

  /// @param max segments that may wait
  SegmentQueue(
      SessionKey session, String id, int max, RecordingStore with, RecordingPlan.Gaps gaps) {
    this.session = session;
    this.id = id;
    this.max = max;
    this.with = with;
    this.gaps = gaps;
    this.began = with.clock().instant();
    with.meter().begun();
    jobs.add(new Job.Begin());
    goOn();
  }

  /// @param sound empty: it is lost already
  synchronized void offer(Segment place, Optional<byte[]> sound) {
    if (done.isDone()) return;
    if (sound.isEmpty() || waiting >= max) {
      missing(place);
      return;
    }
    tellGap();
    count(1);
    jobs.add(new Job.Add(place, ByteString.fromArrayUnsafe(sound.get()), with.clock().instant()));
    goOn();
  }

  /// No segment follows.
  ///
  /// @param length of the recording
  synchronized void end(Duration length) {
    if (giveUpAt.isPresent()) return;
    giveUpAt = Optional.of(with.clock().instant().plus(FINISH));
    jobs.add(new Job.End(length));
    goOn();
  }

  /// Completes when everything is stored or given up.
  CompletionStage<Void> done() {
    return done.minimalCompletionStage();
  }

  private void goOn() {
    if (busy || rests || jobs.isEmpty() || done.isDone()) return;
    busy = true;
    var job = jobs.element();
    work(job)
        .whenComplete(
            (isThere, failure) -> {
              if (failure != null) failed(failure);
              else did(job, isThere);
            });
  }

  private CompletionStage<Boolean> work(Job job) {
    var store = with.recordings();
    return switch (job) {
      case Job.Begin() -> store.begin(session, id, began).thenApply(_ -> true);
      case Job.Add(var place, var sound, _) -> store.add(session, id, place, sound.toArrayUnsafe());
      case Job.End(var length) -> store.end(session, id, length).thenApply(_ -> true);
    };
  }

  /// @param isThere whether the store still has the recording
  private synchronized void did(Job job, boolean isThere) {
    busy = false;
    jobs.remove();
    switch (job) {
      case Job.Begin() -> {
        // segments follow
      }
      case Job.Add(_, _, var since) -> {
        count(-1);
        with.meter().stored(Duration.between(since, with.clock().instant()));
      }
      case Job.End _ -> finish();
    }
    if (isThere) goOn();
    else finish();
  }

  private synchronized void failed(Throwable failure) {
    busy = false;
    var now = with.clock().instant();
    if (giveUpAt.filter(at -> !at.isAfter(now)).isPresent()) {
      LOG.warn("the rest of recording {} is given up: {}", id, failure.toString());
      for (var job : jobs) if (job instanceof Job.Add(var place, _, _)) missing(place);
      finish();
      return;
    }
    rests = true;
    with.timer().after(AGAIN, this::again);
  }

  private synchronized void again() {
    rests = false;
    goOn();
  }

  private void finish() {
    tellGap();
    jobs.clear();
    count(-waiting);
    done.complete(null);
  }

  private void missing(Segment place) {
    if (gapFrom.isEmpty()) gapFrom = Optional.of(place.from());
    gapTo = place.to();
  }

  private void tellGap() {
    if (gapFrom.isEmpty()) return;
    var from = gapFrom.get();
    gapFrom = Optional.empty();
    with.meter().gap(gapTo.minus(from));
    gaps.missing(began.plus(from), began.plus(gapTo));
  }

  private void count(int change) {
    waiting += change;
    with.meter().waiting(change);
  }
}
