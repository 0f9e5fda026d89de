package io.parley.voice.call;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.transfer.TransferEvent.BriefHeard;
import io.parley.core.transfer.TransferOrder;
import java.util.List;

/// Tells a colleague what a call is about, on their leg alone. Belongs to the call's actor.
final class Briefing {
  private final CallPlan plan;
  private final TransferPlan transfers;
  private final Player player;
  private final Mouth mouth;
  private final Transfers.Listener listener;
  private int said;

  Briefing(CallParts parts, int sampleRate, Transfers.Listener listener) {
    this.plan = parts.plan();
    this.transfers = parts.services().transfers();
    this.listener = listener;
    this.player = new Player(sampleRate, new Ends());
    this.mouth =
        new Mouth(
            parts.voices(),
            plan.saidWhole(),
            player,
            (clause, piece) -> listener.tell(new Transfers.Briefed(clause, piece)));
  }

  private final class Ends implements Player.Listener {
    @Override
    public void sounds(int reply) {
      // nobody waits for it
    }

    @Override
    public void dry(int reply) {
      // the next clause follows
    }

    @Override
    public void over(int reply) {
      listener.happened(BriefHeard::new);
    }
  }

  Player player() {
    return player;
  }

  void say(TransferOrder order) {
    mouth.begin(++said);
    mouth.say(List.of(MarkedText.plain(transfers.brief(plan.language(), order))));
    mouth.complete();
    endWithoutVoice();
  }

  /// Takes a piece from the voice; a voice that failed is replaced by the next.
  void piece(long clause, Speaking.Piece piece) {
    if (mouth.piece(clause, piece)) mouth.change();
    mouth.goOn();
    endWithoutVoice();
  }

  void stop() {
    mouth.stop();
  }

  private void endWithoutVoice() {
    if (mouth.isLost()) listener.happened(BriefHeard::new);
  }
}
