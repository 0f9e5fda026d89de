package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.core.turn.Engine;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.voice.engine.EngineSettings.Choice;
import io.parley.voice.openai.AnswerForm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {
  private static final Config DEFAULTS = ConfigFactory.parseResources("reference.conf");

  private static EngineSettings settings(String text) {
    // without the environment of whoever runs this
    return EngineSettings.from(
        ConfigFactory.parseString(text)
            .withFallback(DEFAULTS)
            .resolve(ConfigResolveOptions.noSystem()));
  }

  private static ProviderSettings only(List<Choice> choices) {
    assertThat(choices).hasSize(1);
    return choices.getFirst().provider().orElseThrow();
  }

  @Test
  void by_default_the_free_engines_in_this_program_listen_and_speak() {
    var settings = settings("");
    assertThat(settings.ears()).containsExactly(new Choice(Optional.empty()));
    assertThat(settings.voices()).containsExactly(new Choice(Optional.empty()));
    assertThat(settings.description(Engine.EAR)).isEqualTo("local");
    assertThat(settings.local())
        .isEqualTo(
            new GuardSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                0.5,
                40,
                new BreakerSettings(3, Duration.ofSeconds(15), Duration.ofSeconds(60)),
                CostPerUnit.NOTHING));
  }

  @Test
  void deepgram_needs_a_key_and_elevenlabs_a_key_and_a_voice() {
    var settings =
        settings(
            """
            parley.voice {
              ears = ["deepgram", "local"]
              voices = ["elevenlabs", "local"]
              providers.deepgram.api-key = "dg-secret"
              providers.elevenlabs { api-key = "el-secret", voice = "JBFqnCBsd6RMkjVDRZzb" }
            }
            """);
    var ear = settings.ears().getFirst().provider().orElseThrow();
    assertThat(ear.kind()).isEqualTo(ProviderKind.DEEPGRAM);
    assertThat(ear.remote().url()).isEqualTo(URI.create("https://api.deepgram.com"));
    assertThat(ear.remote().model()).isEqualTo("nova-3");
    var voice = settings.voices().getFirst().provider().orElseThrow();
    assertThat(voice.remote().url()).isEqualTo(URI.create("https://api.elevenlabs.io"));
    assertThat(voice.remote().model()).isEqualTo("eleven_flash_v2_5");
    assertThat(voice.remote().voice()).isEqualTo("JBFqnCBsd6RMkjVDRZzb");
    assertThat(settings.description(Engine.EAR)).isEqualTo("deepgram (nova-3), then local");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void every_key_of_a_provider_can_be_changed() {
    var provider =
        only(
            settings(
                    """
                    parley.voice.ears = ["whisper"]
                    parley.voice.providers.whisper {
                      kind = openai
                      url = "http://gpu1:8000/v1/"
                      api-key = "k"
                      model = "Systran/faster-whisper-small"
                      voice = "v"
                      languages = ["en-GB", "de"]
                      answer-form = stream
                      connect-timeout = 1s
                      micros-per-minute = 6000
                      micros-per-1000-characters = 15000
                      sound-max = 2s
                      keep-alive = 5s
                      finalize-wait = 6s
                      deadlines { transcript = 7s, first-sound = 8s, gap = 9s, silence-max = 10s }
                      seconds-per-character-max = 0.25
                      characters-per-second-max = 50
                      breaker { failures = 4, open-for = 11s, retry-after-max = 12s }
                    }
                    """)
                .ears());
    var remote = provider.remote();
    assertThat(provider.kind()).isEqualTo(ProviderKind.OPENAI);
    assertThat(remote.name()).isEqualTo("whisper");
    assertThat(remote.url()).isEqualTo(URI.create("http://gpu1:8000/v1"));
    assertThat(remote.apiKey()).contains("k");
    assertThat(remote.model()).isEqualTo("Systran/faster-whisper-small");
    assertThat(remote.voice()).isEqualTo("v");
    assertThat(remote.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(provider.languages()).isEqualTo(Set.of("en", "de"));
    assertThat(provider.answerForm()).isEqualTo(AnswerForm.STREAM);
    assertThat(provider.soundMax()).isEqualTo(Duration.ofSeconds(2));
    assertThat(provider.keepAlive()).isEqualTo(Duration.ofSeconds(5));
    assertThat(provider.finalizeWait()).isEqualTo(Duration.ofSeconds(6));
    assertThat(provider.guard())
        .isEqualTo(
            new GuardSettings(
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                0.25,
                50,
                new BreakerSettings(4, Duration.ofSeconds(11), Duration.ofSeconds(12)),
                new CostPerUnit(6_000, 15_000)));
  }

  @Test
  void the_defaults_of_all_providers_can_be_changed_at_once() {
    var settings =
        settings(
            """
            parley.voice.provider-defaults { deadlines.gap = 1s, micros-per-minute = 5 }
            parley.voice.ears = ["a"]
            parley.voice.providers.a { kind = openai, url = "http://gpu1/v1" }
            """);
    assertThat(only(settings.ears()).guard().gap()).isEqualTo(Duration.ofSeconds(1));
    assertThat(only(settings.ears()).guard().cost()).isEqualTo(new CostPerUnit(5, 0));
    assertThat(settings.local().gap()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.local().cost()).as("what runs here is free").isEqualTo(CostPerUnit.NOTHING);
  }

  @Test
  void an_openai_section_listens_or_speaks_depending_on_the_list() {
    var settings =
        settings(
            """
            parley.voice { ears = ["o"], voices = ["o"], providers.o { kind = openai, api-key = k } }
            """);
    assertThat(only(settings.ears()).remote().model()).isEqualTo("whisper-1");
    assertThat(only(settings.voices()).remote().model()).isEqualTo("gpt-4o-mini-tts");
    assertThat(only(settings.voices()).remote().voice()).isEqualTo("alloy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ears = []                                    | parley.voice.ears: nothing (expected: local, or a provider's name)
          ears = ["local", "local"]                    | parley.voice.ears: local, local (expected: each engine once)
          ears = ["nobody"]                            | parley.voice.ears: nobody (expected: one of deepgram, elevenlabs, local)
          ears = ["elevenlabs"]                        | parley.voice.ears: elevenlabs (expected: an engine that listens)
          voices = ["deepgram"]                        | parley.voice.voices: deepgram (expected: an engine that speaks)
          ears = ["deepgram"]                          | parley.voice.providers.deepgram.api-key: nothing (expected: the key that api.deepgram.com asks for)
          providers.x { kind = siri }                  | parley.voice.providers.x.kind: siri (expected: deepgram, elevenlabs or openai)
          providers.X { kind = openai }                | parley.voice.providers: X (expected: names of small letters, digits and dashes)
          providers.x { kind = openai, modle = m }     | parley.voice.providers.x: modle (expected: one of
          providers.x { kind = openai, url = "ftp:x" } | parley.voice.providers.x.url: ftp:x (expected: an http or https URL)
          providers.x { kind = openai, url = "http:///v1" } | parley.voice.providers.x.url: http:///v1 (expected: an http or https URL)
          provider-defaults.deadlines.gap = 0s         | deadlines.gap: 0s (expected: > 0s)
          provider-defaults.deadlines.gap = soon       | deadlines.gap: soon (expected: a duration such as 500ms, 3s or 2m)
          provider-defaults.breaker.failures = 0       | breaker.failures: 0 (expected: 1 to 1000)
          provider-defaults.breaker.failures = 1001    | breaker.failures: 1001 (expected: 1 to 1000)
          provider-defaults.breaker.open-for = 0s      | breaker.open-for: 0s (expected: > 0s)
          provider-defaults.breaker.retry-after-max = 0s | breaker.retry-after-max: 0s (expected: > 0s)
          provider-defaults.micros-per-minute = -1     | micros-per-minute: -1 (expected: ≥ 0)
          provider-defaults.micros-per-1000-characters = -1 | micros-per-1000-characters: -1 (expected: ≥ 0)
          provider-defaults.seconds-per-character-max = 0 | seconds-per-character-max: 0.0 (expected: > 0)
          provider-defaults.characters-per-second-max = 0 | characters-per-second-max: 0.0 (expected: > 0)
          """)
  void a_wrong_value_is_refused_with_its_key_and_the_expectation(String wrong, String sentence) {
    assertThatThrownBy(() -> settings("parley.voice { %s }".formatted(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connect-timeout = 0s  | parley.voice.providers.x.connect-timeout: 0s (expected: > 0s)
          sound-max = 0s        | parley.voice.providers.x.sound-max: 0s (expected: > 0s)
          keep-alive = 0s       | parley.voice.providers.x.keep-alive: 0s (expected: > 0s)
          finalize-wait = 0s    | parley.voice.providers.x.finalize-wait: 0s (expected: > 0s)
          answer-form = xml     | parley.voice.providers.x.answer-form: xml (expected: verbose-json, json or stream)
          model = "a b"         | parley.voice.providers.x.model: a b (expected: the provider's name of a model, without spaces)
          languages = ["?"]     | parley.voice.providers.x.languages: ? (expected: languages such as en or de)
          api-key = "se cret"   | parley.voice.providers.x.api-key: not shown (expected: visible ASCII characters)
          """)
  void a_provider_in_use_is_checked_completely(String wrong, String sentence) {
    assertThatThrownBy(
            () ->
                settings(
                    "parley.voice { ears = [x], providers.x { kind = openai, url = \"http://a/v1\", %s } }"
                        .formatted(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void a_voice_of_elevenlabs_must_be_named() {
    assertThatThrownBy(
            () ->
                settings(
                    "parley.voice { voices = [elevenlabs], providers.elevenlabs.api-key = k }"))
        .hasMessage("parley.voice.providers.elevenlabs.voice: nothing (expected: a voice's id)");
  }
}
