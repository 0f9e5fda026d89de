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
    for (var word : BETWEEN_WORDS.split(Unicode.small(text)))
      if (WORDS.contains(word)) count++;
      else if (LARGE.contains(word)) count += 2;
      else count += (int) word.codePoints().filter(Character::isDigit).count();
    return count;
  }
}
