package io.parley.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The conversation as far as it is held in memory: a running summary of the oldest turns and the
/// lines of those after it.
public record History(Optional<Summary> summary, List<Line> lines) {
  /// Past this the oldest lines are let go even when no summary could be written for them; the
  /// journal keeps them.
  public static final int TOKENS_MAX = 100_000;

  public static final History EMPTY = new History(Optional.empty(), List.of());

  public History {
    lines = List.copyOf(lines);
  }

  public History plus(List<Line> more) {
    if (more.isEmpty()) return this;
    var all = new ArrayList<Line>(lines.size() + more.size());
    all.addAll(lines);
    all.addAll(more);
    int excess = tokens(all) - TOKENS_MAX;
    int first = 0;
    while (excess > 0 && first < all.size() - 1) excess -= all.get(first++).tokens();
    return new History(summary, all.subList(first, all.size()));
  }

  /// The new summary stands for every line up to its last turn.
  public History summarised(Summary written) {
    return new History(
        Optional.of(written),
        lines.stream().filter(line -> line.turn() > written.toTurn()).toList());
  }

  public int tokens() {
    return tokens(lines);
  }

  /// The newest lines that fit into `budget` tokens, oldest first; the last one is always among
  /// them. A summary, where there is one, is taken off the budget first.
  public List<Line> window(int budget) {
    int left = budget - summaryTokens();
    int first = lines.size();
    while (first > 0) {
      left -= lines.get(first - 1).tokens();
      if (left < 0 && first < lines.size()) break;
      first--;
    }
    return lines.subList(first, lines.size());
  }

  /// Which turns must be summarised so that the rest takes half of what `budget` leaves to the
  /// lines ([#window]); empty while everything fits. The last turn is never among them.
  public Optional<TurnRange> overflow(int budget) {
    int room = budget - summaryTokens();
    int rest = tokens();
    if (lines.isEmpty() || rest <= room) return Optional.empty();
    int last = lines.getLast().turn();
    int to = 0;
    for (var line : lines) {
      // whole turns: a question without its answer says nothing; what came before the first turn
      // goes with it
      boolean next = to > 0 && line.turn() > to;
      if (line.turn() >= last || (next && rest <= room / 2)) break;
      rest -= line.tokens();
      to = line.turn();
    }
    if (to == 0) return Optional.empty();
    return Optional.of(new TurnRange(summary.map(Summary::fromTurn).orElse(1), to));
  }

  private int summaryTokens() {
    return summary.map(written -> Tokens.estimate(written.text())).orElse(0);
  }

  private static int tokens(List<Line> lines) {
    int sum = 0;
    for (var line : lines) sum += line.tokens();
    return sum;
  }
}
