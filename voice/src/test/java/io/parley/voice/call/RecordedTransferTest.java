package io.parley.voice.call;

import static io.parley.voice.testing.DecodedRecording.mean;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.speech.AudioFrame;
import io.parley.core.turn.Cadence;
import io.parley.core.turn.SpeechGate;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.recording.TestRecorders;
import io.parley.voice.testing.FakeRecordings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The one recording of a call that is handed over to a colleague, tick by tick in this thread.
/// Each hums a tone of a loudness of its own all the time, by which they are told apart.
class RecordedTransferTest {
  private static final int RATE = TestRecorders.RATE;
  private static final int FRAME = RATE / 50;
  private static final int SECOND = 50;

  /// Ticks at the ends of a second, in which one loudness becomes another.
  private static final int EDGE = 5;

  /// The peaks of tones.
  private static final int CALLER = 8_000;

  private static final int COLLEAGUE = 4_000;
  private static final int AGENT = 2_000;

  private final HandClock clock = new HandClock();
  private final FakeRecordings store = new FakeRecordings();
  private final List<String> gaps = new ArrayList<>();
  private final Rest rest = new Rest();
  private final Legs legs = new Legs(RATE, EchoSettings.none(), rest);
  private final Player player = new Player(RATE, rest);
  private final Player brief = new Player(RATE, rest);
  private final Ear ear =
      new Ear(
          RATE,
          new FakeEngines().detector(),
          SpeechGate.Settings.typical(RATE),
          () -> false,
          clock::nanoTime,
          rest);
  private final MediaLoop loop =
      new MediaLoop(
          new CallServices(clock, new FakeMeter(), Clock.systemUTC()),
          new FakeMeter(),
          legs,
          ear,
          player,
          brief,
          rest);

  /// 20 ms, in which a multiple of 50 Hz has whole waves.
  private static short[] tone(int hertz, int peak) {
    var frame = new short[FRAME];
    for (int i = 0; i < FRAME; i++)
      frame[i] = (short) (peak * Math.sin(2 * Math.PI * hertz * i / (double) RATE));
    return frame;
  }

  private static final class HummingLeg extends QuietLeg {
    private final short[] tone;

    HummingLeg(short[] tone) {
      super(RATE);
      this.tone = tone;
    }

    @Override
    public boolean hear(short[] frame) {
      System.arraycopy(tone, 0, frame, 0, FRAME);
      return true;
    }
  }

  /// The rest of the call, which has nothing to do here.
  private static final class Rest
      implements Legs.Listener, Player.Listener, Ear.Listener, MediaLoop.Listener {
    @Override
    public void ready(int leg) {
      // the test says so
    }

    @Override
    public void told(int leg, LegEvent event) {
      // legs hum
    }

    @Override
    public void gone(int leg, Leg.Gone how) {
      // the test says so
    }

    @Override
    public void sounds(int reply) {
      // it is heard in the recording
    }

    @Override
    public void dry(int reply) {
      // as above
    }

    @Override
    public void over(int reply) {
      // as above
    }

    @Override
    public void speechStarted(Duration ago) {
      // a hum is no speech
    }

    @Override
    public void speechSuspected(boolean suspected) {
      // as above
    }

    @Override
    public void speechEnded(Duration ago, Cadence cadence) {
      // as above
    }

    @Override
    public void died(Duration silent) {
      throw new AssertionError("a line died");
    }

    @Override
    public void revived() {
      throw new AssertionError("no line was dead");
    }

    @Override
    public void deaf(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  @AfterEach
  void close() {
    loop.stop();
    clock.close();
  }

  /// A second long.
  private static void speaks(Player with, int reply) {
    with.begin(reply);
    with.clause("Hm.");
    for (int i = 0; i < SECOND; i++)
      with.sound(new AudioFrame(tone(700, AGENT), RATE, (long) i * FRAME));
    with.complete();
  }

  private void second(Arrangement arranged) {
    loop.arrange(arranged);
    clock.tick(SECOND);
  }

  private static void isLoud(double[] channel, int second, int peak) {
    double usual = peak / Math.sqrt(2);
    assertThat(loudness(channel, second))
        .as("second %d", second)
        .isBetween(0.7 * usual, 1.3 * usual);
  }

  private static void isSilent(double[] channel, int second) {
    assertThat(loudness(channel, second)).as("second %d", second).isLessThan(30);
  }

  private static double loudness(double[] channel, int second) {
    return mean(channel, second * SECOND + EDGE, (second + 1) * SECOND - EDGE);
  }

  @Test
  void a_recording_goes_through_an_attended_transfer_without_a_gap() {
    legs.join(new HummingLeg(tone(300, CALLER)), Party.CUSTOMER);
    legs.ready(1);
    var recorder =
        new TestRecorders(store, new ManualTimer(), 1, 6)
            .start("c1", (from, to) -> gaps.add(from + " to " + to));
    loop.record(recorder);
    loop.start();

    speaks(player, 1);
    second(Arrangement.AGENT);
    // the colleague hears the summary, and all hum
    legs.join(new HummingLeg(tone(500, COLLEAGUE)), Party.OPERATOR);
    legs.ready(2);
    speaks(brief, 1);
    second(Arrangement.HOLD);
    second(Arrangement.COLLEAGUE);
    second(Arrangement.ALONE);
    legs.gone(2);
    speaks(player, 2);
    second(Arrangement.AGENT);
    recorder.end();

    var sound = store.decoded("c1");
    isLoud(sound.caller(), 0, CALLER);
    isLoud(sound.other(), 0, AGENT);
    isSilent(sound.caller(), 1);
    isSilent(sound.other(), 1);
    isLoud(sound.caller(), 2, CALLER);
    isLoud(sound.other(), 2, COLLEAGUE);
    isLoud(sound.caller(), 3, CALLER);
    isLoud(sound.other(), 3, COLLEAGUE);
    isLoud(sound.caller(), 4, CALLER);
    isLoud(sound.other(), 4, AGENT);
    assertThat(sound.caller()).hasSize(5 * SECOND);
    assertThat(store.recording("c1").gaps()).isEmpty();
    assertThat(gaps).isEmpty();
  }
}
