package io.parley.core.speech;

import io.parley.core.text.Unicode;
import java.util.Set;
import java.util.regex.Pattern;

/// Counts the digits of a transcript, written or in words of English, German and Spanish.
public final class SpokenDigits {
  private static final Set<String> WORDS =
      Set.of(
          ("zero,oh,one,two,three,four,five,six,seven,eight,nine,null,eins,zwei,zwo,drei,vier,fünf,"
                  + "sechs,sieben,acht,neun,cero,uno,dos,tres,cuatro,cinco,seis,siete,ocho,nueve")
              .split(","));

  /// Tens and more are two digits at least.
  private static final Set<String> LARGE =
      Set.of(
          ("ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,twenty,"
                  + "thirty,forty,fifty,sixty,seventy,eighty,ninety,hundred,thousand")
              .split(","));

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  private SpokenDigits() {}

  public static int count(String text) {
    int count = 0;
    var before = "";
    for (var word : BETWEEN_WORDS.splitAsStream(Unicode.small(text)).toList()) {
      // the two of "forty-two" takes the place of a zero
      boolean completes = before.endsWith("ty") && LARGE.contains(before);
      if (WORDS.contains(word)) count += completes ? 0 : 1;
      else if (LARGE.contains(word)) count += 2;
      else count += (int) word.codePoints().filter(Character::isDigit).count();
      before = word;
    }
    return count;
  }
}
