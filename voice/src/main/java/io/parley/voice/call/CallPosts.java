package io.parley.voice.call;

import io.parley.core.speech.Transcript;
import io.parley.core.turn.Cadence;
import io.parley.core.turn.CallEvent.SoundEnded;
import io.parley.core.turn.CallEvent.SoundStarted;
import io.parley.core.turn.CallEvent.SoundWaits;
import io.parley.core.turn.CallEvent.SpeechEnded;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.SpeechSuspected;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/// Posts events from other threads to the call's actor.
record CallPosts(ActorRef<CallMessage> call, InstantSource clock)
    implements Ear.Listener,
        Hearing.Listener,
        Legs.Listener,
        Player.Listener,
        MediaLoop.Listener,
        Transfers.Listener,
        ReplySound.Listener {
  @Override
  public void speechStarted(Duration ago) {
    var now = clock.instant();
    call.tell(new CallMessage.Noticed(new SpeechStarted(now.minus(ago), now)));
  }

  @Override
  public void speechEnded(Duration ago, Cadence cadence) {
    var now = clock.instant();
    call.tell(new CallMessage.Noticed(new SpeechEnded(now.minus(ago), cadence, now)));
  }

  @Override
  public void speechSuspected(boolean suspected) {
    call.tell(new CallMessage.Noticed(new SpeechSuspected(suspected, clock.instant())));
  }

  @Override
  public void deaf(Throwable cause) {
    call.tell(new CallMessage.Deaf(cause));
  }

  @Override
  public void died(Duration silent) {
    call.tell(new CallMessage.LineChanged(Optional.of(silent)));
  }

  @Override
  public void revived() {
    call.tell(new CallMessage.LineChanged(Optional.empty()));
  }

  @Override
  public void transcript(int stream, Transcript transcript) {
    call.tell(new CallMessage.Wrote(stream, transcript));
  }

  @Override
  public void failed(int stream, Throwable cause) {
    call.tell(new CallMessage.EarFailed(stream, cause));
  }

  @Override
  public void ready(int leg) {
    call.tell(new CallMessage.Ready(leg));
  }

  @Override
  public void told(int leg, LegEvent event) {
    call.tell(new CallMessage.Told(leg, event));
  }

  @Override
  public void gone(int leg, Leg.Gone how) {
    call.tell(new CallMessage.Gone(leg, how));
  }

  @Override
  public void spoke(long clause, Speaking.Piece piece) {
    call.tell(new CallMessage.Spoke(clause, piece, clock.instant()));
  }

  @Override
  public void tell(Transfers.Message message) {
    call.tell(new CallMessage.ForTransfers(message));
  }

  @Override
  public void sounds(int reply) {
    call.tell(new CallMessage.Noticed(new SoundStarted(reply, clock.instant())));
  }

  @Override
  public void dry(int reply) {
    call.tell(new CallMessage.Noticed(new SoundWaits(reply, clock.instant())));
  }

  @Override
  public void over(int reply) {
    call.tell(new CallMessage.Noticed(new SoundEnded(reply, clock.instant())));
  }
}
