package io.parley.knowledge.index;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Section `parley.knowledge`; see `reference.conf` for what each value does.
///
/// @param refreshEvery how often the versions of the tenants' articles are asked for
/// @param waitForIndex how long a search waits for an index that is being built for the first time
/// @param loadTimeout how long reading articles or vectors may take
/// @param searchesMax searches under way or waiting, of all tenants together
/// @param threads how many searches are worked on at once
/// @param tenantsMax indexes held open
/// @param passagesMax passages in one index
/// @param passageChars where a long section is cut into several passages
/// @param candidates how many passages each of the two searches may offer
/// @param directory of the indexes; empty: a temporary one
public record KnowledgeSettings(
    Duration refreshEvery,
    Duration waitForIndex,
    Duration loadTimeout,
    int searchesMax,
    int threads,
    int tenantsMax,
    int passagesMax,
    int passageChars,
    int candidates,
    Optional<Path> directory) {
  private static final String PATH = "parley.knowledge";

  public KnowledgeSettings {
    Expect.positive(PATH + ".refresh-every", refreshEvery);
    Expect.positive(PATH + ".wait-for-index", waitForIndex);
    Expect.positive(PATH + ".load-timeout", loadTimeout);
    Expect.between(PATH + ".searches-max", searchesMax, 1, 100_000);
    Expect.between(PATH + ".threads", threads, 1, 256);
    Expect.between(PATH + ".tenants-max", tenantsMax, 1, 100_000);
    Expect.between(PATH + ".passages-max", passagesMax, 1, 10_000_000);
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
        section.integer("candidates"),
        section.textIfAny("directory").map(Path::of));
  }

  /// The same, with a directory where none is set.
  public KnowledgeSettings in(Path otherwise) {
    return new KnowledgeSettings(
        refreshEvery,
        waitForIndex,
        loadTimeout,
        searchesMax,
        threads,
        tenantsMax,
        passagesMax,
        passageChars,
        candidates,
        Optional.of(directory.orElse(otherwise)));
  }
}
