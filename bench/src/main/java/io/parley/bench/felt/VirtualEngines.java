package io.parley.bench.felt;

import io.parley.bench.speech.Speakers;
import io.parley.bench.speech.Spoken;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.call.Engines;
import io.parley.voice.flow.Outlet;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.moonshine.MoonshineSpeechToText;
import io.parley.voice.work.Workers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;

/// The engines of this machine in virtual time: detector and recogniser compute what they always
/// compute, the agent speaks by flite, and each work takes a modelled time.
final class VirtualEngines implements Engines, AutoCloseable {
  /// A clip's decoding takes this, and a share of its length, in one thread as on two cores. Real
  /// decoding on the quiet machine: 0.072 of clips of 1 to 4 s (`bench/run speech`).
  static final Duration DECODING = Duration.ofMillis(30);

  static final int DECODING_PERCENT = 6;

  /// From the text of a reply to its first sound, as measured in real time.
  static final Duration VOICE = Duration.ofMillis(40);

  private static final int QUEUE_MAX = 100;

  private final SpeechDetector detector;
  private final List<SpeechToText> ears;
  private final List<TextToSpeech> voices;
  private final Workers workers;

  VirtualEngines(LocalEngines local, VirtualTime time) {
    detector = local.detector().orElseThrow();
    workers = new Workers("ears", 1, QUEUE_MAX, time);
    ears =
        local.ears().stream()
            .<SpeechToText>map(
                ear ->
                    ((MoonshineSpeechToText) ear)
                        .on(workers, length -> time.take(decoding(length))))
            .toList();
    voices =
        local.voices().stream()
            .filter(each -> each.name().equals("flite"))
            .<TextToSpeech>map(each -> new Voice(each, time))
            .toList();
  }

  private static Duration decoding(Duration clip) {
    return DECODING.plus(clip.multipliedBy(DECODING_PERCENT).dividedBy(100));
  }

  @Override
  public SpeechDetector detector() {
    return detector;
  }

  @Override
  public List<SpeechToText> ears(String language) {
    return ears;
  }

  @Override
  public List<TextToSpeech> voices(String language) {
    return voices;
  }

  @Override
  public void close() {
    workers.close();
  }

  /// All sound of a clause comes at once, after the time to its first.
  private record Voice(TextToSpeech real, VirtualTime time) implements TextToSpeech {
    private static final int FRAME = Spoken.RATE / 50;

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      var samples = Speakers.say(real, utterance).samples();
      var cancelled = new boolean[1];
      var sound = new Outlet<AudioFrame>(Outlet.UNLIMITED, () -> cancelled[0] = true);
      time.after(
          VOICE,
          () -> {
            if (cancelled[0]) return;
            for (int at = 0; at < samples.length; at += FRAME) {
              var frame = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + FRAME));
              sound.offer(new AudioFrame(frame, Spoken.RATE, at));
            }
            sound.complete();
          });
      return sound;
    }
  }
}
