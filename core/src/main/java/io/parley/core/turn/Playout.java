package io.parley.core.turn;

import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The part of a reply that has been made into sound, in playing order. The *heard* part follows
/// from the played duration: whole clauses, and of the current one the words spoken so far,
/// estimated by its letters.
///
/// @param clauses as in the reply, blanks included: joined they are the reply's text
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

  /// Adds sound of the last clause: engines deliver it piece by piece.
  public Playout lengthened(Duration by) {
    var more = new ArrayList<>(clauses);
    var last = more.removeLast();
    more.add(new Clause(last.text(), last.length().plus(by)));
    return new Playout(more);
  }

  /// The sound of the last clause broke off: it contains only this text.
  public Playout lastSays(String text) {
    var more = new ArrayList<>(clauses);
    more.add(new Clause(text, more.removeLast().length()));
    return new Playout(more);
  }

  public Duration length() {
    return clauses.stream().map(Clause::length).reduce(Duration.ZERO, Duration::plus);
  }

  /// The text that was heard by this position of playout.
  ///
  /// @param position played duration, without sound still on its way to the customer
  public String heard(Duration position) {
    var heard = new StringBuilder();
    var left = position;
    for (var clause : clauses) {
      if (left.compareTo(clause.length()) < 0) {
        heard.append(spokenPart(clause, left));
        break;
      }
      heard.append(clause.text());
      left = left.minus(clause.length());
    }
    return heard.toString().stripTrailing();
  }

  /// The words of a clause that were complete by then. A word that was cut off was not heard.
  private static String spokenPart(Clause clause, Duration played) {
    if (!played.isPositive() || clause.text().isEmpty()) return "";
    var text = clause.text();
    long reached = text.length() * played.toNanos() / clause.length().toNanos();
    var boundaries = BreakIterator.getWordInstance(Locale.ROOT);
    boundaries.setText(text);
    int end = boundaries.preceding((int) reached + 1);
    return end == BreakIterator.DONE ? "" : text.substring(0, end);
  }
}
