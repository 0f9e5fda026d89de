package io.parley.tools.model.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.ModelFailure;
import io.parley.core.tool.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptedSettingsTest {
  @Test
  void defaults() {
    assertThat(ScriptedSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new ScriptedSettings(
                20,
                Duration.ZERO,
                "These words come from a script and mean nothing: they are here to be counted.",
                100_000,
                List.of()));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.model.scripted {
          chunks = 5, delay = 7, text = "x", replies-max = 3
          script = [
            { when = "a", tool = "t", arguments = { n = 1 }, text = "b" }
            { fail = "rate-limited", after = 2 }
            { fail = "silence" }
          ]
        }\
        """;
    assertThat(ScriptedSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new ScriptedSettings(
                5,
                Duration.ofMillis(7),
                "x",
                3,
                List.of(
                    new Scene(
                        "a",
                        Optional.of("t"),
                        new Json("{\"n\":1}"),
                        "b",
                        new Scene.End.Complete(),
                        0),
                    new Scene(
                        "",
                        Optional.empty(),
                        Json.EMPTY_OBJECT,
                        "",
                        new Scene.End.Fail(ModelFailure.Category.RATE_LIMITED),
                        2),
                    new Scene(
                        "", Optional.empty(), Json.EMPTY_OBJECT, "", new Scene.End.Silence(), 0))));
  }

  @Test
  void a_wrong_value_is_refused_with_a_message() {
    assertThatThrownBy(() -> with("chunks = 0"))
        .hasMessage("parley.model.scripted.chunks: 0 (expected: 1 to 100000)");
    assertThatThrownBy(() -> with("delay = -1"))
        .hasMessage("parley.model.scripted.delay: -1ms (expected: ≥ 0s)");
    assertThatThrownBy(() -> with("script = [{ fail = loudly }]"))
        .hasMessage(
            "parley.model.scripted.script.fail: loudly (expected: one of silence, unavailable,"
                + " rate-limited, timeout, refused, filtered, denied, garbage, unusable,"
                + " budget-spent)");
    assertThatThrownBy(() -> with("script = \"a\""))
        .hasMessage("parley.model.scripted.script: a (expected: a list of sections)");
  }

  private static ScriptedSettings with(String override) {
    return ScriptedSettings.from(
        ConfigFactory.parseString("parley.model.scripted { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
