package io.parley.tools.mcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcCodecTest {
  private static RpcMessage read(String text) throws McpFailure {
    return RpcCodec.read(text.getBytes(UTF_8));
  }

  @Test
  void messages_of_each_kind_come_back_as_they_were_written() throws McpFailure {
    var params = RpcCodec.object().put("a", "grüße\n");
    for (var message :
        List.of(
            new Request(IntNode.valueOf(7), "tools/call", params),
            new Notification("notifications/initialized", params),
            new Result(IntNode.valueOf(7), params)))
      assertThat(RpcCodec.read(RpcCodec.write(message))).isEqualTo(message);
  }

  @Test
  void a_written_message_is_one_line() {
    var params = RpcCodec.object().put("a", "one\ntwo\r\n");
    assertThat(new String(RpcCodec.write(new Notification("n", params)), UTF_8))
        .doesNotContain("\n", "\r");
  }

  @Test
  void ids_may_be_texts_and_an_error_may_have_none() throws McpFailure {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}"))
        .isInstanceOfSatisfying(
            Result.class, result -> assertThat(result.id().asText()).isEqualTo("a"));
    assertThat(
            read("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"x\"}}"))
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.id()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":\"x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"secret\"}}"
      })
  void anything_else_is_malformed_and_not_quoted(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            McpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessageNotContaining("secret");
  }

  @Test
  void depth_is_limited() throws McpFailure {
    int deepest = RpcCodec.DEPTH_MAX - 1;
    var form = "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"x\":%s}";
    read(form.formatted("[".repeat(deepest) + "]".repeat(deepest)));
    assertThatThrownBy(
            () -> read(form.formatted("[".repeat(deepest + 1) + "]".repeat(deepest + 1))))
        .isInstanceOf(McpFailure.class);
  }

  @Test
  void lines_end_in_three_ways_and_are_limited() throws Exception {
    var bytes =
        new Bytes(new ByteArrayInputStream("a\nb\r\n\r\nc\rd\n\ncut off".getBytes(UTF_8)), 10);
    var lines = new ArrayList<String>();
    for (var line = bytes.line(); line.isPresent(); line = bytes.line())
      lines.add(new String(line.get(), UTF_8));
    assertThat(lines).containsExactly("a", "b", "", "c", "d", "");

    var limit = "0123456789\n";
    assertThat(new Bytes(new ByteArrayInputStream(limit.getBytes(UTF_8)), 10).line()).isPresent();
    assertThatThrownBy(() -> new Bytes(new ByteArrayInputStream(limit.getBytes(UTF_8)), 9).line())
        .isInstanceOfSatisfying(
            McpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE));
  }
}
