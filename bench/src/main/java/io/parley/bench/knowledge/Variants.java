package io.parley.bench.knowledge;

import io.parley.bench.knowledge.Asked.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// The same question in the forms that people write and speak in. The same set always has the same
/// variants.
final class Variants {
  private static final long SEED = 14;

  /// Words shorter than this are typed right.
  private static final int LETTERS_MIN = 4;

  /// One word in so many is mistyped, and at least one of each question.
  private static final int ONE_OF = 4;

  /// Words before people get to the point, in the transcript of speech recognition.
  private static final Map<String, List<String>> BEGINNINGS =
      Map.of(
          "en", List.of("uh", "um so", "hi yeah um", "okay so uh", "hello uh"),
          "de", List.of("äh", "also ähm", "ja hallo äh", "guten tag ähm", "hm also"),
          "es", List.of("eh", "pues eh", "hola eh mira", "bueno este", "oiga eh"));

  private static final Map<String, String> HESITATION = Map.of("en", "um", "de", "ähm", "es", "eh");

  private final Random random = new Random(SEED);
  private final String language;

  /// @param language `en`, `de` or `es`
  Variants(String language) {
    this.language = language;
  }

  /// The question itself first.
  Stream<Asked> of(Asked asked) {
    var text = asked.text();
    return Stream.of(
        asked,
        asked.as(Form.TYPOS, typos(text)),
        asked.as(Form.CAPITALS, text.toUpperCase(Locale.ROOT)),
        asked.as(Form.NO_PUNCTUATION, withoutPunctuation(text)),
        asked.as(Form.SPOKEN, spoken(text)));
  }

  private static String withoutPunctuation(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} ]+", " ").strip();
  }

  private String spoken(String text) {
    var beginnings = BEGINNINGS.get(language);
    var words = withoutPunctuation(text).split(" +", -1);
    int pause = random.nextInt(words.length);
    var spoken = new StringBuilder(beginnings.get(random.nextInt(beginnings.size())));
    for (int i = 0; i < words.length; i++) {
      if (i == pause)
        spoken.append(' ').append(words[i]).append(' ').append(HESITATION.get(language));
      spoken.append(' ').append(words[i]);
    }
    return spoken.toString();
  }

  private String typos(String text) {
    var words = text.split(" ", -1);
    int surely = longest(words);
    for (int i = 0; i < words.length; i++)
      if (i == surely || (words[i].length() >= LETTERS_MIN && random.nextInt(ONE_OF) == 0))
        words[i] = typo(words[i]);
    return String.join(" ", words);
  }

  private static int longest(String[] words) {
    int longest = 0;
    for (int i = 1; i < words.length; i++)
      if (words[i].length() > words[longest].length()) longest = i;
    return longest;
  }

  /// A letter after the first is left out, doubled, exchanged with its neighbour or another one.
  private String typo(String word) {
    if (word.length() < LETTERS_MIN) return word;
    int at = 1 + random.nextInt(word.length() - 2);
    var begin = word.substring(0, at);
    return switch (random.nextInt(4)) {
      case 0 -> begin + word.substring(at + 1);
      case 1 -> begin + word.charAt(at) + word.substring(at);
      case 2 -> begin + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      default -> begin + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
    };
  }
}
