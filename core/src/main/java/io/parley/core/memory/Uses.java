package io.parley.core.memory;

import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tool calls of earlier turns with their outcomes, oldest first, as later prompts contain them:
/// long arguments and results are shortened, and the oldest are dropped. Immutable.
public record Uses(List<Use> all) {
  /// The most tokens of all of them together (estimated).
  static final int TOKENS_MAX = 4_000;

  /// Longer arguments and results are cut here.
  static final int TEXT_MAX = 2_000;

  static final Uses NONE = new Uses(List.of());

  /// @param turn the turn of the call; @param round of that turn
  /// @param after length of that turn's reply before the call, in UTF-16 units
  /// @param call with its arguments, perhaps shortened; @param outcome likewise
  /// @param tokens estimated
  public record Use(
      int turn, int round, int after, ToolCall call, ToolOutcome outcome, int tokens) {
    static Use of(ToolCallState state, ToolOutcome outcome) {
      var whole = state.call();
      var call = new ToolCall(whole.id(), whole.tool(), shortened(whole.arguments()));
      var told = ToolOutcome.of(outcome.kind(), shortened(outcome.result()));
      int tokens =
          2 * Tokens.PER_MESSAGE
              + Tokens.estimate(call.tool())
              + Tokens.estimate(call.arguments().text())
              + Tokens.estimate(told.result().text());
      return new Use(state.turn(), state.round(), state.after(), call, told, tokens);
    }
  }

  public Uses {
    all = List.copyOf(all);
  }

  /// Adds the settled ones of `calls`; the new outcome of a call replaces an earlier one.
  Uses plus(List<ToolCallState> calls) {
    var more = new ArrayList<>(all);
    for (var call : calls) {
      more.removeIf(use -> use.call().id().equals(call.call().id()));
      call.outcome().ifPresent(outcome -> more.add(Use.of(call, outcome)));
    }
    // a call that settles after its turn is sorted into its turn
    more.sort(Comparator.comparingInt(Use::turn));
    return new Uses(newest(more, TOKENS_MAX));
  }

  /// Without those of turns up to `turn`.
  Uses after(int turn) {
    return new Uses(all.stream().filter(use -> use.turn() > turn).toList());
  }

  /// The newest of the turns from `turn` on that fit into `budget` tokens, oldest first.
  public List<Use> since(int turn, int budget) {
    return newest(all.stream().filter(use -> use.turn() >= turn).toList(), budget);
  }

  private static List<Use> newest(List<Use> uses, int budget) {
    int left = budget;
    int first = uses.size();
    while (first > 0 && uses.get(first - 1).tokens() <= left) left -= uses.get(--first).tokens();
    return uses.subList(first, uses.size());
  }

  /// Still valid JSON: an object that says that there was more. Of a result that was shortened
  /// before, the place of its rest stays readable.
  private static Json shortened(Json json) {
    if (json.text().length() <= TEXT_MAX) return json;
    if (LongResult.isReadable(json)) return cut(json);
    var told = new StringBuilder("{\"shortened\":\"");
    LongResult.escape(json.text(), 0, LongResult.end(json.text(), 0, TEXT_MAX), told);
    return new Json(told.append("\"}").toString());
  }

  /// An object whose last field is a text, with less of that text.
  private static Json cut(Json json) {
    var text = json.text();
    int end = LongResult.end(text, 0, TEXT_MAX);
    // an escape must not lose its second half
    int slashes = 0;
    while (text.charAt(end - 1 - slashes) == '\\') slashes++;
    return new Json(text.substring(0, end - slashes % 2) + "\"}");
  }
}
