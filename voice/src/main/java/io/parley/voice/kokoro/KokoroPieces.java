package io.parley.voice.kokoro;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Cuts a long clause into pieces that the model makes one by one, so that the first is heard while
/// the next is made. The first piece is short; each following may take twice as long to be made, as
/// the one before it is being played. Cuts are where a speaker may breathe: at a comma, or before a
/// word that begins a phrase; there a comma is added, so that the voice does not fall.
final class KokoroPieces {
  /// Where the first piece ends: some two seconds of speech.
  static final int FIRST_MAX = 36;

  /// As long as a piece gets, so that the sound does not pause for long under load.
  private static final int MAX = 120;

  /// A piece of less sounds like a word of its own.
  private static final int MIN = 14;

  /// Words that begin a phrase, in English.
  private static final Set<String> BEGINS =
      Set.of(
          "and", "or", "but", "so", "because", "which", "who", "that", "when", "while", "where",
          "if", "until", "with", "without", "for", "from", "to", "at", "on", "in", "by", "after",
          "before", "within", "under", "is", "are", "was", "were", "will", "has", "have", "can",
          "should");

  private KokoroPieces() {}

  static List<String> of(String clause) {
    var pieces = new ArrayList<String>();
    var words = List.of(clause.strip().split("\\s+"));
    int max = FIRST_MAX;
    while (words.size() > 1 && length(words) > max + MIN) {
      int cut = cut(words, max);
      pieces.add(String.join(" ", words.subList(0, cut)).replaceFirst("(?<=[\\p{L}\\p{N}])$", ","));
      words = words.subList(cut, words.size());
      max = Math.min(2 * max, MAX);
    }
    pieces.add(String.join(" ", words));
    return pieces;
  }

  /// How many words the next piece has; all of them if there is no place to cut.
  private static int cut(List<String> words, int max) {
    int mark = last(words, max, before -> words.get(before - 1).endsWith(","));
    if (mark > 0) return mark;
    int phrase = last(words, max, before -> begins(words, before) && !begins(words, before - 1));
    return phrase > 0 ? phrase : Math.max(1, last(words, max, _ -> true));
  }

  private static boolean begins(List<String> words, int at) {
    return BEGINS.contains(words.get(at));
  }

  /// The last place for a cut within the length that fits, 0 if there is none.
  private static int last(List<String> words, int max, Predicate<Integer> fits) {
    int length = 0;
    int found = 0;
    for (int i = 1; i < words.size(); i++) {
      length += words.get(i - 1).length() + 1;
      if (length > max + 1) break;
      if (length > MIN && fits.test(i)) found = i;
    }
    return found;
  }

  private static int length(List<String> words) {
    return words.stream().mapToInt(word -> word.length() + 1).sum() - 1;
  }
}
