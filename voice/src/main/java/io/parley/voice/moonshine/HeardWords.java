package io.parley.voice.moonshine;

import io.parley.core.text.Unicode;
import java.util.Arrays;
import java.util.List;

/// Properties of transcribed words.
final class HeardWords {
  /// A phrase repeated so often is a loop.
  private static final int LOOP = 3;

  private static final int PHRASE_MAX = 4;

  private HeardWords() {}

  /// The share of the words that begin like the previous decoding, 0 to 1: words that two decodings
  /// agree on rarely change later.
  static double stability(String before, String now) {
    var old = words(before);
    var all = words(now);
    if (all.isEmpty()) return old.isEmpty() ? 1 : 0;
    int same = 0;
    while (same < Math.min(old.size(), all.size()) && old.get(same).equals(all.get(same))) same++;
    return (double) same / all.size();
  }

  /// Whether most of it is one phrase of up to four words, over and over: models of this kind do so
  /// on noise.
  static boolean repeats(String text) {
    var all = words(text);
    for (int phrase = 1; phrase <= PHRASE_MAX; phrase++) {
      int run = phrase;
      for (int i = phrase; i < all.size(); i++) {
        run = all.get(i).equals(all.get(i - phrase)) ? run + 1 : phrase;
        if (run >= LOOP * phrase && 2 * run > all.size()) return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    return Arrays.stream(Unicode.small(text).split("[^\\p{L}\\p{Nd}']+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
