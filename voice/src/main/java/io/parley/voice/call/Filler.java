package io.parley.voice.call;

import io.parley.voice.call.Speaking.Piece;
import java.util.Optional;

/// "One moment, please": said while a reply takes its time, in turn, by the voice that will say the
/// reply. A filler that fails is skipped.
final class Filler {
  private final CallPlan plan;
  private final Mouth mouth;
  private final Player player;
  private Optional<Speaking> said = Optional.empty();
  private int next;

  Filler(CallPlan plan, Mouth mouth, Player player) {
    this.plan = plan;
    this.mouth = mouth;
    this.player = player;
  }

  /// Says the next one, unless the reply has sound.
  void fill() {
    if (mouth.isAtWork() || !player.waiting().isZero()) return;
    stop();
    player.stopFilling();
    var voice = mouth.voice();
    if (plan.fillers().isEmpty() || voice.isEmpty()) return;
    var text = plan.fillers().get(next++ % plan.fillers().size());
    var saying = new Speaking(this::piece);
    said = Optional.of(saying);
    voice.get().speak(CallPlan.utterance(text, plan.language())).subscribe(saying);
  }

  void stop() {
    said.ifPresent(Speaking::cancel);
    said = Optional.empty();
  }

  private void piece(Piece piece) {
    switch (piece) {
      case Piece.Sound(var frame) -> player.fill(frame);
      // after a failure the silence continues
      case Piece.Ended(), Piece.Failed(_) -> player.filled();
    }
  }
}
