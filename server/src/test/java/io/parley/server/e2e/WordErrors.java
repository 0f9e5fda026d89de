package io.parley.server.e2e;

import io.parley.core.text.Unicode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Word errors of a transcript: substitutions, deletions and insertions (Levenshtein distance)
/// among the spoken words. Digits count one by one, in figures or in words.
record WordErrors(int wrong, int said) {
  private static final List<String> DIGITS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private static final Pattern SIGN = Pattern.compile("(?<=\\d)(?=\\d)|[^\\p{L}\\p{Nd}']+");

  static WordErrors of(String said, String heard) {
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

  double rate() {
    return said == 0 ? 0 : (double) wrong / said;
  }

  private static List<String> words(String text) {
    return Arrays.stream(SIGN.split(Unicode.small(text)))
        .filter(word -> !word.isEmpty())
        .map(WordErrors::inFigures)
        .toList();
  }

  private static String inFigures(String word) {
    if (word.equals("oh")) return "0";
    int digit = DIGITS.indexOf(word);
    return digit < 0 ? word : Integer.toString(digit);
  }

  @Override
  public String toString() {
    return "%d of %d words (%d %%)".formatted(wrong, said, Math.round(100 * rate()));
  }
}
