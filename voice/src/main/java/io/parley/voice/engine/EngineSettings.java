package io.parley.voice.engine;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.turn.Engine;
import io.parley.outbound.setting.Section;
import io.parley.voice.phrase.PhraseSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Sections `parley.voice.ears`, `.voices` and `.providers`; see `reference.conf` for what each
/// value does.
///
/// @param ears the engines that listen, in order of preference; likewise @param voices
/// @param local the guard of engines in this program; @param phrases the memory of each voice of a
///   provider
public record EngineSettings(
    List<Choice> ears, List<Choice> voices, GuardSettings local, PhraseSettings phrases) {
  static final String PATH = "parley.voice";

  /// All the engines in this program, in the order of their own settings.
  private static final String LOCAL = "local";

  /// A place in a list.
  ///
  /// @param provider empty for the engines in this program
  record Choice(Optional<ProviderSettings> provider) {}

  public EngineSettings {
    ears = List.copyOf(ears);
    voices = List.copyOf(voices);
  }

  /// @throws IllegalArgumentException when a value is wrong, also of a provider that no list names
  public static EngineSettings from(Config config) {
    var section = Section.of(config, PATH);
    var reading = new ProviderReading(section);
    reading.checkAll();
    return new EngineSettings(
        choices(section, "ears", Engine.EAR, reading),
        choices(section, "voices", Engine.VOICE, reading),
        GuardSettings.from(section.section("provider-defaults")).free(),
        PhraseSettings.from(config));
  }

  /// The time after which the slowest of the ears is replaced.
  public Duration slowestTranscript() {
    return ears.stream()
        .map(ear -> ear.provider().map(ProviderSettings::guard).orElse(local).transcript())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /// Whether calls may use the engines in this program for that.
  public boolean usesLocal(Engine kind) {
    return (kind == Engine.EAR ? ears : voices)
        .stream().anyMatch(choice -> choice.provider().isEmpty());
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
