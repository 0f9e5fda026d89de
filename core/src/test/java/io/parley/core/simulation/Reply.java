package io.parley.core.simulation;

import io.parley.core.model.ToolRequest;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand.CompleteReply;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A reply under way: it speaks when no call is pending.
final class Reply {
  static final Problem PROBLEM = new Problem("model-unavailable", "No answer", "It did not answer");

  private final int turn;
  private int attempt;
  private final Set<String> waiting = new HashSet<>();
  private boolean onlyToSpeak;

  Reply(int turn, int attempt, List<ToolCallState> calls) {
    this.turn = turn;
    this.attempt = attempt;
    for (var call : calls) if (call.outcome().isEmpty()) waiting.add(call.call().id());
  }

  int turn() {
    return turn;
  }

  int attempt() {
    return attempt;
  }

  boolean isReady() {
    return waiting.isEmpty();
  }

  /// Continues as the next attempt.
  void restarted() {
    attempt++;
  }

  boolean isOnlyToSpeak() {
    return onlyToSpeak;
  }

  void onlySpeak() {
    onlyToSpeak = true;
  }

  /// Receives committed events.
  ///
  /// @return whether they settled the last pending call
  boolean isReadyAfter(List<SessionEvent> events) {
    boolean settled = false;
    for (var event : events)
      switch (event) {
        case ToolEvent.ToolCallRequested r when r.turn() == turn -> waiting.add(r.call());
        case ToolEvent.ToolCallSettled s -> settled |= waiting.remove(s.call());
        default -> {}
      }
    return settled && waiting.isEmpty();
  }

  List<WantedCall> wishes(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(
            _ -> {
              var policies = ToolPolicy.values();
              var policy = policies[random.nextInt(policies.length)];
              // the same now and then, and then in another order of fields
              int what = random.nextInt(4);
              var fields = random.nextBoolean() ? "{\"a\":1,\"n\":%d}" : "{\"n\":%d, \"a\":1}";
              var request = new ToolRequest("tool." + policy, new Json(fields.formatted(what)));
              return new WantedCall(request, "A tool", new ToolTerms(policy, what == 0));
            })
        .toList();
  }

  /// The number in the arguments of a requested call.
  static int what(Json arguments) {
    var text = arguments.text();
    return text.charAt(text.indexOf("\"n\":") + 4) - '0';
  }

  CompleteReply complete(Instant at) {
    return new CompleteReply(
        turn, attempt, words(turn, attempt), List.of(), 9, 3, Node.USAGE, false, at);
  }

  /// Names the attempt that speaks, so that no other's words can pass for its own.
  static String words(int turn, int attempt) {
    return "the reply of turn %d, attempt %d".formatted(turn, attempt);
  }
}
