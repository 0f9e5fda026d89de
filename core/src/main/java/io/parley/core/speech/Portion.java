package io.parley.core.speech;

import io.parley.core.speech.mark.MarkedText;
import java.util.ArrayList;
import java.util.List;

/// How much of a reply is said before the customer is asked whether they want to hear more: two
/// sentences, a third one if those are short, and always the rest if it is short. For one reply and
/// one thread.
///
/// Clauses beyond that are kept back until it is known whether the rest is long: it mostly is known
/// before the sentences ahead of it are said.
public final class Portion {
  private static final int SENTENCES = 2;

  /// Shorter sentences do not count as a portion: "Yes. You can."
  private static final int LENGTH_MIN = 100;

  /// From here on a portion ends at any clause.
  private static final int LENGTH_MAX = 400;

  /// A rest of this length is said rather than asked for.
  private static final int REST_MAX = 80;

  private static final String ENDS = ".!?…。！？";
  private static final String CLOSES = "\"'”’»)]*_";

  private final boolean isLimited;
  private final StringBuilder said = new StringBuilder();
  private final List<MarkedText> kept = new ArrayList<>();
  private int sentences;
  private int keptLength;
  private boolean isOver;

  private Portion(boolean isLimited) {
    this.isLimited = isLimited;
  }

  public static Portion ofReply() {
    return new Portion(true);
  }

  /// For a reply that is said whole.
  public static Portion everything() {
    return new Portion(false);
  }

  /// @param clauses as in the reply, blanks included
  /// @return those to say now
  public List<MarkedText> add(List<MarkedText> clauses) {
    var now = new ArrayList<MarkedText>();
    for (var clause : clauses) {
      if (isOver) break;
      if (isEnough()) keep(clause);
      else now.add(say(clause));
    }
    return now;
  }

  /// The reply has no more clauses.
  ///
  /// @return the last ones to say
  public List<MarkedText> finish() {
    var rest = List.copyOf(kept);
    kept.clear();
    rest.forEach(this::say);
    return rest;
  }

  /// Whether there is more than is said: the customer is asked.
  public boolean isOver() {
    return isOver;
  }

  /// The text that was given out: the beginning of the reply.
  public String said() {
    return said.toString();
  }

  private boolean isEnough() {
    return isLimited
        && ((sentences >= SENTENCES && said.length() >= LENGTH_MIN) || said.length() >= LENGTH_MAX);
  }

  private MarkedText say(MarkedText clause) {
    said.append(clause.text());
    if (endsSentence(clause.text())) sentences++;
    return clause;
  }

  private void keep(MarkedText clause) {
    kept.add(clause);
    keptLength += clause.text().strip().length();
    if (keptLength <= REST_MAX) return;
    isOver = true;
    kept.clear();
  }

  private static boolean endsSentence(String clause) {
    int last = clause.stripTrailing().length() - 1;
    if (last < 0) return false;
    boolean isLine = clause.indexOf('\n', last) >= 0;
    while (last > 0 && CLOSES.indexOf(clause.charAt(last)) >= 0) last--;
    return (isLine && clause.charAt(last) != ':') || ENDS.indexOf(clause.charAt(last)) >= 0;
  }
}
