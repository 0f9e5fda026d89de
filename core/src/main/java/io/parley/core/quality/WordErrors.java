package io.parley.core.quality;

import io.parley.core.text.Unicode;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/// The errors of words that were recognised: substitutions, deletions and insertions (Levenshtein
/// distance) among the words that were said. Case and punctuation do not count, and digits are
/// words. Of languages that have blanks between words. Words after the first 400 do not count: no
/// utterance has so many.
///
/// @param wrong may be more than `said`: of words that nobody said
public record WordErrors(int wrong, int said) {
  public static final WordErrors NONE = new WordErrors(0, 0);

  /// They are compared in quadratic time.
  private static final int WORDS_MAX = 400;

  /// Marks belong to words: without its vowel signs, a word of Hindi falls apart.
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}']+");

  /// Not the marks alone that are left of an emoji.
  private static final Pattern SPOKEN = Pattern.compile("[\\p{L}\\p{N}]");

  public static WordErrors of(String said, String heard) {
    var right = words(said);
    var found = words(heard);
    var row = new int[found.size() + 1];
    for (int k = 0; k < row.length; k++) row[k] = k;
    for (int i = 1; i <= right.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int k = 1; k < row.length; k++) {
        int changed = diagonal + (right.get(i - 1).equals(found.get(k - 1)) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(changed, 1 + Math.min(row[k], row[k - 1]));
      }
    }
    return new WordErrors(row[found.size()], right.size());
  }

  private static List<String> words(String text) {
    var plain = Normalizer.normalize(Unicode.bounded(text), Normalizer.Form.NFC);
    return BETWEEN
        .splitAsStream(Unicode.small(plain.replace('’', '\'')))
        .filter(word -> SPOKEN.matcher(word).find())
        .limit(WORDS_MAX)
        .toList();
  }

  public WordErrors plus(WordErrors more) {
    return new WordErrors(wrong + more.wrong, said + more.said);
  }

  /// The word error rate: 0 for none; more than 1 where words were heard that nobody said.
  public double rate() {
    return (double) wrong / Math.max(1, said);
  }
}
