package io.parley.tools.memory;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.recall`; see `reference.conf` for what each value does.
///
/// @param episodeScore cosine from which on an episode has to do with what was said
/// @param procedureScore the same for a procedure
/// @param episodesMax told at once; @param proceduresMax likewise
/// @param refreshEvery how old a tenant's procedures may be
/// @param vectorsMax held in memory
/// @param tenantsMax whose procedures are held in memory
/// @param threads that compute; @param waitingMax how many may wait for that
public record RecallSettings(
    double episodeScore,
    double procedureScore,
    int episodesMax,
    int proceduresMax,
    Duration refreshEvery,
    int vectorsMax,
    int tenantsMax,
    int threads,
    int waitingMax) {
  private static final String PATH = "parley.recall";
  private static final Duration REFRESH_MAX = Duration.ofMinutes(1);

  public RecallSettings {
    Expect.between(PATH + ".episode-score", episodeScore, -1, 1);
    Expect.between(PATH + ".procedure-score", procedureScore, -1, 1);
    Expect.between(PATH + ".episodes-max", episodesMax, 0, 50);
    Expect.between(PATH + ".procedures-max", proceduresMax, 0, 50);
    Expect.notNegative(PATH + ".refresh-every", refreshEvery);
    Expect.atMost(PATH + ".refresh-every", refreshEvery, REFRESH_MAX);
    Expect.between(PATH + ".vectors-max", vectorsMax, 1, 10_000_000);
    Expect.between(PATH + ".tenants-max", tenantsMax, 1, 100_000);
    Expect.between(PATH + ".threads", threads, 1, 256);
    Expect.between(PATH + ".waiting-max", waitingMax, 1, 1_000_000);
  }

  /// @param config the whole configuration
  public static RecallSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new RecallSettings(
        section.decimal("episode-score"),
        section.decimal("procedure-score"),
        section.integer("episodes-max"),
        section.integer("procedures-max"),
        section.duration("refresh-every"),
        section.integer("vectors-max"),
        section.integer("tenants-max"),
        section.integer("threads"),
        section.integer("waiting-max"));
  }
}
