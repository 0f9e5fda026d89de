package io.parley.tools.result;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;

/// Section `parley.tools.results`; see `reference.conf` for what each value does. All are UTF-16
/// units of a result's JSON.
///
/// @param shownMax how much of a long result the model gets at once
/// @param keptMax how much of it is kept
/// @param page how much of it the model reads with one call
public record ResultSettings(int shownMax, int keptMax, int page) {
  private static final String PATH = "parley.tools.results";
  private static final int PAGE_MIN = 16;

  public ResultSettings {
    Expect.atLeast(PATH + ".shown-max", shownMax, 1);
    Expect.atLeast(PATH + ".kept-max", keptMax, shownMax);
    Expect.between(PATH + ".page", page, PAGE_MIN, shownMax);
  }

  public static ResultSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new ResultSettings(
        section.integer("shown-max"), section.integer("kept-max"), section.integer("page"));
  }
}
