package io.parley.core.turn;

import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What of a reply has been made into sound, in the order in which it is played. How far it was
/// *heard* follows from how far it was played: whole clauses, and of the one under way the words
/// that had been said, as far as its letters tell the time.
///
/// @param clauses as they stand in the reply, blanks and all: joined they are the reply's text
public record Playout(List<Clause> clauses) {
  public static final Playout NOTHING = new Playout(List.of());

  public Playout {
    clauses = List.copyOf(clauses);
  }

  /// @param length of its sound
  public record Clause(String text, Duration length) {
    public Clause {
      if (length.isNegative())
        throw new IllegalArgumentException("length: " + length + " (expected: ≥ 0)");
    }
  }

  public Playout plus(Clause clause) {
    var more = new ArrayList<>(clauses);
    more.add(clause);
    return new Playout(more);
  }

  /// Sound came of the clause that is last so far: an engine gives it piece by piece.
  public Playout lengthened(Duration by) {
    var more = new ArrayList<>(clauses);
    var last = more.removeLast();
    more.add(new Clause(last.text(), last.length().plus(by)));
    return new Playout(more);
  }

  /// The sound of the clause that is last so far broke off: it says only this.
  public Playout lastSays(String text) {
    var more = new ArrayList<>(clauses);
    more.add(new Clause(text, more.removeLast().length()));
    return new Playout(more);
  }

  public Duration length() {
    return clauses.stream().map(Clause::length).reduce(Duration.ZERO, Duration::plus);
  }

  /// The text that had been heard when so much was played.
  ///
  /// @param position of playout, without what is still on its way to the ear
  public String heard(Duration position) {
    var heard = new StringBuilder();
    var left = position;
    for (var clause : clauses) {
      if (left.compareTo(clause.length()) < 0) {
        heard.append(begun(clause, left));
        break;
      }
      heard.append(clause.text());
      left = left.minus(clause.length());
    }
    return heard.toString().stripTrailing();
  }

  /// The words of a clause that were over by then. A word that was cut off was not heard.
  private static String begun(Clause clause, Duration played) {
    if (!played.isPositive()) return "";
    var text = clause.text();
    long reached = text.length() * played.toNanos() / clause.length().toNanos();
    var boundaries = BreakIterator.getWordInstance(Locale.ROOT);
    boundaries.setText(text);
    int end = boundaries.preceding((int) reached + 1);
    return end == BreakIterator.DONE ? "" : text.substring(0, end);
  }
}
