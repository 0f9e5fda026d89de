package io.parley.voice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.parley.voice.sound.Tone;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Both makers of Opus, alone and with each other.
class OpusTest {
  private static final int FRAME = Opus.FRAME;
  private static final int RATE = Opus.SAMPLE_RATE;

  @BeforeAll
  static void libopus_is_in_the_build() {
    assertThat(Opus.isLoaded()).isTrue();
    try (var encoder = Opus.NATIVE.encoder(OpusSettings.typical());
        var decoder = Opus.NATIVE.decoder()) {
      assertThat(encoder).isInstanceOf(LibopusEncoder.class);
      assertThat(decoder).isInstanceOf(LibopusDecoder.class);
    }
  }

  /// Each makes what the other reads.
  @ParameterizedTest
  @MethodSource("pairs")
  void a_tone_is_well_above_the_noise(Opus from, Opus to) {
    var heard =
        new Way(from, to).through(OpusSettings.typical(), tone(50, 440, 10_000), _ -> false);
    var tone = Tone.of(heard, RATE, 440);
    assertThat(tone.amplitude()).isBetween(9_000.0, 11_000.0);
    assertThat(tone.snr()).isGreaterThan(15);
  }

  /// They agree on what a packet sounds like, up to rounding, a filter, and a delay of less than 2
  /// ms.
  @ParameterizedTest
  @EnumSource(Opus.class)
  void both_decode_a_packet_to_the_same_sound(Opus from) {
    var sound = glide(100);
    var one = new Way(from, Opus.NATIVE).through(OpusSettings.typical(), sound, _ -> false);
    var other = new Way(from, Opus.JAVA).through(OpusSettings.typical(), sound, _ -> false);
    double power = difference(one, new short[one.length], _ -> true);
    assertThat(10 * Math.log10(power / leastDifference(one, other))).isGreaterThan(25);
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void more_bits_sound_better(Opus maker) {
    var way = new Way(maker, maker);
    var sound = tone(50, 440, 10_000);
    var coarse = way.through(new OpusSettings(8_000, 5, 0, false), sound, _ -> false);
    var fine = way.through(new OpusSettings(64_000, 10, 0, false), sound, _ -> false);
    assertThat(Tone.of(fine, RATE, 440).snr()).isGreaterThan(Tone.of(coarse, RATE, 440).snr() + 3);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_packet_after_a_lost_one_brings_it_back(Opus from, Opus to) {
    var way = new Way(from, to);
    var sound = glide(50);
    IntPredicate lost = n -> n >= 10 && n % 5 == 0;
    var settings = new OpusSettings(32_000, 5, 20, false);
    var whole = way.through(settings, sound, _ -> false);
    var withFec = way.through(settings, sound, lost);
    var madeUp = way.through(settings, sound, lost, false);
    // against what is heard when nothing is lost
    assertThat(difference(whole, withFec, lost)).isLessThan(difference(whole, madeUp, lost) / 2);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_lost_packet_is_made_up_better_than_by_silence(Opus from, Opus to) {
    var way = new Way(from, to);
    var sound = tone(50, 440, 10_000);
    IntPredicate lost = n -> n == 30;
    var whole = way.through(OpusSettings.typical(), sound, _ -> false);
    var madeUp = way.through(OpusSettings.typical(), sound, lost, false);
    double power = difference(whole, new short[whole.length], lost);
    assertThat(difference(whole, madeUp, lost)).isLessThan(0.75 * power);
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void silence_is_hardly_sent_with_dtx(Opus maker) {
    assertThat(packets(maker, new OpusSettings(24_000, 5, 0, true))).isLessThan(60);
    assertThat(packets(maker, new OpusSettings(24_000, 5, 0, false))).isEqualTo(250);
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void the_loss_that_the_other_end_reports_brings_copies(Opus maker) {
    var sound = glide(50);
    assertThat(bytes(maker, sound, 0)).isNotEqualTo(bytes(maker, sound, 30));
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void any_bytes_decode_to_a_frame(Opus maker) {
    var random = new Random(3);
    var frame = new short[FRAME];
    try (var encoder = maker.encoder(OpusSettings.typical());
        var decoder = maker.decoder()) {
      for (int i = 0; i < 500; i++) {
        var payload = new byte[1 + random.nextInt(i % 50 == 0 ? 6_000 : 200)];
        random.nextBytes(payload);
        if (random.nextBoolean()) decoder.decode(payload, payload.length, frame);
        else decoder.conceal(payload, payload.length, frame);
      }
      // and after all that, real ones are real again
      var good = new byte[Opus.PAYLOAD_MAX];
      double power = 0;
      for (int n = 0; n < 20; n++) {
        decoder.decode(good, encoder.encode(frame(tone(20, 440, 10_000), n), good, 0), frame);
        for (short sample : frame) power += n < 10 ? 0 : (double) sample * sample;
      }
      assertThat(Math.sqrt(power / (10 * FRAME))).isBetween(6_000.0, 8_000.0);
    }
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void after_warm_up_a_frame_takes_less_than_it_lasts(Opus maker) {
    assertThat(OpusWarmUp.run(maker, 250, OpusSettings.typical()))
        .isLessThan(Duration.ofMillis(20));
  }

  @Test
  void libopus_closed_is_silent() {
    var encoder = Opus.NATIVE.encoder(OpusSettings.typical());
    var decoder = Opus.NATIVE.decoder();
    var payload = new byte[Opus.PAYLOAD_MAX];
    var frame = frame(tone(2, 440, 10_000), 1);
    int length = encoder.encode(frame, payload, 0);
    assertThat(length).isPositive();
    for (int twice = 0; twice < 2; twice++) {
      encoder.close();
      decoder.close();
    }
    encoder.expectLoss(10);
    assertThat(encoder.encode(frame, payload, 0)).isZero();
    decoder.decode(payload, length, frame);
    assertThat(frame).containsOnly(0);
  }

  /// A leg ends in another thread than its call's, which may be within the codec.
  @Test
  void libopus_may_be_closed_while_it_works() throws Exception {
    var sound = tone(1, 440, 10_000);
    for (int i = 0; i < 50; i++) {
      var encoder = Opus.NATIVE.encoder(OpusSettings.typical());
      var decoder = Opus.NATIVE.decoder();
      var working = new CountDownLatch(1);
      var call =
          Thread.ofPlatform()
              .start(
                  () -> {
                    var payload = new byte[Opus.PAYLOAD_MAX];
                    var frame = sound.clone();
                    int length;
                    while ((length = encoder.encode(frame, payload, 0)) > 0) {
                      decoder.decode(payload, length, frame);
                      System.arraycopy(sound, 0, frame, 0, FRAME);
                      working.countDown();
                    }
                  });
      working.await();
      encoder.close();
      decoder.close();
      assertThat(call.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  void libopus_allocates_nothing_per_frame() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var payload = new byte[Opus.PAYLOAD_MAX];
    var sound = frame(glide(2), 1);
    var frame = new short[FRAME];
    try (var encoder = Opus.NATIVE.encoder(OpusSettings.typical());
        var decoder = Opus.NATIVE.decoder()) {
      long least = Long.MAX_VALUE;
      // the first calls load classes, and the compiler takes its time
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          int length = encoder.encode(sound, payload, 0);
          decoder.decode(payload, length, frame);
          decoder.conceal(payload, 0, frame);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /linux/x64/org/lwjgl/opus/libopus.so",
    "Linux, aarch64, /linux/arm64/org/lwjgl/opus/libopus.so",
    "Linux, riscv64, /linux/riscv64/org/lwjgl/opus/libopus.so",
    "Mac OS X, aarch64, /Mac OS X/arm64"
  })
  void the_library_of_each_platform(String system, String architecture, String resource) {
    assertThat(LibopusFile.resource(system, architecture)).isEqualTo(resource);
  }

  @Test
  void settings_are_within_what_the_codec_knows() {
    assertThatThrownBy(() -> new OpusSettings(5_000, 5, 0, false))
        .hasMessage("bitrate: 5000 (expected: 6000 to 64000)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 5, 1, false))
        .hasMessage("bitrate with FEC: 24000 (expected: 32000 to 64000)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 11, 0, false))
        .hasMessage("complexity: 11 (expected: 0 to 10)");
    assertThatThrownBy(() -> new OpusSettings(24_000, 5, 101, false))
        .hasMessage("expectedLoss: 101 (expected: 0 to 100)");
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Opus.values())
        .flatMap(from -> Stream.of(Opus.values()).map(to -> Arguments.of(from, to)));
  }

  /// Sound encoded by one maker, and decoded by another.
  private record Way(Opus from, Opus to) {
    short[] through(OpusSettings settings, short[] sound, IntPredicate lost) {
      return through(settings, sound, lost, true);
    }

    /// Decodes a sound sent over a line that loses some packets.
    ///
    /// @param looksAhead whether the packet after a lost one is there in time
    short[] through(OpusSettings settings, short[] sound, IntPredicate lost, boolean looksAhead) {
      try (var encoder = from.encoder(settings);
          var decoder = to.decoder()) {
        int frames = sound.length / FRAME;
        var payloads = new byte[frames][Opus.PAYLOAD_MAX];
        var lengths = new int[frames];
        for (int n = 0; n < frames; n++)
          lengths[n] = encoder.encode(frame(sound, n), payloads[n], 0);
        var heard = new short[sound.length];
        var frame = new short[FRAME];
        for (int n = 0; n < frames; n++) {
          boolean hasNext = looksAhead && n + 1 < frames && !lost.test(n + 1);
          int after = hasNext ? n + 1 : n;
          if (!lost.test(n)) decoder.decode(payloads[n], lengths[n], frame);
          else decoder.conceal(payloads[after], hasNext ? lengths[after] : 0, frame);
          System.arraycopy(frame, 0, heard, n * FRAME, FRAME);
        }
        return heard;
      }
    }
  }

  /// How many of 250 frames of silence are sent.
  private static int packets(Opus maker, OpusSettings settings) {
    try (var encoder = maker.encoder(settings)) {
      var payload = new byte[Opus.PAYLOAD_MAX];
      int sent = 0;
      for (int n = 0; n < 250; n++) if (encoder.encode(new short[FRAME], payload, 0) > 0) sent++;
      return sent;
    }
  }

  /// The last payload of a sound, once a loss was reported.
  private static byte[] bytes(Opus maker, short[] sound, int lossPercent) {
    try (var encoder = maker.encoder(new OpusSettings(32_000, 5, 0, false))) {
      encoder.expectLoss(lossPercent);
      var payload = new byte[Opus.PAYLOAD_MAX];
      int length = 0;
      for (int n = 0; n < sound.length / FRAME; n++)
        length = encoder.encode(frame(sound, n), payload, 0);
      return Arrays.copyOf(payload, length);
    }
  }

  private static double difference(short[] one, short[] other, IntPredicate frames) {
    double sum = 0;
    for (int i = 0; i < one.length; i++)
      if (frames.test(i / FRAME)) sum += Math.pow(one[i] - other[i], 2);
    return sum;
  }

  /// That of the delay with which they match best.
  private static double leastDifference(short[] one, short[] other) {
    return IntStream.range(0, RATE / 500)
        .mapToDouble(
            delay ->
                difference(
                    Arrays.copyOf(one, one.length - delay),
                    Arrays.copyOfRange(other, delay, other.length),
                    _ -> true))
        .min()
        .orElseThrow();
  }

  private static short[] frame(short[] sound, int number) {
    return Arrays.copyOfRange(sound, number * FRAME, (number + 1) * FRAME);
  }

  private static short[] tone(int frames, double frequency, double amplitude) {
    var tone = new short[frames * FRAME];
    for (int i = 0; i < tone.length; i++)
      tone[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequency * i / RATE));
    return tone;
  }

  /// A voice whose pitch and loudness keep changing, so that the frame before tells little.
  private static short[] glide(int frames) {
    var sound = new short[frames * FRAME];
    double phase = 0;
    for (int i = 0; i < sound.length; i++) {
      double t = i / (double) RATE;
      phase += 2 * Math.PI * (150 + 60 * Math.sin(2 * Math.PI * 4 * t)) / RATE;
      double loud = 0.2 + 0.8 * Math.pow(Math.sin(2 * Math.PI * 6 * t), 2);
      double sum = 0;
      for (int harmonic = 1; harmonic <= 15; harmonic++)
        sum += Math.sin(phase * harmonic) / harmonic;
      sound[i] = (short) (sum * loud * 5_000);
    }
    return sound;
  }
}
