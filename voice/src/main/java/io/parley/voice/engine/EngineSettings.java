package io.parley.voice.engine;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.turn.Engine;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Sections `parley.voice.ears`, `.voices` and `.providers`; see `reference.conf` for what each
/// value does.
///
/// @param ears who listens, in the order in which they are asked; likewise @param voices
/// @param local what is expected of engines in this program
public record EngineSettings(List<Choice> ears, List<Choice> voices, GuardSettings local) {
  static final String PATH = "parley.voice";

  /// All the engines in this program, in the order of their own settings.
  private static final String LOCAL = "local";

  /// A place in a list.
  ///
  /// @param provider empty: the engines in this program
  record Choice(Optional<ProviderSettings> provider) {}

  public EngineSettings {
    ears = List.copyOf(ears);
    voices = List.copyOf(voices);
  }

  /// @throws IllegalArgumentException when a value is wrong, of providers that no list names as
  ///   well
  public static EngineSettings from(Config config) {
    var section = Section.of(config, PATH);
    var reading = new ProviderReading(section);
    reading.checkAll();
    return new EngineSettings(
        choices(section, "ears", Engine.EAR, reading),
        choices(section, "voices", Engine.VOICE, reading),
        GuardSettings.from(section.section("provider-defaults")).free());
  }

  /// How long the slowest of the ears may take for its words, before the next one is asked.
  public Duration slowestTranscript() {
    return ears.stream()
        .map(ear -> ear.provider().map(ProviderSettings::guard).orElse(local).transcript())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /// For people: `deepgram (nova-3), then local`.
  public String description(Engine kind) {
    return (kind == Engine.EAR ? ears : voices)
        .stream()
            .map(
                choice ->
                    choice
                        .provider()
                        .map(p -> "%s (%s)".formatted(p.remote().name(), p.remote().model()))
                        .orElse(LOCAL))
            .reduce((a, b) -> a + ", then " + b)
            .orElseThrow();
  }

  private static List<Choice> choices(
      Section section, String key, Engine kind, ProviderReading reading) {
    var names = section.texts(key);
    if (names.isEmpty())
      throw Expect.wrong(section.name(key), "nothing", "local, or a provider's name");
    if (new HashSet<>(names).size() < names.size())
      throw Expect.wrong(section.name(key), String.join(", ", names), "each engine once");
    return names.stream()
        .map(
            name ->
                new Choice(
                    name.equals(LOCAL)
                        ? Optional.empty()
                        : Optional.of(reading.named(section.name(key), name, kind))))
        .toList();
  }
}
