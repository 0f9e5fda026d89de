package io.parley.tools.builtin;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

/// Section `parley.tools`; see `reference.conf` for what each value does.
///
/// @param passages how many `kb.search` answers when the model does not say
/// @param timeZone the shop's, which decides what "today" is
public record BuiltinSettings(
    Duration searchDeadline,
    Duration statusDeadline,
    Duration ticketDeadline,
    int passages,
    ZoneId timeZone) {
  /// As in the schema of `kb.search`.
  static final int PASSAGES_MAX = 10;

  private static final String PATH = "parley.tools";

  public BuiltinSettings {
    Expect.positive(PATH + ".search-deadline", searchDeadline);
    Expect.positive(PATH + ".status-deadline", statusDeadline);
    Expect.positive(PATH + ".ticket-deadline", ticketDeadline);
    Expect.between(PATH + ".passages", passages, 1, PASSAGES_MAX);
  }

  public static BuiltinSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new BuiltinSettings(
        section.duration("search-deadline"),
        section.duration("status-deadline"),
        section.duration("ticket-deadline"),
        section.integer("passages"),
        zone(section.name("time-zone"), section.text("time-zone")));
  }

  private static ZoneId zone(String key, String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw Expect.wrong(key, value, "a time zone such as Europe/Ljubljana");
    }
  }
}
