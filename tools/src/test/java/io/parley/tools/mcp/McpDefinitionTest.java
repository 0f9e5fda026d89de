package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tool.Json;
import io.parley.core.tool.source.ToolSource;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.McpSettings.Elicit;
import io.parley.tools.mcp.rpc.Revision;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpDefinitionTest {
  private static McpDefinition read(String settings, boolean isOfFile) {
    return McpDefinition.of(
        new ToolSource("crm", "mcp", new Json(settings), List.of(), List.of(), isOfFile), "1");
  }

  @Test
  void an_address_is_enough() {
    var read = read("{\"url\": \"https://crm.example/mcp\"}", false);
    assertThat(read.place())
        .isEqualTo(
            new McpDefinition.Address(
                URI.create("https://crm.example/mcp"), Map.of(), Optional.empty()));
    assertThat(read.settings().approval()).isEqualTo(ApprovalOf.DESTRUCTIVE);
    assertThat(read.settings().trusted()).isTrue();
    assertThat(read.settings().elicitation()).isEqualTo(Elicit.DECLINE);
    assertThat(read.settings().personal()).isTrue();
    assertThat(read.settings().deadline()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.messageMax()).isEqualTo(1 << 20);
  }

  @Test
  void every_setting_of_an_address_can_be_changed() {
    var read =
        read(
            """
            {"url": "https://crm.example/mcp", "revision": "2025-11-25", "approval": "always",
             "trustHints": false, "elicitation": "defaults", "resources": false, "personal": false,
             "deadlineSeconds": 5, "refreshSeconds": 60, "callsMax": 2, "toolsMax": 7,
             "messageKb": 64, "oauth": {"clientId": "parley", "clientSecret": "${secret:crm}",
               "issuer": "https://login.example", "scope": "read write"}}\
            """,
            false);
    var settings = read.settings();
    assertThat(settings.approval()).isEqualTo(ApprovalOf.ALWAYS);
    assertThat(settings.trusted()).isFalse();
    assertThat(settings.elicitation()).isEqualTo(Elicit.DEFAULTS);
    assertThat(settings.resources()).isFalse();
    assertThat(settings.personal()).isFalse();
    assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.refresh()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.callsMax()).isEqualTo(2);
    assertThat(settings.client().toolsMax()).isEqualTo(7);
    assertThat(settings.client().revision()).contains(Revision.R2025_11_25);
    assertThat(read.messageMax()).isEqualTo(64 * 1024);
    assertThat(((McpDefinition.Address) read.place()).oauth())
        .contains(
            new McpDefinition.OAuth(
                McpDefinition.Grant.CLIENT_CREDENTIALS,
                Optional.of("parley"),
                Optional.of("${secret:crm}"),
                Optional.of("https://login.example"),
                Optional.of("read write"),
                true));
  }

  @Test
  void a_program_is_for_the_configuration_alone() {
    var settings =
        """
        {"command": ["/usr/bin/tool", "--flag; rm -rf /"], "environment": {"KEY": "v"},
         "directory": "/srv", "memoryMb": 512}\
        """;
    var program = ((McpDefinition.Program) read(settings, true).place()).settings();
    assertThat(program.command()).containsExactly("/usr/bin/tool", "--flag; rm -rf /");
    assertThat(program.memoryMax()).isEqualTo(512L << 20);
    assertThatThrownBy(() -> read(settings, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings.command")
        .hasMessageContaining("configuration alone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[]|settings: no object",
        "{}|settings.url: nothing",
        "{\"url\":\"https://a/b\",\"command\":[\"x\"]}|settings.url",
        "{\"url\":\"file:///etc/passwd\"}|settings.url",
        "{\"url\":\"https://me:pw@a/b\"}|settings.url: another value (expected: one without a user"
            + " name",
        "{\"url\":\"https://a/b\",\"headers\":{\"a b\":\"c\"}}|settings.headers",
        "{\"url\":\"https://a/b\",\"headers\":{\"a\":\"b\\r\\nc: d\"}}|settings.headers",
        "{\"url\":\"not an address\"}|settings.url",
        "{\"url\":\"https://a/b\",\"colour\":1}|settings.colour: not known",
        "{\"url\":\"https://a/b\",\"deadlineSeconds\":0}|settings.deadlineSeconds: another value"
            + " (expected: a whole number from 1 to 600)",
        "{\"url\":\"https://a/b\",\"toolsMax\":1001}|settings.toolsMax",
        "{\"url\":\"https://a/b\",\"approval\":\"sometimes\"}|settings.approval: another value"
            + " (expected: one of [never, destructive, always])",
        "{\"url\":\"https://a/b\",\"revision\":\"2020-01-01\"}|settings.revision",
        "{\"url\":\"https://a/b\",\"headers\":{\"A\":1}}|settings.headers",
        "{\"url\":\"https://a/b\",\"headers\":{\"A\":\"b\"},\"oauth\":{\"clientId\":\"x\"}}|settings.headers",
        "{\"url\":\"https://a/b\",\"oauth\":{}}|settings.oauth.clientId: nothing",
        "{\"command\":[]}|settings.command",
        "{\"command\":[\"x\"],\"environment\":{\"A\":\"${secret:b}\"}}|settings.environment"
      })
  void a_wrong_definition_says_what_was_expected(String settings, String message) {
    assertThatThrownBy(
            () ->
                new McpSourceKind("1")
                    .check(
                        new ToolSource(
                            "crm", "mcp", new Json(settings), List.of(), List.of(), true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message.split(" \\(", 2)[0])
        .hasMessageContaining("(expected: ");
  }
}
