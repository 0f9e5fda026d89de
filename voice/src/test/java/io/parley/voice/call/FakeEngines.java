package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Engines that take no time: who is loud speaks, what was said is on a list, and a character is a
/// tick long.
final class FakeEngines implements Engines {
  /// The customer's utterances.
  final Queue<Transcript> script = new ConcurrentLinkedQueue<>();

  final List<FakeEar> ears = new ArrayList<>(List.of(new FakeEar("ear")));
  final List<FakeVoice> voices = new ArrayList<>(List.of(new FakeVoice("voice")));

  volatile boolean broken;

  @Override
  public SpeechDetector detector() {
    if (broken) throw dead();
    return new Loudness();
  }

  @Override
  public List<SpeechToText> ears(String language) {
    return List.copyOf(ears);
  }

  @Override
  public List<TextToSpeech> voices(String language) {
    return List.copyOf(voices);
  }

  private static SpeechFailure dead() {
    return new SpeechFailure(SpeechFailure.Category.UNAVAILABLE, "dead", null);
  }

  /// A processor whose output is wanted without limit.
  abstract static class Through<I, O> implements Flow.Processor<I, O> {
    Flow.Subscriber<? super O> out;

    @Override
    public void subscribe(Flow.Subscriber<? super O> subscriber) {
      out = subscriber;
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              // all is given as it comes
            }

            @Override
            public void cancel() {
              out = null;
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
      if (out != null) out.onComplete();
    }
  }

  private static final class Loudness implements SpeechDetector {
    @Override
    public String name() {
      return "loudness";
    }

    @Override
    public int sampleRate() {
      return FakeLeg.RATE;
    }

    @Override
    public Flow.Processor<AudioFrame, Likelihood> detect() {
      return new Through<>() {
        @Override
        public void onNext(AudioFrame frame) {
          boolean loud = frame.samples()[0] == FakeLeg.LOUD;
          out.onNext(new Likelihood(frame.position(), frame.samples().length, loud ? 1 : 0));
        }
      };
    }
  }

  final class FakeEar implements SpeechToText {
    private final String name;
    final AtomicInteger taken = new AtomicInteger();
    volatile boolean dead;

    /// How many ends of speech it still answers; the one after that is too much for it.
    final AtomicInteger survives = new AtomicInteger(Integer.MAX_VALUE);

    /// The expectation of each utterance.
    final List<Expectation> expected = new CopyOnWriteArrayList<>();

    /// The expectation when it began to listen, each time.
    final List<Expectation> begun = new CopyOnWriteArrayList<>();

    volatile boolean takesHintsAtStart;

    /// Whether it was given sound, which the call does while somebody speaks.
    volatile boolean listens;

    FakeEar(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int sampleRate() {
      return FakeLeg.RATE;
    }

    @Override
    public boolean takesHintsAtStart() {
      return takesHintsAtStart;
    }

    @Override
    public Flow.Processor<SpeechInput, Transcript> listen(
        String language, Expectation expectation) {
      begun.add(expectation);
      return listen(language);
    }

    @Override
    public Flow.Processor<SpeechInput, Transcript> listen(String language) {
      return new Through<>() {
        @Override
        public void onNext(SpeechInput input) {
          if (out == null) return;
          taken.incrementAndGet();
          listens = input instanceof AudioFrame;
          boolean isEnd = input instanceof EndOfSpeech;
          if (input instanceof EndOfSpeech(var expectation)) expected.add(expectation);
          if (dead || (isEnd && survives.getAndDecrement() == 0)) out.onError(dead());
          else if (isEnd)
            out.onNext(script.isEmpty() ? Transcript.settled("", 1) : script.remove());
        }
      };
    }
  }

  private static short[] loud() {
    var samples = new short[320];
    Arrays.fill(samples, FakeLeg.LOUD);
    return samples;
  }

  static final class FakeVoice implements TextToSpeech {
    private final String name;
    final List<String> said = new CopyOnWriteArrayList<>();

    /// How many frames it makes of the text's; fewer than all is a failure in the middle.
    volatile UnaryOperator<Integer> survives = UnaryOperator.identity();

    /// Silent frames before each text.
    volatile int silence;

    /// The text that takes long to be made; empty: none does.
    volatile String slow = "";

    FakeVoice(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration readyIn(Utterance utterance) {
      return utterance.text().equals(slow) ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return subscriber -> {
        said.add(utterance.text());
        int wanted = utterance.text().length();
        int made = survives.apply(wanted);
        subscriber.onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long n) {
                // all is given as it comes
              }

              @Override
              public void cancel() {
                // all was given
              }
            });
        for (int i = 0; i < silence; i++)
          subscriber.onNext(new AudioFrame(new short[320], 16_000, i * 320L));
        for (int i = 0; i < made; i++)
          subscriber.onNext(new AudioFrame(loud(), 16_000, (silence + i) * 320L));
        if (made == wanted) subscriber.onComplete();
        else subscriber.onError(dead());
      };
    }
  }
}
