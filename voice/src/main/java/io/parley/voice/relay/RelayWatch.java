package io.parley.voice.relay;

import io.parley.core.model.Cancellable;
import io.parley.voice.flow.Timer;
import java.time.Duration;

/// Ends a talk whose caller says nothing, and one at the greatest length of a call.
public final class RelayWatch implements AutoCloseable {
  /// Between two looks whether the caller is silent.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final RelayTalk talk;
  private final Timer timer;
  private final Cancellable limit;
  private volatile boolean over;

  private RelayWatch(RelayTalk talk, Duration lengthMax, Timer timer) {
    this.talk = talk;
    this.timer = timer;
    this.limit = timer.after(lengthMax, () -> talk.end("too-long"));
  }

  /// Begins with a talk that has just begun.
  public static RelayWatch begin(RelayTalk talk, RelayRules rules, Timer timer) {
    var watch = new RelayWatch(talk, rules.lengthMax(), timer);
    watch.lookLater();
    return watch;
  }

  private void lookLater() {
    timer.after(LOOK, this::look);
  }

  private void look() {
    if (over) return;
    talk.look();
    lookLater();
  }

  /// The talk is over. Closing it again does nothing.
  @Override
  public void close() {
    over = true;
    limit.cancel();
  }
}
