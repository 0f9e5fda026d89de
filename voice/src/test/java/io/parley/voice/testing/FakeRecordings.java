package io.parley.voice.testing;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import io.parley.voice.recording.RecordingFile;
import io.parley.voice.recording.RecordingFile.Part;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A store in memory, of one recording, that may be out of reach or slow.
public final class FakeRecordings implements Recordings {
  /// The stored segments, by number.
  public final Map<Integer, byte[]> stored = new ConcurrentSkipListMap<>();

  public volatile Optional<Instant> began = Optional.empty();
  public volatile Optional<Duration> length = Optional.empty();
  public volatile boolean isDown;
  public volatile boolean isErased;

  /// Completes when it is quick again.
  public volatile CompletableFuture<Void> slow = CompletableFuture.completedFuture(null);

  private final List<Segment> segments = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Void> begin(SessionKey session, String id, Instant at) {
    if (isDown) return down();
    began = Optional.of(at);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Boolean> add(
      SessionKey session, String id, Segment segment, byte[] sound) {
    if (isDown) return down();
    return slow.thenApply(
        _ -> {
          if (isErased) return false;
          stored.put(segment.number(), sound);
          segments.add(segment);
          return true;
        });
  }

  @Override
  public CompletionStage<Void> end(SessionKey session, String id, Duration whole) {
    if (isDown) return down();
    length = Optional.of(whole);
    return CompletableFuture.completedStage(null);
  }

  private static <T> CompletionStage<T> down() {
    return CompletableFuture.failedStage(new IllegalStateException("down"));
  }

  public Recording recording(String id) {
    return new Recording(id, began.orElseThrow(), length, segments);
  }

  /// Its file, decoded again.
  public DecodedRecording decoded(String id) {
    return DecodedRecording.of(file(id));
  }

  public byte[] file(String id) {
    var out = new ByteArrayOutputStream();
    for (var part : RecordingFile.parts(recording(id)))
      out.writeBytes(
          switch (part) {
            case Part.Known(var bytes) -> bytes.toArrayUnsafe();
            case Part.Stored segment ->
                segment
                    .or(Optional.ofNullable(stored.get(segment.segment().number())))
                    .toArrayUnsafe();
          });
    return out.toByteArray();
  }

  @Override
  public CompletionStage<List<Recording>> list(SessionKey session) {
    throw new UnsupportedOperationException("a call does not read");
  }

  @Override
  public CompletionStage<Optional<byte[]>> segment(SessionKey session, String id, int number) {
    throw new UnsupportedOperationException("a call does not read");
  }

  @Override
  public CompletionStage<Integer> erase(SessionKey session) {
    throw new UnsupportedOperationException("a call does not erase");
  }

  @Override
  public CompletionStage<Integer> eraseOld(Instant now, Duration keep, int limit) {
    throw new UnsupportedOperationException("a call does not erase");
  }
}
