package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolProgress;
import io.parley.tools.source.OutsideText;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Takes the server's reports on calls under way to their readers (MCP, "Progress"). Thread safe.
final class ProgressReports {
  static final String METHOD = "notifications/progress";

  // before invisible characters are taken out
  private static final int MESSAGE_READ_MAX = 4 * ToolProgress.MESSAGE_MAX;

  private final Map<String, Consumer<ToolProgress>> readers = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();

  /// Reports on one call, until it is closed: then the server has nothing more to report.
  record Reporting(ProgressReports reports, String token) implements AutoCloseable {
    @Override
    public void close() {
      reports.readers.remove(token);
    }
  }

  Reporting to(Consumer<ToolProgress> reader) {
    var token = "p" + tokens.incrementAndGet();
    readers.put(token, reader);
    return new Reporting(this, token);
  }

  /// Reports on calls that are over, and numbers that are none, are dropped.
  void reported(ObjectNode params) {
    var reader = readers.get(params.path("progressToken").asText(""));
    if (reader != null) read(params).ifPresent(reader);
  }

  private static Optional<ToolProgress> read(ObjectNode params) {
    var progress = params.path("progress");
    if (!isFinite(progress)) return Optional.empty();
    var total = params.path("total");
    var message =
        OutsideText.line(OutsideText.cut(params.path("message").asText(""), MESSAGE_READ_MAX));
    return Optional.of(
        new ToolProgress(
            progress.asDouble(),
            isFinite(total) ? OptionalDouble.of(total.asDouble()) : OptionalDouble.empty(),
            Optional.of(message).filter(text -> !text.isEmpty())));
  }

  private static boolean isFinite(JsonNode number) {
    return number.isNumber() && Double.isFinite(number.asDouble());
  }
}
