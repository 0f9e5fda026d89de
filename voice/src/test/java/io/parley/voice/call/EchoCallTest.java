package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.session.Channel;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.turn.SpeechGate;
import io.parley.core.turn.TurnSettings;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.echo.Talker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls on lines that return the agent's own voice, with a detector that takes everything louder
/// than a whisper for speech. In real time: 20 ms are 20 ms.
class EchoCallTest extends CallInRealTime {
  @ParameterizedTest
  @ValueSource(doubles = {-12, -20})
  void the_agent_is_not_interrupted_by_its_own_voice(double level) {
    var leg = new EchoLeg(level);
    answer(leg, EchoSettings.typical());
    await().until(() -> leg.played.get() == LONG.length());
    assertThat(leg.forgotten).as("times that the reply was held").hasValue(0);
    assertThat(meter.interruptions).isEmpty();
  }

  @Test
  void without_the_canceller_it_would_be() {
    var leg = new EchoLeg(-12);
    answer(leg, EchoSettings.none());
    await().until(() -> leg.forgotten.get() > 0);
  }

  @Test
  void who_speaks_on_such_a_line_interrupts_the_agent() {
    var leg = new EchoLeg(-12);
    answer(leg, EchoSettings.typical());
    await().until(() -> leg.played.get() > 75);
    assertThat(leg.forgotten).hasValue(0);
    leg.speaks();
    await().until(() -> leg.forgotten.get() > 0);
  }

  private void answer(EchoLeg line, EchoSettings echo) {
    session.answers = _ -> Optional.of(LONG);
    spawn(
        new CallParts(
            plan(),
            line,
            new LoudEngines(),
            session,
            0,
            new CallServices(clock, meter, Clock.systemUTC(), echo)));
    await().until(() -> !session.shown.isEmpty());
    session.say("typed", "Where is my order?", Channel.WEB);
  }

  private static CallPlan plan() {
    var quick = TestPlan.quick(false);
    return new CallPlan(
        quick.id(),
        TurnSettings.typical("en"),
        SpeechGate.Settings.typical(EchoLeg.RATE),
        quick.lines(),
        quick.fillers(),
        quick.openings(),
        quick.fillAfter(),
        quick.fillAgain(),
        quick.greets(),
        quick.menu(),
        quick.lengthMax());
  }

  /// A voice that can be heard, a character in each tick, and a detector of loudness.
  private static final class LoudEngines implements Engines {
    /// The root mean square of a whisper: -50 dB of full scale.
    private static final double WHISPER = 100;

    private final FakeEngines others = new FakeEngines();

    @Override
    public SpeechDetector detector() {
      return new SpeechDetector() {
        @Override
        public String name() {
          return "loudness";
        }

        @Override
        public int sampleRate() {
          return EchoLeg.RATE;
        }

        @Override
        public Flow.Processor<AudioFrame, Likelihood> detect() {
          return new FakeEngines.Through<>() {
            @Override
            public void onNext(AudioFrame frame) {
              double sum = 0;
              for (short sample : frame.samples()) sum += sample * sample;
              boolean loud = Math.sqrt(sum / frame.samples().length) > WHISPER;
              out.onNext(new Likelihood(frame.position(), frame.samples().length, loud ? 1 : 0));
            }
          };
        }
      };
    }

    @Override
    public List<SpeechToText> ears(String language) {
      return others.ears(language);
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return List.of(
          new TextToSpeech() {
            @Override
            public String name() {
              return "talker";
            }

            @Override
            public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
              return subscriber -> {
                int ticks = utterance.text().length();
                var said = new Talker(EchoLeg.RATE, 180, 1).speak(ticks / 50.0);
                subscriber.onSubscribe(new Unlimited());
                for (int tick = 0; tick < ticks; tick++)
                  subscriber.onNext(new AudioFrame(frame(said, tick), EchoLeg.RATE, tick * 320L));
                subscriber.onComplete();
              };
            }
          });
    }

    private static short[] frame(float[] said, int tick) {
      var frame = new short[320];
      for (int i = 0; i < frame.length; i++) frame[i] = (short) said[tick * 320 + i];
      return frame;
    }
  }

  private static final class Unlimited implements Flow.Subscription {
    @Override
    public void request(long n) {
      // all is given as it comes
    }

    @Override
    public void cancel() {
      // all was given
    }
  }
}
