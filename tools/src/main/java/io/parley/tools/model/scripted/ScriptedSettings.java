package io.parley.tools.model.scripted;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.List;

/// Section `parley.model.scripted`; see `reference.conf` for what each value does.
///
/// @param chunks pieces of a reply
/// @param delay between two pieces
/// @param text repeated words of a reply, where no scene has a text
/// @param repliesMax under way at once
/// @param script the scenes; the first that matches is played
public record ScriptedSettings(
    int chunks, Duration delay, String text, int repliesMax, List<Scene> script) {
  private static final String PATH = "parley.model.scripted";
  private static final Duration DELAY_MAX = Duration.ofMinutes(10);

  public ScriptedSettings {
    Expect.between(PATH + ".chunks", chunks, 1, 100_000);
    Expect.notNegative(PATH + ".delay", delay);
    Expect.atMost(PATH + ".delay", delay, DELAY_MAX);
    Expect.notBlank(PATH + ".text", text);
    Expect.between(PATH + ".replies-max", repliesMax, 1, 10_000_000);
    script = List.copyOf(script);
  }

  public static ScriptedSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new ScriptedSettings(
        section.integer("chunks"),
        section.duration("delay"),
        section.text("text"),
        section.integer("replies-max"),
        section.sections("script").stream().map(Scene::from).toList());
  }
}
