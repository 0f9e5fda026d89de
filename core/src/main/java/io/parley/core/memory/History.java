package io.parley.core.memory;

import io.parley.core.party.Party;
import io.parley.core.tool.ToolCallState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The conversation as far as it is held in memory: a running summary of the oldest turns and the
/// lines of those after it, with what tools answered. A turn costs what is new of it, however long
/// the conversation is.
public record History(Optional<Summary> summary, HistoryLines kept, Uses uses) {
  /// Past this the oldest lines are let go even when no summary could be written for them; the
  /// journal keeps them.
  public static final int TOKENS_MAX = 100_000;

  public static final History EMPTY = new History(Optional.empty(), HistoryLines.NONE, Uses.NONE);

  public History(Optional<Summary> summary, List<HistoryLine> lines) {
    this(summary, HistoryLines.of(lines), Uses.NONE);
  }

  /// All that are held, oldest first.
  public List<HistoryLine> lines() {
    return kept.all();
  }

  /// The lines of `turn` and of all after it, oldest first. Turns never go back from one line to
  /// the next.
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

  /// What the agent said in `turn`; empty when that is no longer held, for it was summarised or let
  /// go of.
  public Optional<HistoryLine> reply(int turn) {
    int at = indexOfReply(turn);
    return at < 0 ? Optional.empty() : Optional.of(kept.get(at));
  }

  /// Of what the agent said in `turn` only `heard` was heard: nothing else is told any more. Copies
  /// all lines; a reply is cut once.
  public History cut(int turn, String heard) {
    int at = indexOfReply(turn);
    if (at < 0) return this;
    var lines = new ArrayList<>(lines());
    var whole = lines.remove(at);
    if (!heard.isBlank()) lines.add(at, HistoryLine.of(whole.seq(), turn, whole.by(), heard));
    return new History(summary, HistoryLines.of(lines), uses);
  }

  /// With what became of the calls of a turn that is over.
  public History used(List<ToolCallState> calls) {
    return calls.isEmpty() ? this : new History(summary, kept, uses.plus(calls));
  }

  private int indexOfReply(int turn) {
    for (int at = kept.size() - 1; at >= 0 && kept.get(at).turn() >= turn; at--)
      if (kept.get(at).turn() == turn && kept.get(at).by() == Party.BOT) return at;
    return -1;
  }

  /// The new summary stands for every line up to its last turn.
  public History summarised(Summary written) {
    int told = 0;
    while (told < kept.size() && kept.get(told).turn() <= written.toTurn()) told++;
    return new History(Optional.of(written), kept.without(told), uses.after(written.toTurn()));
  }

  public int tokens() {
    return kept.tokens();
  }

  /// The newest lines that fit into `budget` tokens, oldest first; the last one is always among
  /// them. A summary, where there is one, is taken off the budget first.
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

  /// Which turns must be summarised so that the rest takes half of what `budget` leaves to the
  /// lines ([#window]); empty while everything fits. The last turn is never among them.
  public Optional<TurnRange> overflow(int budget) {
    int room = budget - summaryTokens();
    if (tokens() <= room) return Optional.empty();
    int to = 0;
    int rest = 0;
    // from the newest back: what stays is bounded, what goes is not when no summary comes
    for (int at = kept.size() - 1; at > 0 && (to == 0 || rest <= room / 2); at--) {
      rest += kept.get(at).tokens();
      int before = kept.get(at - 1).turn();
      // whole turns: a question without its answer says nothing; what came before the first turn
      // goes with it
      if (before == kept.get(at).turn()) continue;
      if (before == 0) break;
      if (to == 0 || rest <= room / 2) to = before;
    }
    if (to == 0) return Optional.empty();
    return Optional.of(new TurnRange(summary.map(Summary::fromTurn).orElse(1), to));
  }

  private int summaryTokens() {
    return summary.map(Summary::tokens).orElse(0);
  }
}
