package io.parley.persistence.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.journal.UnreadableEvent.Category;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Events as lines of a file (NDJSON), each with all that is needed to read it in ten years:
/// `{"seq":7,"manifest":"said","event":{"kind":"said",…}}`, or with `"sealed":"BASE64"` in place of
/// `event`.
public final class EventLines {
  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private final EventBytes bytes;
  private final Optional<SessionKey> session;
  private final ObjectReader reader;

  /// Lines of one session's events, with their seal.
  public EventLines(EventBytes bytes, SessionKey session) {
    this(bytes, Optional.of(session));
  }

  /// Lines that are never sealed.
  public EventLines(EventJson json) {
    this(new EventBytes(json, EventSeal.NONE), Optional.empty());
  }

  private EventLines(EventBytes bytes, Optional<SessionKey> session) {
    this.bytes = bytes;
    this.session = session;
    this.reader = bytes.json().treeReader();
  }

  /// UTF-8, with the line's end.
  public byte[] write(RecordedEvent recorded) {
    long seq = recorded.seq();
    var manifest = bytes.json().manifest(recorded.event());
    var json = bytes.json().write(recorded.event());
    var sealed = session.flatMap(of -> bytes.sealed(of, seq, manifest, json));
    var line = new ByteArrayOutputStream();
    line.writeBytes(
        "{\"seq\":%d,\"manifest\":\"%s\","
            .formatted(seq, manifest)
            .getBytes(StandardCharsets.US_ASCII));
    if (sealed.isPresent()) {
      line.writeBytes("\"sealed\":\"".getBytes(StandardCharsets.US_ASCII));
      line.writeBytes(Base64.getEncoder().encode(sealed.get()));
      line.write('"');
    } else {
      line.writeBytes("\"event\":".getBytes(StandardCharsets.US_ASCII));
      line.writeBytes(json);
    }
    line.writeBytes(END);
    return line.toByteArray();
  }

  /// @throws UnreadableEvent when the line is not a known event
  public RecordedEvent read(String line) {
    var tree = tree(line);
    if (!tree.path("seq").isIntegralNumber() || !tree.path("manifest").isTextual())
      throw new UnreadableEvent(
          Category.MALFORMED, "a line without seq or manifest (expected: an event's line)");
    long seq = tree.get("seq").longValue();
    var manifest = tree.get("manifest").textValue();
    return new RecordedEvent(
        seq,
        tree.has("sealed")
            ? opened(seq, manifest, tree.get("sealed"))
            : bytes.json().read(manifest, tree.path("event")));
  }

  private SessionEvent opened(long seq, String manifest, JsonNode sealed) {
    try {
      return bytes.opened(session.orElseThrow(), seq, manifest, sealed.binaryValue());
    } catch (IOException | NoSuchElementException e) {
      throw new UnreadableEvent(
          Category.MALFORMED, "a sealed line that cannot be opened (expected: an event's line)");
    }
  }

  private JsonNode tree(String line) {
    try {
      return reader.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UnreadableEvent(
          Category.MALFORMED, "a line that is not JSON (expected: an event's line)");
    }
  }
}
