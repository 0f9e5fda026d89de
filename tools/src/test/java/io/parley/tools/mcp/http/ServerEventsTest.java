package io.parley.tools.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tools.mcp.rpc.McpFailure;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerEventsTest {
  private static ServerEvents events(String text, int max) {
    return new ServerEvents(new ByteArrayInputStream(text.getBytes(UTF_8)), max);
  }

  private static List<String> all(ServerEvents events) throws Exception {
    var all = new ArrayList<String>();
    for (var data = events.next(); data.isPresent(); data = events.next())
      all.add(new String(data.get(), UTF_8));
    return all;
  }

  @Test
  void data_of_several_lines_is_one_text_and_comments_are_none() throws Exception {
    var events =
        events(
            """
            : hello

            event: message
            data: one
            data:two
            id: 7

            id: 8
            data:

            retry: 20
            data: three

            data: cut off
            """
                .replace("three\n\n", "three\r\n\r\n"),
            100);
    assertThat(all(events)).containsExactly("one\ntwo", "three");
    assertThat(events.lastId()).contains("8");
    assertThat(events.retry()).contains(Duration.ofMillis(20));
  }

  @Test
  void what_cannot_be_sent_back_is_no_id_and_what_is_no_number_no_pause() throws Exception {
    var events =
        events("id: a\u0007b\nretry: 1e3\nretry: -1\nretry: 99999999999\ndata: x\n\n", 100);
    assertThat(all(events)).containsExactly("x");
    assertThat(events.lastId()).isEmpty();
    assertThat(events.retry()).isEmpty();
  }

  @Test
  void an_event_is_limited_as_a_whole() {
    assertThatThrownBy(() -> events("data: 12345\ndata: 12345\n\n", 11 - 1).next())
        .isInstanceOf(McpFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us-west1|us-west1",
        "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=",
        "' padded '|=?base64?IHBhZGRlZCA=?=",
        "=?base64?literal?=|=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
      })
  void values_of_headers_are_safe(String text, String header) {
    assertThat(HttpHeaderText.of(text)).isEqualTo(header);
    assertThat(HttpHeaderText.of("line1\nline2")).isEqualTo("=?base64?bGluZTEKbGluZTI=?=");
  }
}
