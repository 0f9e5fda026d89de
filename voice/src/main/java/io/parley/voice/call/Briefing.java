package io.parley.voice.call;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.transfer.TransferEvent.BriefHeard;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.recording.RecordingPlan;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Tells a colleague what a call is about, on their leg alone, and that it is recorded: nobody
/// else's consent is theirs. Belongs to the call's actor.
final class Briefing {
  private final CallPlan plan;
  private final TransferPlan transfers;
  private final RecordingPlan recording;
  private final BooleanSupplier recorded;
  private final Player player;
  private final Mouth mouth;
  private final Transfers.Listener listener;
  private int said;

  /// @param recorded whether the call is
  Briefing(CallParts parts, int sampleRate, BooleanSupplier recorded, Transfers.Listener listener) {
    this.plan = parts.plan();
    this.transfers = parts.services().transfers();
    this.recording = parts.services().recording();
    this.recorded = recorded;
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
    mouth.say(List.of(MarkedText.plain(words(order))));
    mouth.complete();
    endWithoutVoice();
  }

  private String words(TransferOrder order) {
    var brief = transfers.brief(plan.language(), order);
    return recorded.getAsBoolean() ? recording.announcement(plan.language()) + " " + brief : brief;
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
