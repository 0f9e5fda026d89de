package io.parley.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Splits streamed text into clauses that can be spoken one by one: the first one early, because
/// the customer waits for it, later ones at the ends of sentences. Joined, the clauses are the text
/// as it came, blanks and all. For one reply and one thread.
///
/// A clause ends after `.`, `!`, `?`, `…`, `:` or `;` before a blank, or at a line's end; not after
/// an abbreviation, a single letter, or a number that counts (`3. Mai`, `1. First`). Never splits
/// within a word, and so not within an amount, an order number or a web address.
public final class ClauseSplitter {
  /// From this length on the first clause may end at a comma.
  private static final int FIRST_MIN = 20;

  /// Shorter ones are spoken with the next: an engine makes a bad melody of one word.
  private static final int CLAUSE_MIN = 8;

  /// Longer ones are cut at the end of a word, at a comma if there is one.
  private static final int CLAUSE_MAX = 240;

  private static final String ENDS = ".!?…:;";
  private static final String ENDS_WIDE = "。！？；";
  private static final String CLOSES = "\"'”’»)]*_";
  private static final Pattern COUNTING = Pattern.compile("\\p{Nd}{1,2}\\.");
  private static final Pattern LETTER = Pattern.compile("\\p{L}\\.(?:\\p{L}\\.)*+");

  private static final int ABBREVIATION_MAX = 8;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.", "nr.", "vs.", "etc.", "approx.",
          "e.g.", "i.e.", "inc.", "ltd.", "co.", "dept.", "ext.", "tel.", "hr.", "fr.", "bzw.",
          "ca.", "evtl.", "ggf.", "inkl.", "usw.", "str.", "art.", "abs.", "max.", "min.", "sr.",
          "sra.", "ud.", "uds.", "núm.", "mme.", "mlle.", "jan.", "feb.", "mar.", "apr.", "jun.",
          "jul.", "aug.", "sep.", "sept.", "oct.", "okt.", "nov.", "dec.", "dez.");

  private final StringBuilder pending = new StringBuilder();
  private boolean isFirst = true;

  // The start of the pending clause, and how far it was scanned: no character is scanned twice,
  // however small the pieces are.
  private int from;
  private int seen;
  private int comma;
  private int word;
  private int firstInk = -1;
  private int lastInk;

  /// Takes the next piece, and returns the clauses that are complete now.
  public List<String> add(String delta) {
    pending.append(delta);
    var clauses = new ArrayList<String>();
    for (int end = end(); end > 0; end = end()) clauses.add(cut(end));
    return clauses;
  }

  /// Ends the text, and returns the rest, if there is any.
  public List<String> finish() {
    var clauses = new ArrayList<>(add(""));
    if (from < pending.length()) clauses.add(cut(pending.length()));
    return clauses;
  }

  private String cut(int end) {
    var clause = pending.substring(from, end);
    isFirst = false;
    from = end;
    if (2 * from > pending.length()) {
      pending.delete(0, from);
      from = 0;
    }
    seen = from;
    comma = from;
    word = from;
    firstInk = -1;
    return clause;
  }

  /// The end of the first pending clause, blanks after it included; 0 while it is not known yet.
  private int end() {
    for (; seen < pending.length(); seen++) {
      char c = pending.charAt(seen);
      int length = seen - from;
      if (c == '\n' && firstInk >= 0) return afterBlanks(seen);
      if (ENDS_WIDE.indexOf(c) >= 0 && length + 1 >= CLAUSE_MIN / 2) return afterBlanks(seen + 1);
      if (!Character.isWhitespace(c)) {
        if (firstInk < 0) firstInk = seen;
        lastInk = seen;
        continue;
      }
      if (length == 0) continue;
      word = seen;
      if (isComma(seen - 1)) comma = seen;
      boolean isLong = firstInk >= 0 && lastInk + 1 - firstInk >= CLAUSE_MIN;
      if (isLong && endsSentence(seen)) return afterBlanks(seen);
      if (isFirst && comma == seen && length >= FIRST_MIN) return afterBlanks(seen);
      if (length >= CLAUSE_MAX) return afterBlanks(comma - from > CLAUSE_MAX / 2 ? comma : word);
    }
    return 0;
  }

  private boolean isComma(int at) {
    return ",–—".indexOf(pending.charAt(at)) >= 0;
  }

  /// Blanks belong to the clause before them. Later blanks do not matter: they begin the next
  /// clause.
  private int afterBlanks(int ink) {
    int end = ink;
    while (end < pending.length() && Character.isWhitespace(pending.charAt(end))) end++;
    return end;
  }

  /// Whether the word before `blank` is the last of a sentence.
  private boolean endsSentence(int blank) {
    int last = blank - 1;
    while (last > from && CLOSES.indexOf(pending.charAt(last)) >= 0) last--;
    if (ENDS.indexOf(pending.charAt(last)) < 0) return false;
    if (pending.charAt(last) != '.') return true;
    int first = last;
    while (first > from && !Character.isWhitespace(pending.charAt(first - 1))) first--;
    while (first < last && "(\"“„«[*_".indexOf(pending.charAt(first)) >= 0) first++;
    var end = pending.substring(first, last + 1);
    return !(end.length() <= ABBREVIATION_MAX
            && ABBREVIATIONS.contains(end.toLowerCase(Locale.ROOT)))
        && !LETTER.matcher(end).matches()
        && !COUNTING.matcher(end).matches();
  }
}
