package io.parley.tools.model.cache;

import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.ReplyListener;
import java.util.function.BiConsumer;

/// Passes an answer on to the listener, and collects its words until it is whole.
final class Gathering extends ForwardingListener {
  private final int charactersMax;
  private final BiConsumer<Completion, String> whole;
  private final StringBuilder words = new StringBuilder();
  private volatile boolean cancelled;

  /// @param charactersMax no more than one character beyond these is held
  /// @param whole called with the whole answer before the listener, unless the call was cancelled
  Gathering(ReplyListener listener, int charactersMax, BiConsumer<Completion, String> whole) {
    super(listener);
    this.charactersMax = charactersMax;
    this.whole = whole;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void text(String chunk) {
    int left = charactersMax + 1 - words.length();
    words.append(chunk, 0, Math.min(left, chunk.length()));
    super.text(chunk);
  }

  @Override
  public void restarted() {
    words.setLength(0);
    super.restarted();
  }

  @Override
  public void completed(Completion completion) {
    if (!cancelled) whole.accept(completion, words.toString());
    super.completed(completion);
  }
}
