package io.parley.http.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.text.ConstantWord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Reads and writes JSON texts (RFC 8259). A text with a duplicate name, with content after its
/// end, or nested deeper than [#DEPTH_MAX] is refused.
public final class JsonText {
  public static final int DEPTH_MAX = 32;

  private static final JsonMapper OWN = JsonMapper.builder().build();

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private static final int NANOS_OF_MILLI = 1_000_000;

  /// The second of the newest time: most events that are written have just happened.
  private static volatile Second newest = Second.of(Instant.EPOCH);

  /// @param text up to the point before the milliseconds
  private record Second(long number, String text) {
    static Second of(Instant at) {
      return new Second(at.getEpochSecond(), SECOND.format(at));
    }
  }

  private JsonText() {}

  /// @throws Malformed when `text` is not one JSON object
  public static ObjectNode object(String text) {
    if (read(text) instanceof ObjectNode object) return object;
    throw new Malformed("not a JSON object (expected: {…})");
  }

  private static JsonNode read(String text) {
    try {
      return STRICT.readTree(text);
    } catch (JsonEOFException e) {
      throw new Malformed("the JSON ends too early" + at(e));
    } catch (JsonParseException e) {
      throw new Malformed("not JSON" + at(e));
    } catch (StreamConstraintsException e) {
      throw new Malformed("the JSON is nested too deeply, or a number or name in it is too long");
    } catch (MismatchedInputException e) {
      throw new Malformed("the JSON has a duplicate name, or text after its end" + at(e));
    } catch (JacksonException e) {
      throw new Malformed("not JSON" + at(e));
    }
  }

  /// The value in `text`, which Parley itself stored as JSON. If it is no JSON, it is shown as
  /// text: the reader cannot do anything about it.
  public static JsonNode own(String text) {
    try {
      return OWN.readTree(text);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static String write(JsonNode node) {
    return node.toString();
  }

  /// Appends `text` as it stands between the quotes of a JSON string.
  public static void escape(String text, StringBuilder json) {
    JsonStringEncoder.getInstance().quoteAsString(text, json);
  }

  /// RFC 3339 in UTC, always with milliseconds, so that times can be compared as texts.
  public static String time(Instant at) {
    var second = newest;
    if (second.number() != at.getEpochSecond()) {
      second = Second.of(at);
      newest = second;
    }
    int millis = at.getNano() / NANOS_OF_MILLI;
    char hundreds = (char) ('0' + millis / 100);
    char tens = (char) ('0' + millis / 10 % 10);
    char ones = (char) ('0' + millis % 10);
    return second.text() + hundreds + tens + ones + 'Z';
  }

  /// A constant's name on the wire: lower case, with hyphens.
  public static String word(Enum<?> constant) {
    return ConstantWord.of(constant);
  }

  /// The position, without Jackson's excerpt of the input.
  private static String at(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
