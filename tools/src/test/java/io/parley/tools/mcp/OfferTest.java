package io.parley.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.client.ToolDefinition.Hints;
import io.parley.tools.mcp.client.ToolList;
import io.parley.tools.source.ToolName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {

  @Test
  void names_begin_with_the_source_and_are_short_and_plain() {
    assertThat(ToolName.of("files", "read_file")).isEqualTo("files.read_file");
    assertThat(ToolName.of("files", "über alles/x")).isEqualTo("files._ber_alles_x");
    var first = ToolName.of("files", "a".repeat(100));
    var second = ToolName.of("files", "a".repeat(101));
    assertThat(first).hasSize(64).isNotEqualTo(second);
    assertThat(first).isEqualTo(ToolName.of("files", "a".repeat(100)));
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, false, READ_ONLY, false",
    "true, false, true, READ_ONLY, false",
    "false, false, true, RETRY_WITH_KEY, false",
    "false, true, true, RETRY_WITH_KEY, true",
    "false, true, false, ASK_HUMAN, true",
    "false, false, false, ASK_HUMAN, false"
  })
  void hints_become_a_policy_and_a_need_of_approval(
      boolean readOnly, boolean destructive, boolean idempotent, ToolPolicy policy, boolean asks) {
    var hints = new Hints(readOnly, destructive, idempotent);
    assertThat(Offer.policy(hints)).isEqualTo(policy);
    assertThat(Offer.needsApproval(hints, ApprovalOf.DESTRUCTIVE)).isEqualTo(asks);
    assertThat(Offer.needsApproval(hints, ApprovalOf.ALWAYS)).isTrue();
    assertThat(Offer.needsApproval(hints, ApprovalOf.NEVER)).isFalse();
    var tool = new ToolDefinition("t", Optional.empty(), "", Jackson.object(), List.of(), hints);
    var list = new ToolList(List.of(tool), Map.of());
    assertThat(Offer.of(list, false, McpSources.settings("files")).specs())
        .singleElement()
        .matches(spec -> spec.policy() == policy && spec.destructive() == destructive);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}|{\"text\":\"a\"}",
        "{\"content\":[]}|{}",
        "{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"n\\\":1}\"}],\"structuredContent\":{\"n\":1}}|{\"structured\":{\"n\":1}}",
        "{\"content\":[{\"type\":\"text\",\"text\":\"one\"}],\"structuredContent\":[1]}|{\"structured\":[1],\"content\":[{\"text\":\"one\"}]}",
        "{\"content\":[{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"},{\"type\":\"audio\",\"data\":\"AAAA\",\"mimeType\":\"audio/wav\"}]}|{\"content\":[{\"image\":\"image/png\"},{\"audio\":\"audio/wav\"}]}",
        "{\"content\":[{\"type\":\"resource_link\",\"uri\":\"x:1\",\"name\":\"N\"},{\"type\":\"later\"}]}|{\"content\":[{\"resource\":\"x:1\",\"title\":\"N\"},{\"unknown\":\"a"
            + " kind of content that is not known\"}]}",
        "{\"contents\":[{\"uri\":\"x:1\",\"text\":\"t\"}]}|{\"content\":[{\"resource\":\"x:1\",\"text\":\"t\"}]}"
      })
  void results_are_shown_as_text(String result, String shown) {
    var outcome = Results.outcome((ObjectNode) Jackson.tree(new Json(result)));
    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.result().text()).isEqualTo(shown);
  }

  @Test
  void a_tool_that_failed_says_so_to_the_model() {
    var outcome =
        Results.outcome(
            (ObjectNode)
                Jackson.tree(
                    new Json(
                        "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"no such"
                            + " city\"}]}")));
    assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
    assertThat(outcome.result().text()).isEqualTo("{\"error\":\"no such city\"}");
  }

  @Test
  void a_source_has_a_plain_name() {
    assertThatThrownBy(() -> McpSources.settings("Files.x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name: Files.x (expected: ");
  }
}
