package io.parley.tools.model.cache;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Section `parley.response-cache`; see `reference.conf` for what each value does.
///
/// @param entriesMax answers held; @param bytesMax what they may take together, estimated
/// @param ttl how long an answer is given again
/// @param charactersMax the longest answer that is kept, and the longest question
public record ResponseCacheSettings(
    Mode enabled,
    int entriesMax,
    long bytesMax,
    Duration ttl,
    int charactersMax,
    Semantic semantic,
    Chunk chunk) {
  private static final String PATH = "parley.response-cache";
  private static final Duration DELAY_MAX = Duration.ofSeconds(1);

  /// For which models answers are kept.
  public enum Mode {
    /// For those that cost money or time; not for the offline and the scripted one.
    AUTO,
    TRUE,
    FALSE
  }

  /// Answers to questions in other words that mean the same.
  ///
  /// @param threshold cosine of the two questions' vectors, 0 to 1
  /// @param timeout how long an answer waits for the question's vector
  /// @param threads that embed questions; @param waitingMax questions that may wait for one
  public record Semantic(
      boolean enabled, double threshold, Duration timeout, int threads, int waitingMax) {
    public Semantic {
      Expect.between(PATH + ".semantic.threshold", threshold, 0.5, 1);
      Expect.positive(PATH + ".semantic.timeout", timeout);
      Expect.between(PATH + ".semantic.threads", threads, 1, 256);
      Expect.between(PATH + ".semantic.waiting-max", waitingMax, 1, 100_000);
    }
  }

  /// How a kept answer is streamed.
  ///
  /// @param words that are streamed together; @param delay between two such pieces
  public record Chunk(int words, Duration delay) {
    public Chunk {
      Expect.between(PATH + ".chunk.words", words, 1, 1_000);
      Expect.notNegative(PATH + ".chunk.delay", delay);
      Expect.atMost(PATH + ".chunk.delay", delay, DELAY_MAX);
    }
  }

  public ResponseCacheSettings {
    Expect.between(PATH + ".entries-max", entriesMax, 1, 1_000_000);
    Expect.atLeast(PATH + ".bytes-max", bytesMax, 1_024);
    Expect.positive(PATH + ".ttl", ttl);
    Expect.between(PATH + ".characters-max", charactersMax, 1, 1_000_000);
  }

  public static ResponseCacheSettings from(Config config) {
    var section = Section.of(config, PATH);
    var semantic = section.section("semantic");
    var chunk = section.section("chunk");
    return new ResponseCacheSettings(
        mode(section),
        section.integer("entries-max"),
        section.bytes("bytes-max"),
        section.duration("ttl"),
        section.integer("characters-max"),
        new Semantic(
            semantic.flag("enabled"),
            semantic.decimal("threshold"),
            semantic.duration("timeout"),
            semantic.integer("threads"),
            semantic.integer("waiting-max")),
        new Chunk(chunk.integer("words"), chunk.duration("delay")));
  }

  private static Mode mode(Section section) {
    var text = section.text("enabled");
    Expect.oneOf(section.name("enabled"), text, words());
    return Mode.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static List<String> words() {
    return Arrays.stream(Mode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();
  }
}
