package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.tools.model.degraded.DegradedSettings;
import io.parley.tools.model.langchain.OpenAiSettings;
import io.parley.tools.model.langchain.OutputLimit;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.langchain.ProviderSettings;
import io.parley.tools.model.offline.OfflineSettings;
import io.parley.tools.model.scripted.ScriptedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsSettingsTest {
  /// Without the environment, in which somebody may have a key.
  private static final Config DEFAULTS =
      ConfigFactory.parseResources("reference.conf").resolve(ConfigResolveOptions.noSystem());

  private static final String MAIN = "providers.main { kind = openai, model = m, api-key = sk-1 }";

  @Test
  void defaults() {
    var offline = OfflineSettings.from(DEFAULTS);
    assertThat(ModelsSettings.from(DEFAULTS, "offline", true))
        .isEqualTo(
            new ModelsSettings(
                Map.of(
                    "offline",
                    new ProviderEntry(
                        "offline",
                        List.of(new ModelSettings.Offline(offline)),
                        1002,
                        new BreakerSettings(5, Duration.ofSeconds(15), Duration.ofSeconds(60)),
                        Duration.ofSeconds(55))),
                new Routes(List.of("offline"), List.of("offline"), List.of("offline"), List.of()),
                new RoutingSettings(
                    Duration.ofSeconds(55),
                    2,
                    Duration.ofMillis(300),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    256,
                    Duration.ofSeconds(10),
                    1024),
                DegradedSettings.from(DEFAULTS)));
  }

  @Test
  void every_key_changed() {
    var settings =
        with(
            """
            deadline = 20s, rounds = 3, pause = 100ms, retry-after-max = 10s
            wait-max = 7s, waiting-max = 9, place-wait-max = 6s, places-waiting-max = 8
            degraded.passages = 1
            provider-defaults { connect-timeout = 1s, breaker.failures = 2 }
            providers {
              own {
                kind = openai, model = qwen3, endpoints = ["http://gpu1/v1", "http://gpu2/v1"]
                temperature = 0.5, output-limit = max_completion_tokens
                silence-timeout = 2s, total-timeout = 4s, calls-max = 7, breaker.open-for = 3s
              }
              claude { kind = anthropic, model = haiku, api-key = key-a }
              flash { kind = gemini, model = flash, api-key = key-g }
              stage { kind = scripted }
            }
            routes { reply = [own, claude, offline], summary = [flash], classify = [stage]
              cheaper = [scripted] }\
            """);
    assertThat(settings.routing())
        .isEqualTo(
            new RoutingSettings(
                Duration.ofSeconds(20),
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(7),
                9,
                Duration.ofSeconds(6),
                8));
    assertThat(settings.degraded().passages()).isEqualTo(1);
    assertThat(settings.routes())
        .isEqualTo(
            new Routes(
                List.of("own", "claude", "offline"),
                List.of("flash"),
                List.of("stage"),
                List.of("scripted")));
    assertThat(settings.providers().get("own"))
        .isEqualTo(
            new ProviderEntry(
                "own",
                List.of(own("http://gpu1/v1"), own("http://gpu2/v1")),
                7,
                new BreakerSettings(2, Duration.ofSeconds(3), Duration.ofSeconds(10)),
                Duration.ofSeconds(4)));
    assertThat(settings.providers().get("claude").endpoints())
        .containsExactly(
            new ModelSettings.Remote(
                new ProviderSettings(
                    "claude",
                    ProviderKind.ANTHROPIC,
                    URI.create("https://api.anthropic.com/v1"),
                    "haiku",
                    Optional.of("key-a"),
                    Optional.empty(),
                    OutputLimit.MAX_TOKENS,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(50),
                    256)));
    assertThat(settings.providers().get("stage").endpoints())
        .containsExactly(new ModelSettings.Scripted(ScriptedSettings.from(DEFAULTS)));
    assertThat(settings.providers())
        .containsOnlyKeys("own", "claude", "flash", "stage", "offline", "scripted");
    assertThat(settings.remote()).isTrue();
    assertThat(settings.description())
        .isEqualTo(
            "qwen3 at gpu1 and qwen3 at gpu2, then haiku at api.anthropic.com, then offline"
                + " (example phrases, tools and quotations; no language model)");
  }

  @Test
  void a_model_can_be_named_by_one_word() {
    assertThat(only("scripted", "").endpoints())
        .containsExactly(new ModelSettings.Scripted(ScriptedSettings.from(DEFAULTS)));
    assertThat(only("openai:gpt-4o-mini", "").endpoints())
        .containsExactly(
            new ModelSettings.Remote(OpenAiSettings.from(DEFAULTS, "gpt-4o-mini").provider()));
    var claude = only("anthropic:claude-x", "parley.model.anthropic.api-key = k1");
    assertThat(claude.endpoints())
        .containsExactly(
            new ModelSettings.Remote(
                new ProviderSettings(
                    "anthropic",
                    ProviderKind.ANTHROPIC,
                    ProviderKind.ANTHROPIC.endpoint(),
                    "claude-x",
                    Optional.of("k1"),
                    Optional.empty(),
                    OutputLimit.MAX_TOKENS,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(50),
                    256)));
    var gemini = only("gemini:g", "parley.model.gemini.base-url = \"http://127.0.0.1:1/v1\"");
    assertThat(((ModelSettings.Remote) gemini.endpoints().getFirst()).settings().endpoint())
        .isEqualTo(URI.create("http://127.0.0.1:1/v1"));
  }

  @Test
  void other_routes_may_be_named_without_one_for_replies() {
    var settings = with(MAIN + ", routes.summary = [main]");
    assertThat(settings.routes())
        .isEqualTo(new Routes(List.of("offline"), List.of("main"), List.of("offline"), List.of()));
    assertThat(settings.remote()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"llama", "openai:", "openai", "''", "OFFLINE", "mistral:x"})
  void an_unknown_short_name_stops_the_start(String name) {
    assertThatThrownBy(() -> ModelsSettings.from(DEFAULTS, name, false))
        .hasMessage(
            "parley.model.name: %s (expected: offline, scripted, openai:NAME, anthropic:NAME, or"
                    .formatted(name)
                + " gemini:NAME)");
  }

  @Test
  void production_refuses_the_scripted_model() {
    var sentence = "scripted (expected: a real model; production refuses the script)";
    assertThatThrownBy(() -> ModelsSettings.from(DEFAULTS, "scripted", true))
        .hasMessage("parley.model.name: " + sentence);
    assertThatThrownBy(() -> production("routes.summary = [scripted]"))
        .hasMessage("parley.models.routes.summary: " + sentence);
    assertThatThrownBy(() -> production("providers.stage.kind = scripted"))
        .hasMessage("parley.models.providers.stage.kind: " + sentence);
  }

  @Test
  void a_wrong_route_is_refused_with_a_message() {
    assertThatThrownBy(() -> with(MAIN + ", routes.reply = [main, fast]"))
        .hasMessage(
            "parley.models.routes.reply: fast (expected: providers: main, offline, scripted)");
    assertThatThrownBy(() -> with(MAIN + ", routes.cheaper = [main, main]"))
        .hasMessage("parley.models.routes.cheaper: main twice (expected: each provider once)");
    assertThatThrownBy(() -> with("routes.reply = main"))
        .hasMessageStartingWith("parley.models.routes.reply: main (expected: a list");
  }

  @Test
  void a_wrong_provider_is_refused_with_a_message_even_if_unused() {
    var main = "parley.models.providers.main";
    assertThatThrownBy(() -> with("providers.main { model = m }"))
        .hasMessage(main + ".kind: nothing (expected: a text)");
    assertThatThrownBy(() -> with("providers.main { kind = llama, model = m }"))
        .hasMessage(
            main + ".kind: llama (expected: openai, anthropic, gemini, offline or scripted)");
    assertThatThrownBy(() -> with("providers.main { kind = openai, api-key = k }"))
        .hasMessage(main + ".model: nothing (expected: a text)");
    assertThatThrownBy(() -> with("providers.main { kind = gemini, model = m }"))
        .hasMessage(
            main
                + ".api-key: nothing (expected: the key that generativelanguage.googleapis.com"
                + " asks for)");
    assertThatThrownBy(() -> with(MAIN + ", providers.main.apikey = x"))
        .hasMessage(
            main
                + ": apikey (expected: one of api-key, breaker, calls-max, connect-timeout,"
                + " endpoints, kind, model, output-limit, silence-timeout, temperature,"
                + " total-timeout)");
    assertThatThrownBy(() -> with(MAIN + ", providers.main.breaker.failures = 0"))
        .hasMessage(main + ".breaker.failures: 0 (expected: 1 to 1000)");
    assertThatThrownBy(() -> with(MAIN + ", providers.main.breaker.open-for = 0s"))
        .hasMessage(main + ".breaker.open-for: 0s (expected: > 0s)");
    assertThatThrownBy(() -> with(MAIN + ", providers.main.endpoints = [\"ftp://x\"]"))
        .hasMessage(main + ".endpoints: ftp://x (expected: http or https URLs)");
    assertThatThrownBy(
            () -> with(MAIN + ", providers.main.endpoints = [\"http://x\", \"http://x\"]"))
        .hasMessage(main + ".endpoints: http://x, http://x (expected: each address once)");
    assertThatThrownBy(() -> with(MAIN + ", providers.main.output-limit = some"))
        .hasMessage(
            main + ".output-limit: some (expected: auto, max_tokens or max_completion_tokens)");
    assertThatThrownBy(() -> with("providers.Main { kind = offline }"))
        .hasMessage(
            "parley.models.providers: Main (expected: names of small letters, digits and dashes)");
  }

  @Test
  void a_wrong_number_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("deadline = 0s"))
        .hasMessage("parley.models.deadline: 0s (expected: > 0s)");
    assertThatThrownBy(() -> with("rounds = 0"))
        .hasMessage("parley.models.rounds: 0 (expected: 1 to 10)");
    assertThatThrownBy(() -> with("pause = -1s"))
        .hasMessage("parley.models.pause: -1s (expected: ≥ 0s)");
    assertThatThrownBy(() -> with("wait-max = -1s"))
        .hasMessage("parley.models.wait-max: -1s (expected: ≥ 0s)");
    assertThatThrownBy(() -> with("waiting-max = -1"))
        .hasMessage("parley.models.waiting-max: -1 (expected: 0 to 100000)");
    assertThatThrownBy(() -> with("place-wait-max = -1s"))
        .hasMessage("parley.models.place-wait-max: -1s (expected: ≥ 0s)");
    assertThatThrownBy(() -> with("places-waiting-max = -1"))
        .hasMessage("parley.models.places-waiting-max: -1 (expected: 0 to 100000)");
    assertThatThrownBy(() -> with("retry-after-max = -1s"))
        .hasMessage("parley.models.retry-after-max: -1s (expected: ≥ 0s)");
  }

  @Test
  void a_key_is_never_shown() {
    assertThat(with(MAIN + ", routes.reply = [main]").toString()).doesNotContain("sk-1");
    assertThatThrownBy(() -> with("providers.main { kind = openai, model = m, api-key = \"a b\" }"))
        .hasMessage(
            "parley.models.providers.main.api-key: not shown (expected: visible ASCII"
                + " characters)");
    assertThatThrownBy(() -> ModelsSettings.from(DEFAULTS, "anthropic:claude", false))
        .hasMessage(
            "parley.model.anthropic.api-key: nothing (expected: the key that api.anthropic.com"
                + " asks for)");
  }

  private static ProviderEntry only(String name, String config) {
    var settings =
        ModelsSettings.from(ConfigFactory.parseString(config).withFallback(DEFAULTS), name, false);
    assertThat(settings.providers()).hasSize(1);
    return settings.providers().values().iterator().next();
  }

  private static ModelSettings own(String url) {
    return new ModelSettings.Remote(
        new ProviderSettings(
            "own",
            ProviderKind.OPENAI,
            URI.create(url),
            "qwen3",
            Optional.empty(),
            Optional.of(0.5),
            OutputLimit.MAX_COMPLETION_TOKENS,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            7));
  }

  private static ModelsSettings with(String overrides) {
    return settings(overrides, false);
  }

  private static ModelsSettings production(String overrides) {
    return settings(overrides, true);
  }

  private static ModelsSettings settings(String overrides, boolean production) {
    return ModelsSettings.from(
        ConfigFactory.parseString("parley.models { " + overrides + " }").withFallback(DEFAULTS),
        "offline",
        production);
  }
}
