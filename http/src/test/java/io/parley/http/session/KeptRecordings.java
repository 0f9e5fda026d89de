package io.parley.http.session;

import io.parley.core.recording.Recording;
import io.parley.core.recording.Recordings;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Recordings in memory, which tests put there.
final class KeptRecordings implements Recordings {
  final List<Recording> all = new ArrayList<>();
  final Map<Integer, byte[]> segments = new TreeMap<>();

  @Override
  public CompletionStage<Void> begin(SessionKey session, String id, Instant at) {
    throw new UnsupportedOperationException("the edge does not record");
  }

  @Override
  public CompletionStage<Boolean> add(
      SessionKey session, String id, Recording.Segment segment, byte[] sound) {
    throw new UnsupportedOperationException("the edge does not record");
  }

  @Override
  public CompletionStage<Void> end(SessionKey session, String id, Duration length) {
    throw new UnsupportedOperationException("the edge does not record");
  }

  @Override
  public CompletionStage<List<Recording>> list(SessionKey session) {
    return CompletableFuture.completedStage(List.copyOf(all));
  }

  @Override
  public CompletionStage<Optional<byte[]>> segment(SessionKey session, String id, int number) {
    return CompletableFuture.completedStage(Optional.ofNullable(segments.get(number)));
  }

  @Override
  public CompletionStage<Integer> erase(SessionKey session) {
    int count = all.size();
    all.clear();
    return CompletableFuture.completedStage(count);
  }

  @Override
  public CompletionStage<Integer> eraseOld(Instant now, Duration keep, int limit) {
    throw new UnsupportedOperationException("the edge does not look for old ones");
  }
}
