package io.parley.core.memory;

import io.parley.core.party.Party;
import io.parley.core.tool.ToolCallState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of the conversation that is held in memory: a running summary of the oldest turns, the
/// lines after it, and tool results. Adding a turn takes time for its own lines only, however long
/// the conversation is.
public record History(Optional<Summary> summary, HistoryLines kept, Uses uses) {
  /// Above this the oldest lines are dropped even if no summary could be written for them; the
  /// journal keeps them.
  public static final int TOKENS_MAX = 100_000;

  public static final History EMPTY = new History(Optional.empty(), HistoryLines.NONE, Uses.NONE);

  public History(Optional<Summary> summary, List<HistoryLine> lines) {
    this(summary, HistoryLines.of(lines), Uses.NONE);
  }

  /// All held lines, oldest first.
  public List<HistoryLine> lines() {
    return kept.all();
  }

  /// The lines of `turn` and of all after it, oldest first. Turn numbers never decrease from one
  /// line to the next.
  public List<HistoryLine> since(int turn) {
    int first = kept.size();
    while (first > 0 && kept.get(first - 1).turn() >= turn) first--;
    return lines().subList(first, kept.size());
  }

  public History plus(List<HistoryLine> more) {
    if (more.isEmpty()) return this;
    var all = kept;
    for (var line : more) all = all.plus(line);
    int excess = all.tokens() - TOKENS_MAX;
    int first = 0;
    while (excess > 0 && first < all.size() - 1) excess -= all.get(first++).tokens();
    return new History(summary, first == 0 ? all : all.without(first), uses);
  }

  /// The agent's reply in `turn`; empty if it is no longer held, because it was summarised or
  /// dropped.
  public Optional<HistoryLine> reply(int turn) {
    int at = indexOfReply(turn);
    return at < 0 ? Optional.empty() : Optional.of(kept.get(at));
  }

  /// Cuts the agent's reply in `turn` to the part that was `heard`. Copies all lines, which is
  /// cheap enough: a reply is cut once.
  public History cut(int turn, String heard) {
    int at = indexOfReply(turn);
    if (at < 0) return this;
    var lines = new ArrayList<>(lines());
    var whole = lines.remove(at);
    if (!heard.isBlank()) lines.add(at, HistoryLine.of(whole.seq(), turn, whole.by(), heard));
    return new History(summary, HistoryLines.of(lines), uses);
  }

  /// Adds the outcomes of the calls of an ended turn.
  public History used(List<ToolCallState> calls) {
    return calls.isEmpty() ? this : new History(summary, kept, uses.plus(calls));
  }

  private int indexOfReply(int turn) {
    for (int at = kept.size() - 1; at >= 0 && kept.get(at).turn() >= turn; at--)
      if (kept.get(at).turn() == turn && kept.get(at).by() == Party.BOT) return at;
    return -1;
  }

  /// The new summary replaces every line up to its last turn.
  public History summarised(Summary written) {
    int told = 0;
    while (told < kept.size() && kept.get(told).turn() <= written.toTurn()) told++;
    return new History(Optional.of(written), kept.without(told), uses.after(written.toTurn()));
  }

  public int tokens() {
    return kept.tokens();
  }

  /// The newest lines that fit into `budget` tokens, oldest first; the last one is always among
  /// them. The tokens of the summary, if there is one, are subtracted from the budget first.
  public List<HistoryLine> window(int budget) {
    int left = budget - summaryTokens();
    int first = kept.size();
    while (first > 0) {
      left -= kept.get(first - 1).tokens();
      if (left < 0 && first < kept.size()) break;
      first--;
    }
    return lines().subList(first, kept.size());
  }

  /// The turns to summarise so that the rest takes half of the `budget` for lines ([#window]);
  /// empty while everything fits. Never includes the last turn.
  public Optional<TurnRange> overflow(int budget) {
    int capacity = budget - summaryTokens();
    if (tokens() <= capacity) return Optional.empty();
    int to = 0;
    int rest = 0;
    // from the newest back: the kept part is bounded, the rest is not if summaries keep failing
    for (int at = kept.size() - 1; at > 0 && (to == 0 || rest <= capacity / 2); at--) {
      rest += kept.get(at).tokens();
      int before = kept.get(at - 1).turn();
      // whole turns: a question without its answer is useless; lines before the first turn go with
      // it
      if (before == kept.get(at).turn()) continue;
      if (before == 0) break;
      if (to == 0 || rest <= capacity / 2) to = before;
    }
    if (to == 0) return Optional.empty();
    return Optional.of(new TurnRange(summary.map(Summary::fromTurn).orElse(1), to));
  }

  private int summaryTokens() {
    return summary.map(Summary::tokens).orElse(0);
  }
}
