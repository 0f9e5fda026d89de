package io.parley.voice.call;

import io.parley.core.speech.Transcript;
import io.parley.core.turn.Cadence;
import java.time.Duration;

/// Recognises the words of a colleague who talks to the customer, for the transcript. Belongs to
/// the call's actor; [#ear] is fed by the media clock.
final class ColleagueEar {
  private final Ear ear;
  private final Hearing hearing;
  private final Transfers.Listener listener;

  ColleagueEar(CallParts parts, int sampleRate, Transfers.Listener listener) {
    this.listener = listener;
    var plan = parts.plan();
    var media = parts.services().media();
    this.ear =
        new Ear(
            sampleRate, parts.detector(), plan.gate(), () -> false, media::nanoTime, new Speech());
    this.hearing = new Hearing(parts.ears(), plan.language(), ear, new Words());
    hearing.change();
  }

  Ear ear() {
    return ear;
  }

  /// The recogniser has failed; without another one the colleague's words are missing.
  void failed(int stream) {
    if (hearing.isCurrent(stream)) hearing.change();
  }

  void close() {
    hearing.close();
    ear.close();
  }

  private static final class Speech implements Ear.Listener {
    @Override
    public void speechStarted(Duration ago) {
      // nobody waits for its end
    }

    @Override
    public void speechEnded(Duration ago, Cadence cadence) {
      // the recogniser answers it
    }

    @Override
    public void speechSuspected(boolean suspected) {
      // nobody waits to answer
    }

    @Override
    public void deaf(Throwable cause) {
      // the conversation goes on without a transcript of it
    }
  }

  private final class Words implements Hearing.Listener {
    @Override
    public void transcript(int stream, Transcript transcript) {
      listener.tell(new Transfers.Overheard(transcript));
    }

    @Override
    public void failed(int stream, Throwable cause) {
      listener.tell(new Transfers.Deafened(stream));
    }
  }
}
