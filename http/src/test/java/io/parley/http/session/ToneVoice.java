package io.parley.http.session;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.call.Engines;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;

/// Speech engines that hear as [LoudVoice] does, and say every clause as one sound, of 4 s unless
/// its length is given.
final class ToneVoice implements Engines {
  private static final int RATE = 16_000;
  private static final int FRAME = 320;
  private static final int FRAMES = 200;

  private final LoudVoice ear = new LoudVoice();
  private final int frames;

  ToneVoice() {
    this(FRAMES);
  }

  /// @param frames of a clause, each 20 ms
  ToneVoice(int frames) {
    this.frames = frames;
  }

  @Override
  public SpeechDetector detector() {
    return ear.detector();
  }

  @Override
  public List<SpeechToText> ears(String language) {
    return ear.ears(language);
  }

  @Override
  public List<TextToSpeech> voices(String language) {
    return List.of(new Tone(frames));
  }

  private record Tone(int frames) implements TextToSpeech {
    @Override
    public String name() {
      return "tone";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return subscriber -> subscriber.onSubscribe(new Sounding(subscriber, frames));
    }
  }

  private static final class Sounding implements Flow.Subscription {
    private final Flow.Subscriber<? super AudioFrame> subscriber;
    private final int frames;
    private long demand;
    private int sent;
    private boolean sending;

    Sounding(Flow.Subscriber<? super AudioFrame> subscriber, int frames) {
      this.subscriber = subscriber;
      this.frames = frames;
    }

    @Override
    public void request(long n) {
      demand = n > frames ? frames : demand + n;
      if (sending) return;
      sending = true;
      for (; demand > 0 && sent < frames; demand--) {
        var samples = new short[FRAME];
        Arrays.fill(samples, (short) 8_000);
        subscriber.onNext(new AudioFrame(samples, RATE, (long) FRAME * sent++));
      }
      sending = false;
      if (sent == frames) {
        sent++;
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      sent = frames + 1;
    }
  }
}
