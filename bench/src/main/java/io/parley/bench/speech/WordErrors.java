package io.parley.bench.speech;

import java.util.Locale;

/// Word errors of a transcript in English: substitutions, deletions and insertions (Levenshtein
/// distance) among the spoken words, without digits. Those of any language are
/// [io.parley.core.quality.WordErrors].
public record WordErrors(int wrong, int said) {
  public static final WordErrors NONE = new WordErrors(0, 0);

  /// In English, without digits.
  public static WordErrors of(String said, String heard) {
    return of(words(said), words(heard));
  }

  private static WordErrors of(String[] right, String[] found) {
    var row = new int[found.length + 1];
    for (int k = 0; k <= found.length; k++) row[k] = k;
    for (int i = 1; i <= right.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int k = 1; k <= found.length; k++) {
        int changed = diagonal + (right[i - 1].equals(found[k - 1]) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(changed, 1 + Math.min(row[k], row[k - 1]));
      }
    }
    return new WordErrors(row[found.length], right.length);
  }

  public WordErrors plus(WordErrors more) {
    return new WordErrors(wrong + more.wrong, said + more.said);
  }

  public double percent() {
    return said == 0 ? 0 : 100.0 * wrong / said;
  }

  private static String[] words(String text) {
    return split(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]+", " "));
  }

  private static String[] split(String text) {
    var plain = text.strip();
    return plain.isEmpty() ? new String[0] : plain.split(" +");
  }
}
