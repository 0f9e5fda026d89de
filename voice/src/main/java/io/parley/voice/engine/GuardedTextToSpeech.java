package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.util.concurrent.Flow;

/// A voice that answers in time, or fails so that the call takes the next one. What fails in the
/// middle of a clause is not begun anew by anybody but the caller, who alone knows what was heard:
/// it has the next voice speak *the rest*, from the word on that was being spoken. Where no sound
/// came that is the whole clause.
final class GuardedTextToSpeech implements TextToSpeech {
  private final TextToSpeech engine;
  private final Guard guard;

  GuardedTextToSpeech(TextToSpeech engine, Guard guard) {
    this.engine = engine;
    this.guard = guard;
  }

  @Override
  public String name() {
    return guard.engine();
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    return subscriber -> new GuardedClause(guard, engine, utterance).to(subscriber);
  }

  /// Guarded together: what one call learns of it, all do.
  @Override
  public TextToSpeech forCall() {
    return new GuardedTextToSpeech(engine.forCall(), guard);
  }

  @Override
  public void beginReply() {
    engine.beginReply();
  }

  boolean isShut() {
    return guard.breaker().isShut();
  }
}
