package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CodecWork;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.felt.BadLine.Weather;
import io.parley.bench.speech.EnglishWords;
import io.parley.bench.speech.Speakers;
import io.parley.bench.speech.Spoken;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.testing.LocalModels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whole calls of a telephone over bad networks, with the real detector, recogniser, voice and
/// rules, in virtual time: the same at each run. Signalling over such lines is TwoEndsTest's in
/// voice.
@Tag("long")
class LossyCallsIT {
  private static final Logger LOG = LoggerFactory.getLogger(LossyCallsIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);
  private static final long SEED = 16;

  private static final List<String> SENTENCES =
      List.of(
          "Where is my order?",
          "I would like to return these shoes.",
          "Can you tell me when it will be delivered?",
          "How do I cancel my subscription?",
          "The jacket is too small for me.",
          "I was charged twice for the same order.",
          "Is this lamp available in black?",
          "I want to talk to a person.");

  private static LocalEngines engines;
  private static List<Spoken> spoken;

  /// The fate of a sentence.
  private enum Fate {
    UNDERSTOOD,
    /// At least half of its words are wrong.
    MISHEARD,
    ASKED_AGAIN,
    UNANSWERED
  }

  /// @param words as they were understood
  private record Said(Fate fate, String words) {}

  @BeforeAll
  static void load() throws Exception {
    engines = LocalEngines.open(LocalModels.all(), LocalSettings.from(ConfigFactory.load()));
    engines.warmUp();
    var flite = engines.voices().stream().filter(each -> each.name().equals("flite")).findFirst();
    spoken =
        SENTENCES.stream()
            .map(
                text ->
                    new Spoken(
                        "flite",
                        text,
                        CallerVoices.levelled(
                            Speakers.say(flite.orElseThrow(), text), CallerVoices.LEVEL)))
            .toList();
  }

  @AfterAll
  static void close() {
    engines.close();
  }

  private static Weather loss(String name, double share) {
    return new Weather(name, share, Duration.ZERO, 0);
  }

  static Stream<Weather> passable() {
    return Stream.of(
        loss("no loss", 0),
        loss("1 % loss", 0.01),
        loss("10 % loss", 0.1),
        new Weather("jitter of 100 ms", 0, Duration.ofMillis(100), 0),
        new Weather("10 % out of order", 0, Duration.ZERO, 0.1));
  }

  static Stream<Weather> hardly() {
    return Stream.of(
        loss("30 % loss", 0.3),
        new Weather("10 % loss, jitter, out of order", 0.1, Duration.ofMillis(100), 0.1));
  }

  @ParameterizedTest
  @MethodSource("passable")
  void words_are_understood_as_on_a_good_line(Weather weather) {
    var all = call(weather);
    assertThat(fates(all, Fate.UNANSWERED)).isZero();
    assertThat(fates(all, Fate.UNDERSTOOD)).isGreaterThanOrEqualTo(SENTENCES.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("hardly")
  void every_sentence_is_answered_and_half_of_them_at_least_are_understood(Weather weather) {
    var all = call(weather);
    assertThat(fates(all, Fate.UNANSWERED)).isZero();
    assertThat(fates(all, Fate.UNDERSTOOD)).isGreaterThanOrEqualTo(SENTENCES.size() / 2);
  }

  private static long fates(List<Said> all, Fate fate) {
    return all.stream().filter(said -> said.fate == fate).count();
  }

  /// Each sentence is said once; the call must not end by itself.
  private static List<Said> call(Weather weather) {
    try (var board = Switchboard.virtual(engines, Switchboard.Replies.LONG);
        var line = new BadLine(weather, SEED, board.time().nanos())) {
      var leg = new FeltLeg(new CodecWork(Codec.G711), line, Optional.empty(), board.time());
      try (var call = board.call(leg, _ -> "Thank you.")) {
        var all = spoken.stream().map(sentence -> said(sentence, call)).toList();
        var stats = line.stats();
        LOG.info("measured {}: {}, {}", weather, all, stats);
        assertThat(leg.gone().toCompletableFuture()).isNotDone();
        assertThat(stats.lost() / (double) (stats.lost() + stats.received()))
            .as("the line did as it should")
            .isBetween(weather.loss() * 0.6, weather.loss() * 1.5 + 0.02);
        return all;
      }
    }
  }

  private static Said said(Spoken sentence, HeldCall call) {
    var uttered = call.say(sentence);
    boolean isAnswered = call.answer(uttered.until(), PATIENCE).isPresent();
    var words =
        call.session().told(uttered.from()).stream()
            .map(ScriptedSession.Told::words)
            .collect(Collectors.joining(" "));
    call.awaitQuiet(ANSWER_MAX);
    return new Said(fate(sentence, isAnswered, words), words);
  }

  private static Fate fate(Spoken sentence, boolean isAnswered, String words) {
    if (!isAnswered) return Fate.UNANSWERED;
    if (words.isEmpty()) return Fate.ASKED_AGAIN;
    var errors = EnglishWords.errors(sentence.words(), words);
    return 2 * errors.wrong() < errors.said() ? Fate.UNDERSTOOD : Fate.MISHEARD;
  }
}
