package io.parley.persistence.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.parley.core.journal.RecordedEvent;
import io.parley.persistence.journal.UnreadableEvent.Category;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Events as lines of a file (NDJSON), each with all that is needed to read it in ten years:
/// `{"seq":7,"manifest":"said","event":{"kind":"said",…}}`.
public final class EventLines {
  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private final EventJson json;
  private final ObjectReader reader;

  public EventLines(EventJson json) {
    this.json = json;
    this.reader = json.treeReader();
  }

  /// UTF-8, with the line's end.
  public byte[] write(RecordedEvent recorded) {
    var event = recorded.event();
    var head =
        "{\"seq\":%d,\"manifest\":\"%s\",\"event\":"
            .formatted(recorded.seq(), json.manifest(event))
            .getBytes(StandardCharsets.US_ASCII);
    var body = json.write(event);
    var line = new ByteArrayOutputStream(head.length + body.length + END.length);
    line.writeBytes(head);
    line.writeBytes(body);
    line.writeBytes(END);
    return line.toByteArray();
  }

  /// @throws UnreadableEvent when the line is not one of an event that this program knows
  public RecordedEvent read(String line) {
    var tree = tree(line);
    if (!tree.path("seq").isIntegralNumber() || !tree.path("manifest").isTextual())
      throw new UnreadableEvent(
          Category.MALFORMED, "a line without seq or manifest (expected: an event's line)");
    var event = json.read(tree.get("manifest").textValue(), tree.path("event"));
    return new RecordedEvent(tree.get("seq").longValue(), event);
  }

  private JsonNode tree(String line) {
    try {
      return reader.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent(
          Category.MALFORMED, "a line that is no JSON (expected: an event's line)");
    }
  }
}
