package io.parley.sessions.reply;

import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.session.CallState;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The tool calls of one turn: which are waited for, and what came of the others.
final class ToolRound {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final Map<String, ToolCall> waiting = new LinkedHashMap<>();
  private final List<ToolUse> uses = new ArrayList<>();

  ToolRound(List<CallState> known) {
    recorded(known);
  }

  void recorded(List<CallState> calls) {
    for (var call : calls)
      call.outcome()
          .ifPresentOrElse(
              outcome -> uses.add(new ToolUse(call.call(), outcome)),
              () -> waiting.put(call.call().id(), call.call()));
  }

  /// @return whether this was the last that was waited for
  boolean settle(String id, ToolOutcome outcome) {
    var call = waiting.remove(id);
    if (call == null) return false;
    uses.add(new ToolUse(call, outcome));
    return waiting.isEmpty();
  }

  boolean isSettled() {
    return waiting.isEmpty();
  }

  List<ToolUse> uses() {
    return List.copyOf(uses);
  }

  /// What a model calls a tool is its own words, and may be anything.
  static String safeName(String name) {
    return NAME.matcher(name).matches() ? name : "unknown";
  }
}
