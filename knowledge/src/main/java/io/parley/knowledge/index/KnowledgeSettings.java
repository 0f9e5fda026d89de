package io.parley.knowledge.index;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.knowledge`; see `reference.conf` for what each value does.
///
/// @param refreshEvery how often at most the version of a tenant's articles is asked for
/// @param waitForIndex how long a search waits for an index that is being built for the first time
/// @param loadTimeout how long reading articles or vectors may take
/// @param searchesMax searches under way or waiting, of all tenants together
/// @param threads how many searches are worked on at once
/// @param tenantsMax indexes held in memory
/// @param passagesMax passages in one index
/// @param passageChars where a long section is cut into several passages
/// @param candidates how many passages each of the two searches may offer
public record KnowledgeSettings(
    Duration refreshEvery,
    Duration waitForIndex,
    Duration loadTimeout,
    int searchesMax,
    int threads,
    int tenantsMax,
    int passagesMax,
    int passageChars,
    int candidates) {
  private static final String PATH = "parley.knowledge";

  public KnowledgeSettings {
    Expect.positive(PATH + ".refresh-every", refreshEvery);
    Expect.positive(PATH + ".wait-for-index", waitForIndex);
    Expect.positive(PATH + ".load-timeout", loadTimeout);
    Expect.between(PATH + ".searches-max", searchesMax, 1, 100_000);
    Expect.between(PATH + ".threads", threads, 1, 256);
    Expect.between(PATH + ".tenants-max", tenantsMax, 1, 100_000);
    Expect.between(PATH + ".passages-max", passagesMax, 1, 1_000_000);
    Expect.between(PATH + ".passage-chars", passageChars, 100, 10_000);
    Expect.between(PATH + ".candidates", candidates, 20, 1_000);
  }

  public static KnowledgeSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new KnowledgeSettings(
        section.duration("refresh-every"),
        section.duration("wait-for-index"),
        section.duration("load-timeout"),
        section.integer("searches-max"),
        section.integer("threads"),
        section.integer("tenants-max"),
        section.integer("passages-max"),
        section.integer("passage-chars"),
        section.integer("candidates"));
  }
}
