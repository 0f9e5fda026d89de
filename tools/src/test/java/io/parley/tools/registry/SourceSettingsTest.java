package io.parley.tools.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.ToolSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {
  @Test
  void by_default_there_are_none() {
    assertThat(SourceSettings.from(ConfigFactory.defaultReference().resolve()).sources()).isEmpty();
  }

  @Test
  void without_the_address_of_this_server_there_are_no_callbacks() {
    assertThat(SourceSettings.from(ConfigFactory.defaultReference().resolve()).callbacks())
        .isEmpty();
    assertThat(address("https://chat.shop.example/parley").callbacks())
        .hasValue(URI.create("https://chat.shop.example/parley"));
    var reached = Optional.of(URI.create("https://shop.example"));
    assertThat(address("").reachedAt(reached).callbacks()).isEqualTo(reached);
    assertThat(address("https://hooks.shop.example").reachedAt(reached).callbacks())
        .hasValue(URI.create("https://hooks.shop.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat", "ftp://chat", "https://u@chat", "https://chat/", "https://a?b", "a b"})
  void an_address_of_another_form_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> address(text))
        .withMessageStartingWith("parley.tools.callback-address: ")
        .withMessageContaining("(expected: ");
  }

  private static SourceSettings address(String text) {
    return SourceSettings.from(
        ConfigFactory.parseMap(Map.of("parley.tools.callback-address", text))
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void every_key_can_be_set() {
    assertThat(
            settings(
                    """
                    {name = crm, kind = mcp, settings {url = "https://crm.example/mcp", n = 1},
                     agents = [support], allow = ["crm.find"],
                     approvals {"crm.*" = risky}}, {name = b, kind = mcp}
                    """)
                .sources())
        .containsExactly(
            new ToolSource(
                "crm",
                "mcp",
                new Json("{\"n\":1,\"url\":\"https://crm.example/mcp\"}"),
                List.of("support"),
                List.of("crm.find"),
                ApprovalRules.parse(Map.of("crm.*", "risky")),
                true),
            new ToolSource("b", "mcp", Json.EMPTY_OBJECT, List.of(), List.of(), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind = mcp} | parley.tools.sources.name: nothing",
        "{name = crm} | parley.tools.sources.kind: nothing",
        "{name = CRM, kind = mcp} | parley.tools.sources.name: CRM",
        "{name = crm, kind = mcp, allowed = [a]} | parley.tools.sources: allowed",
        "{name = crm, kind = mcp, settings = 7} | parley.tools.sources.settings: NUMBER",
        "{name = crm, kind = mcp, allow = 7} | parley.tools.sources.allow: ",
        "{name = crm, kind = mcp, approvals = always} | parley.tools.sources.approvals: STRING",
        "{name = crm, kind = mcp, approvals {crm.a = always}} | parley.tools.sources.approvals.crm:"
            + " ",
        "{name = crm, kind = mcp, approvals {a = maybe}} | parley.tools.sources.approvals.a: no ",
        "{name = crm, kind = mcp, approvals {\"a*b\" = always}} | parley.tools.sources.approvals.",
        "{name = crm, kind = mcp}, {name = crm, kind = mcp} | parley.tools.sources.name: crm"
      })
  void a_wrong_definition_names_its_key(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(text))
        .withMessageStartingWith(message)
        .withMessageContaining("(expected: ");
  }

  private static SourceSettings settings(String list) {
    return SourceSettings.from(
        ConfigFactory.parseString("parley.tools.sources = [" + list + "]")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }
}
