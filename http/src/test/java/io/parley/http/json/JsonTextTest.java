package io.parley.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  /// Two of one second in a row, and others between them.
  @ParameterizedTest
  @CsvSource({
    "2026-11-26T12:00:00Z, 2026-11-26T12:00:00.000Z",
    "2026-11-26T12:00:00.007Z, 2026-11-26T12:00:00.007Z",
    "2026-11-26T12:00:00.999999999Z, 2026-11-26T12:00:00.999Z",
    "2026-11-26T12:00:01.040Z, 2026-11-26T12:00:01.040Z",
    "2026-11-26T12:00:00.5Z, 2026-11-26T12:00:00.500Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
  })
  void times_have_three_digits_after_the_second(String at, String text) {
    assertThat(JsonText.time(Instant.parse(at))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[[],{},[{}],null,true,false]",
        "{\"a\":1,\"b\":-1,\"c\":[1.5,1e100,-0.0,12345678901234567890],\"d\":{\"e\":\"f\"}}",
        "\"text\"",
        "7"
      })
  void nodes_are_written_as_jackson_writes_them(String json) {
    assertThat(JsonText.write(JsonText.own(json))).isEqualTo(JsonText.own(json).toString());
  }

  @Test
  void texts_are_escaped_as_jackson_escapes_them() {
    var all = new StringBuilder();
    for (char each = 0; each < 0x300; each++) all.append(each);
    all.append("/\u2028\u2029\ufeff\uffff👟").append('\ud800').append("x").append('\udc00');
    var object = JsonText.object().put(all.toString(), all.toString());
    assertThat(JsonText.write(object)).isEqualTo(object.toString());
  }

  @Test
  void nodes_of_every_kind_are_written_as_jackson_writes_them() {
    var factory = JsonNodeFactory.instance;
    var nodes =
        List.<JsonNode>of(
            factory.numberNode((short) 1),
            factory.numberNode(Long.MIN_VALUE),
            factory.numberNode(BigInteger.TWO.pow(80)),
            factory.numberNode(new BigDecimal("1.50")),
            factory.numberNode(0.1f),
            factory.numberNode(Double.NaN),
            factory.nullNode(),
            factory.binaryNode(new byte[] {1, 2, 3}),
            factory.pojoNode("text"),
            factory.missingNode());
    for (var node : nodes) assertThat(JsonText.write(node)).isEqualTo(node.toString());
  }
}
