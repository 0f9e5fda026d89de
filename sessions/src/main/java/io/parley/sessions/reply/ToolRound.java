package io.parley.sessions.reply;

import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.session.CallState;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The tool calls of one turn, in the order in which they were asked for, and what came of each:
/// results come in any order, and meet their calls by id.
final class ToolRound {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final Map<String, ToolCall> calls = new LinkedHashMap<>();
  private final Map<String, ToolOutcome> outcomes = new HashMap<>();

  ToolRound(List<CallState> known) {
    recorded(known);
  }

  void recorded(List<CallState> more) {
    for (var call : more) {
      calls.put(call.call().id(), call.call());
      call.outcome().ifPresent(outcome -> outcomes.put(call.call().id(), outcome));
    }
  }

  /// @return whether this was the last that was waited for
  boolean settle(String id, ToolOutcome outcome) {
    return calls.containsKey(id) && outcomes.putIfAbsent(id, outcome) == null && isSettled();
  }

  boolean isSettled() {
    return outcomes.keySet().containsAll(calls.keySet());
  }

  /// Those that are settled.
  List<ToolUse> uses() {
    return calls.values().stream()
        .filter(call -> outcomes.containsKey(call.id()))
        .map(call -> new ToolUse(call, outcomes.get(call.id())))
        .toList();
  }

  /// What a model calls a tool is its own words, and may be anything.
  static String safeName(String name) {
    return NAME.matcher(name).matches() ? name : "unknown";
  }
}
