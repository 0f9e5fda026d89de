package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.RunningCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls of tools under way by the ids of their requests, so that a question in the middle of
/// an answer reaches the conversation of its call. Thread safe.
final class OpenCalls {
  /// Questions of one call, as in the stateless revision.
  static final int QUESTIONS_MAX = 5;

  private final Map<JsonNode, Open> calls = new ConcurrentHashMap<>();

  private record Open(RunningCall call, AtomicInteger questions) {}

  /// Removes the call when closed.
  interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  Entry add(JsonNode id, Optional<RunningCall> call) {
    if (call.isEmpty()) return () -> {};
    calls.put(id, new Open(call.get(), new AtomicInteger()));
    return () -> calls.remove(id);
  }

  /// The call that may ask once more.
  Optional<RunningCall> asking(JsonNode id) {
    return Optional.ofNullable(calls.get(id))
        .filter(open -> open.questions().incrementAndGet() <= QUESTIONS_MAX)
        .map(Open::call);
  }
}
