package io.parley.core.speech;

import java.util.Set;

/// Counts the digits of a transcript, written or in words of English, German and Spanish.
public final class SpokenDigits {
  /// Tens and more are two digits at least.
  private static final Set<String> LARGE =
      Set.of(
          ("ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,twenty,"
                  + "thirty,forty,fifty,sixty,seventy,eighty,ninety,hundred,thousand")
              .split(","));

  private SpokenDigits() {}

  public static int count(String text) {
    int count = 0;
    var before = "";
    for (var word : SpokenFigures.wordsOf(text)) {
      // the two of "forty-two" takes the place of a zero
      boolean completes = before.endsWith("ty") && LARGE.contains(before);
      if (SpokenFigures.isDigit(word)) count += completes ? 0 : 1;
      else if (LARGE.contains(word)) count += 2;
      else count += (int) word.codePoints().filter(Character::isDigit).count();
      before = word;
    }
    return count;
  }
}
