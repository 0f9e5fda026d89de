package io.parley.sessions.reply;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The model's words and calls in one turn, round by round: the calls in the order of the model's
/// requests, each with its outcome. Results come in any order, and are matched with their calls by
/// id.
final class ToolRound {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final Map<String, ToolCallState> calls = new LinkedHashMap<>();
  private final Map<String, ToolOutcome> outcomes = new HashMap<>();
  private final Map<Integer, String> said = new HashMap<>();
  // the newest words, which no call has followed yet
  private String last = "";

  ToolRound(List<ToolCallState> known) {
    recorded(known);
  }

  /// The model has said this, and continues.
  void spoke(String words) {
    last = words;
  }

  void recorded(List<ToolCallState> more) {
    if (!more.isEmpty()) {
      said.put(more.getFirst().round(), last);
      last = "";
    }
    for (var call : more) {
      calls.put(call.call().id(), call);
      call.outcome().ifPresent(outcome -> outcomes.put(call.call().id(), outcome));
    }
  }

  /// @return whether this was the last missing result
  boolean settle(String id, ToolOutcome outcome) {
    return calls.containsKey(id) && outcomes.putIfAbsent(id, outcome) == null && isSettled();
  }

  boolean isSettled() {
    return outcomes.keySet().containsAll(calls.keySet());
  }

  /// The settled calls.
  List<ToolUse> uses() {
    return calls.values().stream()
        .filter(call -> outcomes.containsKey(call.call().id()))
        .map(call -> new ToolUse(call.round(), call.call(), outcomes.get(call.call().id())))
        .toList();
  }

  /// The form for the model: each round with the words before it.
  List<PromptMessage> messages() {
    var messages = new ArrayList<PromptMessage>();
    int round = 0;
    for (var use : uses()) {
      if (use.round() != round) say(said.getOrDefault(use.round(), ""), messages);
      round = use.round();
      messages.add(use);
    }
    say(last, messages);
    return messages;
  }

  private static void say(String words, List<PromptMessage> messages) {
    if (!words.isBlank()) messages.add(new PromptMessage.Assistant(words));
  }

  /// A tool's name is the model's own text, and may be anything.
  static String safeName(String name) {
    return NAME.matcher(name).matches() ? name : "unknown";
  }
}
