package io.parley.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.mcp.RpcMessage.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
  private static final String READ = "\"uri\":\"parley://knowledge/größe\"," + META;

  @Test
  void headers_of_the_stateless_revision_repeat_the_message() {
    var name = "=?base64?cGFybGV5Oi8va25vd2xlZGdlL2dyw7bDn2U=?=";
    var headers =
        Map.of(
            "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "resources/read", "Mcp-Name", name);
    assertThat(check("resources/read", READ, headers)).isEqualTo(Revision.R2026_07_28);
    for (var header : headers.keySet()) {
      var changed = new HashMap<>(headers);
      changed.put(header, "2025-11-25");
      refused("resources/read", READ, changed, "the header " + header);
      changed.remove(header);
      refused("resources/read", READ, changed, "the header " + header);
    }
  }

  @Test
  void older_revisions_need_no_header_and_unknown_ones_are_refused() {
    assertThat(check("ping", "", Map.of())).isEqualTo(Revision.R2025_03_26);
    assertThat(check("ping", "", Map.of("MCP-Protocol-Version", "2025-06-18")))
        .isEqualTo(Revision.R2025_06_18);
    refused("ping", "", Map.of("MCP-Protocol-Version", "1999-01-01"), "a version that");
    refused("server/discover", "", Map.of(), "params._meta has no");
  }

  @Test
  void what_is_no_message_is_refused() {
    for (var text :
        new String[] {
          "[]",
          "{",
          "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1}",
          "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}"
        }) assertThatThrownBy(() -> RpcMessage.read(text)).as(text).isInstanceOf(RpcError.class);
  }

  private static void refused(
      String method, String params, Map<String, String> headers, String message) {
    assertThatThrownBy(() -> check(method, params, headers))
        .isInstanceOf(RpcError.class)
        .hasMessageStartingWith(message);
  }

  private static Revision check(String method, String params, Map<String, String> headers) {
    var request =
        (Request)
            RpcMessage.read(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}"
                    .formatted(method, params));
    return RequestHeaders.check(request, name -> Optional.ofNullable(headers.get(name)));
  }
}
