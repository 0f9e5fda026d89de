package io.parley.voice.local;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.voice.codec.Opus;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.kokoro.KokoroSettings;
import io.parley.voice.moonshine.MoonshineSettings;
import io.parley.voice.phrase.PhraseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Engines of this machine; keys `parley.voice.local.*`, explained in `reference.conf`, and their
/// cache (`parley.voice.phrases`).
///
/// @param enabled whether anything is loaded at all: `parley.voice.enabled`
/// @param models their directory; empty: in the node's own data
/// @param patience how long the first clause of a call may take to be made
/// @param tryEvery so long after the last measurement the good voice is tried, unheard
/// @param opus who makes Opus: `parley.voice.opus`
/// @param queueMax tasks that wait for each kind of work; one more is refused
public record LocalSettings(
    boolean enabled,
    Optional<Path> models,
    Choice voice,
    Duration patience,
    Duration tryEvery,
    Threads threads,
    int queueMax,
    MoonshineSettings moonshine,
    KokoroSettings kokoro,
    FliteSettings flite,
    PhraseSettings phrases,
    Opus opus) {
  private static final String PATH = "parley.voice.local.";

  /// The voice.
  public enum Choice {
    /// Kokoro while it is quick enough, and flite otherwise.
    AUTO,
    KOKORO,
    FLITE
  }

  /// Threads that compute at once; 0 stands for a share of the cores.
  ///
  /// @param ears clips that are decoded; @param voices clauses that Kokoro makes
  /// @param perClause that make one of Kokoro's clauses; @param processes of flite and espeak-ng
  public record Threads(int ears, int voices, int perClause, int processes) {
    public Threads {
      count("ears", ears);
      count("voices", voices);
      count("per-clause", perClause);
      count("processes", processes);
    }

    private static void count(String key, int value) {
      Expect.between(PATH + "threads." + key, value, 0, 256);
    }

    /// Resolves 0 for a machine with so many cores.
    Threads on(int cores) {
      int half = Math.max(1, cores / 2);
      // with one thread of two cores Kokoro is no faster than its sound is played
      int clause = Math.max(half, Math.min(cores, 2));
      return new Threads(
          or(ears, half), or(voices, 1), or(perClause, clause), or(processes, cores));
    }

    private static int or(int value, int instead) {
      return value == 0 ? instead : value;
    }
  }

  public LocalSettings {
    Expect.positive(PATH + "patience", patience);
    Expect.positive(PATH + "try-every", tryEvery);
    Expect.positive(PATH + "queue-max", queueMax);
  }

  /// @param config holds `parley.voice`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static LocalSettings from(Config config) {
    var c = config.getConfig("parley.voice.local");
    return new LocalSettings(
        config.getBoolean("parley.voice.enabled"),
        Optional.of(c.getString("models")).filter(path -> !path.isBlank()).map(Path::of),
        choice(c.getString("voice")),
        c.getDuration("patience"),
        c.getDuration("try-every"),
        new Threads(
            c.getInt("threads.ears"),
            c.getInt("threads.voices"),
            c.getInt("threads.per-clause"),
            c.getInt("threads.processes")),
        c.getInt("queue-max"),
        new MoonshineSettings(
            c.getDuration("moonshine.first-partial"),
            c.getDuration("moonshine.next-partial"),
            c.getDuration("moonshine.clip-max"),
            c.getDuration("moonshine.cut-within"),
            c.getDuration("moonshine.backlog-max"),
            c.getDouble("moonshine.doubtful")),
        new KokoroSettings(c.getString("kokoro.voice"), c.getDuration("kokoro.deadline")),
        new FliteSettings(c.getString("flite.voice"), c.getDuration("flite.deadline")),
        PhraseSettings.from(config),
        Opus.from(config));
  }

  private static Choice choice(String text) {
    return switch (text) {
      case "auto" -> Choice.AUTO;
      case "kokoro" -> Choice.KOKORO;
      case "flite" -> Choice.FLITE;
      default -> throw Expect.wrong(PATH + "voice", text, "auto, kokoro or flite");
    };
  }
}
