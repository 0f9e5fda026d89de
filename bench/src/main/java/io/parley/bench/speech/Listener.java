package io.parley.bench.speech;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/// Hears one utterance by the port of a recogniser, as a call does.
final class Listener implements Flow.Subscriber<Transcript> {
  private static final int RATE = 16_000;
  private static final int FRAME = RATE / 50;

  private final CompletableFuture<Transcript> answer = new CompletableFuture<>();

  private Listener() {}

  /// Blocks until the answer is there.
  ///
  /// @param sound at 16 kHz
  static Transcript heard(SpeechToText ear, short[] sound, Expectation expected) {
    var stream = ear.listen("en-US", expected);
    var listener = new Listener();
    stream.subscribe(listener);
    for (int at = 0; at < sound.length; at += FRAME)
      stream.onNext(
          new AudioFrame(
              Arrays.copyOfRange(sound, at, Math.min(sound.length, at + FRAME)), RATE, at));
    stream.onNext(new EndOfSpeech(expected));
    var answer = listener.answer.join();
    stream.onComplete();
    return answer;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Transcript transcript) {
    if (transcript.isAnswer()) answer.complete(transcript);
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    // the answer comes before
  }
}
