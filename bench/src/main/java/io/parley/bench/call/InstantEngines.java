package io.parley.bench.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.Transcript;
import io.parley.voice.call.Engines;
import java.util.List;
import java.util.concurrent.Flow;

/// A real voice detector, a recogniser that has the transcript at once, and a voice that has its
/// sound at once: three seconds of a low tone.
///
/// @param detector a real one
record InstantEngines(SpeechDetector detector) implements Engines {
  private static final int RATE = 24_000;
  private static final int FRAME = RATE / 50;
  private static final int FRAMES = 150;

  @Override
  public List<SpeechToText> ears(String language) {
    return List.of(new Ear());
  }

  @Override
  public List<TextToSpeech> voices(String language) {
    return List.of(new Voice());
  }

  private static final class Ear implements SpeechToText {
    @Override
    public String name() {
      return "instant";
    }

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Flow.Processor<SpeechInput, Transcript> listen(String language) {
      return new Listening();
    }
  }

  private static final class Listening implements Flow.Processor<SpeechInput, Transcript> {
    private Flow.Subscriber<? super Transcript> reader;

    @Override
    public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
      reader = subscriber;
      subscriber.onSubscribe(new Unlimited());
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SpeechInput input) {
      if (input instanceof EndOfSpeech)
        reader.onNext(Transcript.settled("Where is my order?", 0.95));
    }

    @Override
    public void onError(Throwable failure) {
      reader.onError(failure);
    }

    @Override
    public void onComplete() {
      reader.onComplete();
    }
  }

  private static final class Voice implements TextToSpeech {
    @Override
    public String name() {
      return "instant";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return subscriber -> {
        subscriber.onSubscribe(new Unlimited());
        for (int i = 0; i < FRAMES; i++)
          subscriber.onNext(new AudioFrame(tone(i), RATE, (long) i * FRAME));
        subscriber.onComplete();
      };
    }

    private static short[] tone(int frame) {
      var samples = new short[FRAME];
      for (int i = 0; i < FRAME; i++)
        samples[i] = (short) (4_000 * Math.sin(2 * Math.PI * 150 * (frame * FRAME + i) / RATE));
      return samples;
    }
  }

  /// Ignores demand: all callers request everything.
  private static final class Unlimited implements Flow.Subscription {
    @Override
    public void request(long n) {
      // everything is sent at once
    }

    @Override
    public void cancel() {
      // input is ignored after a cancel
    }
  }
}
