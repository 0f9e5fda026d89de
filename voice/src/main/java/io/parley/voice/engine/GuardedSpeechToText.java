package io.parley.voice.engine;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import java.util.concurrent.Flow;

/// An ear that answers in time, or fails so that the call takes the next one. The sound of words
/// that are not settled yet is lost then, unless the caller has kept it for the next ear.
final class GuardedSpeechToText implements SpeechToText {
  private final SpeechToText engine;
  private final Guard guard;

  GuardedSpeechToText(SpeechToText engine, Guard guard) {
    this.engine = engine;
    this.guard = guard;
  }

  @Override
  public String name() {
    return guard.engine();
  }

  @Override
  public int sampleRate() {
    return engine.sampleRate();
  }

  @Override
  public boolean takesHintsAtStart() {
    return engine.takesHintsAtStart();
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language) {
    return listen(language, Expectation.FREE);
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language, Expectation expected) {
    var listening = new GuardedListening(guard);
    if (guard.breaker().enter()) listening.through(engine.listen(language, expected));
    else listening.shut();
    return listening;
  }

  boolean isShut() {
    return guard.breaker().isShut();
  }
}
