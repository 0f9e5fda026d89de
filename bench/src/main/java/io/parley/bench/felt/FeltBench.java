package io.parley.bench.felt;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.load.Pace;
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
    INTERRUPTIONS,
    NOISE,
    ECHO,
    SHORT,
    VOICE,
    TEN;

    /// Whether it can be measured in virtual time: the others are about the machine's own.
    public boolean isVirtual() {
      return this != VOICE && this != TEN;
    }
  }

  /// The words of callers.
  public enum Words {
    KNOWN,
    HELD_OUT,
    UNSEEN,
    FRESH
  }

  /// @param virtual whether time is virtual; @param words of callers
  public record Options(boolean virtual, Words words) {}

  private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
  private static final Duration PREPARES_MAX = Duration.ofMinutes(10);

  private final ModelDirectory models;
  private final Path alsa;
  private final Path asterisk;
  private final Codec codec;
  private final Options options;
  private final PrintStream out;

  /// @param alsa directory of `alsa-utils`' recordings; @param asterisk directory of a voice of
  ///   `asterisk-core-sounds-en-wav`; both may be missing
  public FeltBench(
      ModelDirectory models,
      Path alsa,
      Path asterisk,
      Codec codec,
      Options options,
      PrintStream out) {
    this.models = models;
    this.alsa = alsa;
    this.asterisk = asterisk;
    this.codec = codec;
    this.options = options;
    this.out = out;
  }

  /// @return whether all groups were measured; a note says what went wrong
  public boolean run(Collection<Group> groups) throws Exception {
    var config = ConfigFactory.load();
    try (var engines = LocalEngines.open(models, LocalSettings.from(config))) {
      engines.warmUp();
      if (!engines.isReady())
        throw new IOException("missing: " + engines.missing() + " (expected: parley models)");
      if (!options.virtual()) prepare(engines, config);
      var voices = new CallerVoices(engines, models, alsa, asterisk);
      var given = conditions(engines, voices);
      var figures = new Figures(out);
      boolean isWhole = true;
      for (var group : Group.values())
        if (groups.contains(group)) isWhole &= isMeasured(group, measure(group, given), figures);
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

  private Conditions conditions(LocalEngines engines, CallerVoices voices) {
    Conditions.Boards boards =
        replies ->
            options.virtual()
                ? Switchboard.virtual(engines, replies)
                : Switchboard.open(engines, replies);
    return new Conditions(boards, voices, codec, script(options.words()));
  }

  private static Script script(Words words) {
    return switch (words) {
      case KNOWN -> Script.KNOWN;
      case HELD_OUT -> Script.HELD_OUT;
      case UNSEEN -> Script.UNSEEN;
      case FRESH -> Script.FRESH;
    };
  }

  private static Measure measure(Group group, Conditions given) {
    return switch (group) {
      case LATENCY -> new AnswerTimes(given);
      case PAUSES -> new Thoughts(given);
      case DEAD_AIR -> new DeadAir(given);
      case BACKCHANNELS -> new Backchannels(given);
      case INTERRUPTIONS -> new Interruptions(given);
      case NOISE -> new Disturbances(given);
      case ECHO -> new Echoes(given);
      case SHORT -> new ShortWords(given);
      case VOICE -> new LongReplies(given);
      case TEN -> new ManyCalls(given);
    };
  }

  /// As a server does at its start; here nothing is measured before it is done.
  private static void prepare(LocalEngines engines, Config config) throws Exception {
    var sayings =
        CallSettings.from(config).sayings("en").stream()
            .map(text -> new Utterance(text, "en", "", 1))
            .toList();
    engines.prepare(sayings, Runnable::run);
    long deadline = System.nanoTime() + PREPARES_MAX.toNanos();
    for (var voice : engines.voices())
      while (!sayings.stream().allMatch(each -> voice.readyIn(each).isZero())) {
        if (System.nanoTime() > deadline)
          throw new IOException("the frequent sentences are not made (expected: in ten minutes)");
        Pace.awaitDue(System.nanoTime() + LOOKS_EVERY.toNanos());
      }
  }
}
