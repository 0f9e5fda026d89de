package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.time.Duration;
import java.util.concurrent.Flow;

/// A voice that answers in time, or fails so that the call takes the next one. A clause that fails
/// in the middle is not retried here. The caller knows what was heard, and has the next voice speak
/// *the rest*, from the interrupted word on; without any sound, the whole clause.
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
  public String speaker() {
    return engine.speaker();
  }

  @Override
  public Duration readyIn(Utterance utterance) {
    return engine.readyIn(utterance);
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    return subscriber -> new GuardedClause(guard, engine, utterance).to(subscriber);
  }

  /// Guarded together: all calls share the breaker.
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
