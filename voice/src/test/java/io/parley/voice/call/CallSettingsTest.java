package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.turn.Line;
import io.parley.voice.engine.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSettingsTest {
  private static Config with(String changed) {
    return ConfigFactory.parseString(changed)
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve(ConfigResolveOptions.noSystem());
  }

  private static void check(String changed) {
    var config = with(changed);
    CallSettings.from(config).checkAgainst(EngineSettings.from(config).slowestTranscript());
  }

  @Test
  void final_words_must_exceed_the_slowest_ear_and_do_by_default() {
    check("");
    check("parley.voice.turn.engines.final-words = 5201ms");
    assertThatThrownBy(() -> check("parley.voice.turn.engines.final-words = 5200ms"))
        .hasMessage(
            "parley.voice.turn.engines.final-words: 5200ms (expected: > 5200ms, which"
                + " deadlines.transcript and detection.stop take together)");
  }

  @Test
  void a_language_without_a_newer_line_uses_another_line() {
    var french =
        """
        parley.voice.lines.fr {
          still-there = "Allô ?", say-again = "Pardon ?", trouble = "Désolé.", cannot-hear = "Écrivez-moi."
          goodbye = "Au revoir.", fillers = []
        }
        """;
    assertThat(CallSettings.from(with(french)).phrases().get("fr").lines())
        .containsEntry(Line.WITHHELD, "Désolé.")
        .containsEntry(Line.CUT_OFF, "Allô ?")
        .containsEntry(Line.NOT_UNDERSTOOD, "Pardon ?")
        .containsEntry(Line.ASKED_ABOUT, "");
    assertThat(CallSettings.from(with(french)).phrases().get("fr").lines())
        .as("never said: French letters are not known")
        .containsEntry(Line.IS_THAT_RIGHT, "Pardon ?");
    assertThat(CallSettings.from(with("")).phrases().get("de").lines().get(Line.WITHHELD))
        .contains("mit anderen Worten");
    assertThatThrownBy(
            () -> CallSettings.from(with(french + "parley.voice.lines.fr.withheld = \" \"")))
        .hasMessageContaining("lines.fr.withheld");
  }

  @ParameterizedTest
  @CsvSource({"en, Alright.", "de-AT, In Ordnung.", "es, De acuerdo."})
  void each_language_of_the_calls_lines_has_openings(String language, String first) {
    var plan = CallSettings.from(with("")).plan("call", language, FirstWords.NONE);
    assertThat(plan.openings()).hasSize(3).startsWith(first);
  }

  @Test
  void words_of_the_agents_requests_outlive_its_first_words() {
    var asks = List.of(new AskedFor(List.of("membership code"), Expectation.DIGITS));
    var texts =
        new Texts(
            "en", Optional.of("Hello!"), "?", List.of(), Optional.empty(), Optional.empty(), asks);
    var settings = CallSettings.from(with(""));
    for (var first :
        List.of(
            FirstWords.greeting(texts),
            FirstWords.toCaller(texts).unsaid(),
            FirstWords.toCalled(texts, Optional.empty()).saying("We were cut off.")))
      assertThat(settings.plan("call", "en", first).asks()).isEqualTo(asks);
    assertThat(settings.plan("call", "en", FirstWords.greeting(texts).unsaid()).greets()).isFalse();
  }

  @Test
  void the_slowest_listed_ear_counts() {
    var slow =
        """
        parley.voice.providers.slow {
          kind = openai, url = "http://127.0.0.1:1/v1", deadlines.transcript = 9s
        }
        """;
    assertThatCode(() -> check(slow)).doesNotThrowAnyException();
    var asked = slow + "parley.voice.ears = [local, slow]\n";
    assertThat(EngineSettings.from(with(asked)).slowestTranscript())
        .isEqualTo(Duration.ofSeconds(9));
    assertThatThrownBy(() -> check(asked)).hasMessageContaining("expected: > 9200ms");
    check(asked + "parley.voice.turn.engines { final-words = 10s, any-words = 10s }");
  }
}
