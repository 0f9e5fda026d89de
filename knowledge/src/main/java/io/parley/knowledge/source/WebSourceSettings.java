package io.parley.knowledge.source;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.knowledge.sources`; see `reference.conf` for what each value does.
///
/// @param atOnce sources that one node reads at a time
/// @param lookEvery time between two looks for a source that is due
/// @param lease of a claim; renewed three times within it
/// @param everyMin the shortest schedule
public record WebSourceSettings(int atOnce, Duration lookEvery, Duration lease, Duration everyMin) {
  private static final String PATH = "parley.knowledge.sources";

  public WebSourceSettings {
    Expect.between(PATH + ".at-once", atOnce, 0, 100);
    Expect.between(PATH + ".look-every", lookEvery, Duration.ofMillis(10), Duration.ofMinutes(10));
    Expect.between(PATH + ".lease", lease, Duration.ofSeconds(1), Duration.ofHours(1));
    Expect.between(PATH + ".every-min", everyMin, Duration.ofSeconds(1), Duration.ofDays(365));
  }

  public static WebSourceSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new WebSourceSettings(
        section.integer("at-once"),
        section.duration("look-every"),
        section.duration("lease"),
        section.duration("every-min"));
  }
}
