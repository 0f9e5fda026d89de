package io.parley.tools.model.cache;

import io.parley.core.model.Cancellable;
import io.parley.core.model.ReplyListener;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Replays a kept answer, a few words at a time. Each run sends the next piece and schedules the
/// one after, so that only one thread at a time runs it.
final class Recital implements Runnable, Cancellable {
  private static final Pattern WORD = Pattern.compile("(?<!\\s)\\s*+\\S++(?:\\s*+$)?");

  private final KeptAnswer answer;
  private final List<String> pieces;
  private final ReplyListener listener;
  private final ScheduledExecutorService timer;
  private final long delayNanos;
  private volatile boolean over;
  private int next;

  Recital(
      KeptAnswer answer,
      ResponseCacheSettings.Chunk chunk,
      ReplyListener listener,
      ScheduledExecutorService timer) {
    this.answer = answer;
    this.pieces = pieces(answer.text(), chunk.words());
    this.listener = listener;
    this.timer = timer;
    this.delayNanos = chunk.delay().toNanos();
  }

  @Override
  public void run() {
    while (!over) {
      if (next == pieces.size()) {
        over = true;
        listener.completed(answer.completion());
        return;
      }
      listener.text(pieces.get(next++));
      if (delayNanos > 0 && next < pieces.size()) {
        later();
        return;
      }
    }
  }

  @Override
  public void cancel() {
    over = true;
  }

  private void later() {
    try {
      var _ = timer.schedule(this, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      over = true; // the cache was closed meanwhile
    }
  }

  /// The whole text, cut between words.
  static List<String> pieces(String text, int words) {
    var all = WORD.matcher(text).results().map(MatchResult::group).toList();
    return IntStream.iterate(0, i -> i < all.size(), i -> i + words)
        .mapToObj(i -> String.join("", all.subList(i, Math.min(all.size(), i + words))))
        .toList();
  }
}
