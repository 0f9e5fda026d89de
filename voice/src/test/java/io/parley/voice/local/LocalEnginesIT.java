package io.parley.voice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.SpeechDetector.Likelihood;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.speech.Transcript;
import io.parley.voice.sound.FrameCutter;
import io.parley.voice.sound.Resampler;
import io.parley.voice.testing.Heard;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.testing.Recordings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engines through their ports, as a call uses them.
class LocalEnginesIT {
  private static final String QUESTION = "Where is my order? It should have arrived on Monday.";

  private static LocalEngines engines;

  @BeforeAll
  static void open() throws Exception {
    var settings = LocalSettings.from(ConfigFactory.parseResources("reference.conf").resolve());
    engines = LocalEngines.open(LocalModels.all(), settings);
    assertThat(engines.isReady()).isFalse();
    engines.warmUp();
  }

  @AfterAll
  static void close() {
    engines.close();
  }

  @Test
  void all_engines_are_available() {
    assertThat(engines.missing()).isEmpty();
    assertThat(engines.isReady()).isTrue();
    assertThat(engines.voices())
        .extracting(TextToSpeech::name)
        .containsExactly("kokoro-or-flite", "flite", "kokoro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flite", "kokoro"})
  void a_voice_is_transcribed_while_it_speaks(String voice) throws Exception {
    var frames = at16Khz(spoken(voice, QUESTION));
    var stream = ear().listen("en-US");
    var heard = Heard.of(stream);
    for (int i = 0; i < frames.size(); i++) {
      stream.onNext(frames.get(i));
      // as slowly as somebody speaks who waits to be understood
      if (i == frames.size() / 2) await().until(() -> !heard.soFar().isEmpty());
    }
    stream.onNext(new EndOfSpeech());
    stream.onComplete();
    var transcripts = heard.whole();
    var last = transcripts.getLast();
    assertThat(last.isFinal()).isTrue();
    assertThat(plain(last.text())).isEqualTo(plain(QUESTION));
    assertThat(last.confidence()).isGreaterThan(0.6);
    var partials = transcripts.subList(0, transcripts.size() - 1);
    assertThat(partials).isNotEmpty().noneMatch(Transcript::isFinal);
  }

  @Test
  void speech_without_a_pause_is_transcribed_in_pieces() throws Exception {
    var frames = new ArrayList<AudioFrame>();
    for (int i = 0; i < 4; i++) frames.addAll(at16Khz(spoken("flite", QUESTION)));
    var stream = ear().listen("en");
    var heard = Heard.of(stream);
    frames.forEach(stream::onNext);
    stream.onComplete();
    var finals = heard.whole().stream().filter(Transcript::isFinal).toList();
    assertThat(finals).hasSizeGreaterThanOrEqualTo(2);
    var all = plain(String.join(" ", finals.stream().map(Transcript::text).toList()));
    assertThat(all.split("where is my order", -1)).as(all).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void in_20_ms_of_silence_there_are_no_words() throws Exception {
    var stream = ear().listen("en");
    var heard = Heard.of(stream);
    stream.onNext(new AudioFrame(new short[320], 16_000, 0));
    stream.onNext(new EndOfSpeech());
    stream.onComplete();
    assertThat(heard.whole()).last().extracting(Transcript::text).isEqualTo("");
  }

  @Test
  void another_language_is_refused() throws Exception {
    assertThat(refusal(Heard.of(ear().listen("de")))).isEqualTo(SpeechFailure.Category.REFUSED);
    for (var voice : engines.voices())
      assertThat(refusal(Heard.of(voice.speak(new Utterance("Guten Tag.", "de", "", 1)))))
          .isEqualTo(SpeechFailure.Category.REFUSED);
  }

  @Test
  void silero_follows_frames_of_20_ms_without_a_gap() throws Exception {
    var words = converted(Recordings.samples("Front_Center"), 48_000);
    var frames = new ArrayList<AudioFrame>();
    new FrameCutter(16_000, frames::add).add(words, 0, words.length);
    var stream = engines.detector().orElseThrow().detect();
    var heard = Heard.of(stream);
    frames.forEach(stream::onNext);
    stream.onComplete();
    var likelihoods = heard.whole();
    assertThat(likelihoods).hasSize(frames.size() * 320 / 512);
    for (int i = 0; i < likelihoods.size(); i++)
      assertThat(likelihoods.get(i).position()).isEqualTo(512L * i);
    assertThat(likelihoods).extracting(Likelihood::speech).anyMatch(speech -> speech > 0.9);
    assertThat(likelihoods.getFirst().speech()).isLessThan(0.3f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flite", "kokoro"})
  void nothing_is_delivered_without_demand(String voice) {
    var heard = Heard.of(voice(voice).speak(new Utterance("Hello there.", "en", "", 1)), 3);
    await().atMost(Duration.ofMinutes(1)).until(() -> heard.soFar().size() == 3);
    heard.request(2);
    await().until(() -> heard.soFar().size() == 5);
    assertThat(heard.isOver()).isFalse();
    for (int i = 0; i < 5; i++) {
      var frame = heard.soFar().get(i);
      assertThat(frame.length()).isEqualTo(Duration.ofMillis(20));
      assertThat(frame.start()).isEqualTo(Duration.ofMillis(20L * i));
    }
    heard.cancel();
  }

  @Test
  void a_cancelled_clause_is_not_made() throws Exception {
    var kokoro = voice("kokoro");
    var text = "This is a rather long sentence, which takes a while to be made and to be spoken. ";
    long alone = System.nanoTime();
    Heard.of(kokoro.speak(new Utterance(text.repeat(2), "en", "", 1))).whole();
    var one = Duration.ofNanos(System.nanoTime() - alone);
    var dropped = new ArrayList<Heard<AudioFrame>>();
    for (int i = 0; i < 8; i++)
      dropped.add(Heard.of(kokoro.speak(new Utterance(text.repeat(2), "en", "", 1))));
    dropped.forEach(Heard::cancel);
    long began = System.nanoTime();
    assertThat(Heard.of(kokoro.speak(new Utterance("Yes.", "en", "", 1))).whole()).isNotEmpty();
    // one of them may have been begun, on each thread that speaks
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(one.multipliedBy(4));
    assertThat(dropped).allMatch(heard -> heard.soFar().isEmpty() && !heard.isOver());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flite", "kokoro"})
  void a_voice_speaks_more_quickly_when_told_to(String voice) throws Exception {
    var text = "Your order is on its way to you.";
    int slow = Heard.of(voice(voice).speak(new Utterance(text, "en", "", 1))).whole().size();
    int quick = Heard.of(voice(voice).speak(new Utterance(text, "en", "", 1.5))).whole().size();
    assertThat((double) quick / slow).isBetween(0.5, 0.85);
  }

  private static SpeechToText ear() {
    return engines.ears().getFirst();
  }

  private static TextToSpeech voice(String name) {
    return engines.voices().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<AudioFrame> spoken(String voice, String text) throws Exception {
    return Heard.of(voice(voice).speak(new Utterance(text, "en-US", "", 1))).whole();
  }

  private static SpeechFailure.Category refusal(Heard<?> heard) throws InterruptedException {
    return ((SpeechFailure) heard.failure()).category();
  }

  private static List<AudioFrame> at16Khz(List<AudioFrame> frames) {
    var converted = new ArrayList<AudioFrame>();
    var cutter = new FrameCutter(16_000, converted::add);
    var resampler = new Resampler(frames.getFirst().sampleRate(), 16_000);
    var buffer = new short[resampler.outputMax(frames.getFirst().samples().length)];
    for (var frame : frames) {
      int length = resampler.convert(frame.samples(), 0, frame.samples().length, buffer, 0);
      cutter.add(buffer, 0, length);
    }
    return converted;
  }

  private static short[] converted(short[] samples, int rate) {
    var resampler = new Resampler(rate, 16_000);
    var converted = new short[resampler.outputMax(samples.length)];
    return Arrays.copyOf(converted, resampler.convert(samples, 0, samples.length, converted, 0));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").strip();
  }
}
