package io.parley.tools.model.routing;

import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ReplyListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// All that one call said, in order; it notices when the port's promises are broken.
final class Transcript implements ReplyListener {
  final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicBoolean speaking = new AtomicBoolean();
  private volatile Completion completion;
  private volatile boolean over;

  @Override
  public void text(String chunk) {
    heard(chunk, false);
  }

  @Override
  public void restarted() {
    heard("(anew)", false);
  }

  @Override
  public void completed(Completion completion) {
    this.completion = completion;
    heard("(end)", true);
  }

  @Override
  public void failed(ModelFailure failure) {
    heard("(" + failure.category() + ")", true);
  }

  boolean isOver() {
    return over;
  }

  Completion completion() {
    return completion;
  }

  private void heard(String line, boolean last) {
    if (!speaking.compareAndSet(false, true)) throw new AssertionError("two speak at once");
    if (over) throw new AssertionError(line + " after the end");
    over = last;
    lines.add(line);
    speaking.set(false);
  }
}
