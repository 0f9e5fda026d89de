package io.parley.tools.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.tools.mcp.rpc.Bytes;
import io.parley.tools.mcp.rpc.McpFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/// Reads a stream of server-sent events (WHATWG HTML, 9.2), each up to a limit.
final class ServerEvents {
  private static final long RETRY_MAX_MILLIS = 60_000;
  private static final int RETRY_DIGITS_MAX = 6;

  private final Bytes lines;
  private final int eventMax;
  private Optional<String> lastId = Optional.empty();
  private Optional<Duration> retry = Optional.empty();

  ServerEvents(InputStream in, int eventMax) {
    this.lines = new Bytes(in, eventMax);
    this.eventMax = eventMax;
  }

  /// The data of the next event that has any; empty at the end of the stream.
  Optional<byte[]> next() throws IOException, McpFailure {
    var data = new ByteArrayOutputStream();
    boolean any = false;
    while (true) {
      var line = lines.line();
      if (line.isEmpty()) return Optional.empty();
      var bytes = line.get();
      if (bytes.length == 0) {
        if (data.size() > 0) return Optional.of(data.toByteArray());
        any = false;
        continue;
      }
      int colon = indexOfColon(bytes);
      var field = new String(bytes, 0, colon, UTF_8);
      int from = Math.min(bytes.length, colon + 1);
      if (from < bytes.length && bytes[from] == ' ') from++;
      switch (field) {
        case "data" -> {
          if (any) data.write('\n');
          any = true;
          data.write(bytes, from, bytes.length - from);
          if (data.size() > eventMax)
            throw new McpFailure(
                McpFailure.Kind.TOO_LARGE, "an event over %d bytes".formatted(eventMax));
        }
        case "id" -> id(new String(bytes, from, bytes.length - from, UTF_8));
        case "retry" -> retry(new String(bytes, from, bytes.length - from, UTF_8));
        // comments, names of events, and fields to come
        default -> {}
      }
    }
  }

  /// The id of the newest event: where to go on after the connection was lost.
  Optional<String> lastId() {
    return lastId;
  }

  /// The pause before the stream is opened again.
  Optional<Duration> retry() {
    return retry;
  }

  private void id(String id) {
    // sent back as a header
    if (!id.isEmpty() && id.chars().allMatch(c -> c >= ' ' && c < 127)) lastId = Optional.of(id);
  }

  private void retry(String millis) {
    if (!millis.isEmpty()
        && millis.length() <= RETRY_DIGITS_MAX
        && millis.chars().allMatch(c -> c >= '0' && c <= '9'))
      retry = Optional.of(Duration.ofMillis(Math.min(RETRY_MAX_MILLIS, Long.parseLong(millis))));
  }

  private static int indexOfColon(byte[] line) {
    int at = 0;
    while (at < line.length && line[at] != ':') at++;
    return at;
  }
}
