package io.parley.knowledge.asked;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.knowledge.asked`; see `reference.conf` for what each value does.
///
/// @param enabled whether questions are collected
/// @param answerScore the score from which on a passage counts as an answer
/// @param likeness of two questions' vectors from which on they mean the same
/// @param sharedWords share of two questions' words from which on they mean the same
/// @param keep after which a question is deleted
/// @param max questions of a tenant that are kept
public record AskedSettings(
    boolean enabled,
    double answerScore,
    double likeness,
    double sharedWords,
    Duration keep,
    int max) {
  private static final String PATH = "parley.knowledge.asked";

  public AskedSettings {
    share("answer-score", answerScore);
    share("likeness", likeness);
    share("shared-words", sharedWords);
    Expect.positive(PATH + ".keep", keep);
    Expect.between(PATH + ".max", max, 1, 1_000_000);
  }

  private static void share(String key, double value) {
    if (!(value > 0 && value <= 1))
      throw Expect.wrong(PATH + "." + key, Double.toString(value), "> 0 and ≤ 1");
  }

  /// @throws IllegalArgumentException when a value is missing or wrong
  public static AskedSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new AskedSettings(
        section.flag("enabled"),
        section.decimal("answer-score"),
        section.decimal("likeness"),
        section.decimal("shared-words"),
        section.duration("keep"),
        section.integer("max"));
  }
}
