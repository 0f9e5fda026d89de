package io.parley.http.session;

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

/// Speech engines for which every sound is speech with the same transcript.
final class LoudVoice implements Engines, SpeechDetector, SpeechToText {
  static final String WORDS = "where is my order";

  @Override
  public SpeechDetector detector() {
    return this;
  }

  @Override
  public List<SpeechToText> ears(String language) {
    return List.of(this);
  }

  @Override
  public List<TextToSpeech> voices(String language) {
    return new SilentVoice.Nobody().voices(language);
  }

  @Override
  public String name() {
    return "loud";
  }

  @Override
  public int sampleRate() {
    return 16_000;
  }

  @Override
  public Flow.Processor<AudioFrame, Likelihood> detect() {
    return new Through<>() {
      @Override
      public void onNext(AudioFrame frame) {
        int samples = frame.samples().length;
        out.onNext(new Likelihood(frame.position(), samples, frame.samples()[0] == 0 ? 0 : 1));
      }
    };
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language) {
    return new Through<>() {
      @Override
      public void onNext(SpeechInput input) {
        if (input instanceof EndOfSpeech) out.onNext(Transcript.settled(WORDS, 1));
      }
    };
  }

  /// Sends results as input arrives, regardless of demand.
  private abstract static class Through<I, O> implements Flow.Processor<I, O> {
    Flow.Subscriber<? super O> out;

    @Override
    public void subscribe(Flow.Subscriber<? super O> subscriber) {
      out = subscriber;
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              // everything is sent as it comes
            }

            @Override
            public void cancel() {
              // the call is over: no more results
            }
          });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      out.onComplete();
    }
  }
}
