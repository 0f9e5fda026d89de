package io.parley.tools.model.degraded;

import com.typesafe.config.Config;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.models.degraded`; see `reference.conf` for what each value does.
///
/// @param passages quoted at most
/// @param score from where on a passage is worth quoting, 0 to 1
/// @param quoteChars of one passage
/// @param searchTimeout until the search is given up
public record DegradedSettings(int passages, double score, int quoteChars, Duration searchTimeout) {
  private static final String PATH = "parley.models.degraded";

  public DegradedSettings {
    Expect.between(PATH + ".passages", passages, 1, KnowledgeQuery.LIMIT_MAX);
    Expect.between(PATH + ".score", score, 0.0, 1.0);
    Expect.between(PATH + ".quote-chars", quoteChars, 100, 10_000);
    Expect.positive(PATH + ".search-timeout", searchTimeout);
  }

  public static DegradedSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new DegradedSettings(
        section.integer("passages"),
        section.decimal("score"),
        section.integer("quote-chars"),
        section.duration("search-timeout"));
  }
}
