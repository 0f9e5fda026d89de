package io.parley.bench.felt;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.call.CallSettings;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/// Measures how calls feel, group by group, and prints a table. Takes 12 minutes in all on two
/// cores.
public final class FeltBench {
  /// The groups of figures, in the order in which they are measured.
  public enum Group {
    LATENCY,
    PAUSES,
    DEAD_AIR,
    BACKCHANNELS,
    NOISE,
    ECHO,
    SHORT,
    VOICE,
    TEN
  }

  private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
  private static final Duration PREPARES_MAX = Duration.ofMinutes(10);

  private final ModelDirectory models;
  private final Path alsa;
  private final Path asterisk;
  private final Codec codec;
  private final PrintStream out;

  /// @param alsa directory of `alsa-utils`' recordings; @param asterisk directory of a voice of
  ///   `asterisk-core-sounds-en-wav`; both may be missing
  public FeltBench(ModelDirectory models, Path alsa, Path asterisk, Codec codec, PrintStream out) {
    this.models = models;
    this.alsa = alsa;
    this.asterisk = asterisk;
    this.codec = codec;
    this.out = out;
  }

  /// @return whether all groups were measured; a note says what went wrong
  public boolean run(Collection<Group> groups) throws Exception {
    var config = ConfigFactory.load();
    try (var engines = LocalEngines.open(models, LocalSettings.from(config))) {
      engines.warmUp();
      if (!engines.isReady())
        throw new IOException("missing: " + engines.missing() + " (expected: parley models)");
      prepare(engines, config);
      var voices = new CallerVoices(engines, models, alsa, asterisk);
      var figures = new Figures(out);
      boolean isWhole = true;
      for (var group : Group.values())
        if (groups.contains(group))
          isWhole &= isMeasured(group, measure(group, engines, voices), figures);
      figures.end();
      return isWhole;
    }
  }

  /// A group that fails does not cost the figures of the others.
  private static boolean isMeasured(Group group, Measure measure, Figures figures)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      measure.run(figures);
      figures.note(
          "%s took %d s".formatted(group, Duration.ofNanos(System.nanoTime() - began).toSeconds()));
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      figures.note("%s failed: %s".formatted(group, e));
      return false;
    }
  }

  private Measure measure(Group group, LocalEngines engines, CallerVoices voices) {
    return switch (group) {
      case LATENCY -> new AnswerTimes(engines, voices, codec);
      case PAUSES -> new Thoughts(engines, voices, codec);
      case DEAD_AIR -> new DeadAir(engines, voices, codec);
      case BACKCHANNELS -> new Backchannels(engines, voices, codec);
      case NOISE -> new Disturbances(engines, voices, codec);
      case ECHO -> new Echoes(engines, voices, codec);
      case SHORT -> new ShortWords(engines, voices, codec);
      case VOICE -> new LongReplies(engines, voices, codec);
      case TEN -> new ManyCalls(engines, voices);
    };
  }

  /// As a server does at its start; here nothing is measured before it is done.
  private static void prepare(LocalEngines engines, Config config) throws Exception {
    var sayings =
        CallSettings.from(config).sayings("en").stream()
            .map(text -> new Utterance(text, "en", "", 1))
            .toList();
    engines.prepare(sayings);
    long deadline = System.nanoTime() + PREPARES_MAX.toNanos();
    for (var voice : engines.voices())
      while (!sayings.stream().allMatch(each -> voice.readyIn(each).isZero())) {
        if (System.nanoTime() > deadline)
          throw new IOException("the frequent sentences are not made (expected: in ten minutes)");
        HeldCall.pass(LOOKS_EVERY);
      }
  }
}
