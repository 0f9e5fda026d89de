package io.parley.core.speech;

import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the figures of a transcript in their order, as numbers are dictated: written, or in words
/// of English, German and Spanish. "Forty-two double one" is 42 and 11.
public final class SpokenFigures {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  /// From zero on, by language.
  private static final List<String> SMALL =
      List.of(
          "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,"
              + "fifteen,sixteen,seventeen,eighteen,nineteen",
          "null,eins,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf,dreizehn,vierzehn,"
              + "fünfzehn,sechzehn,siebzehn,achtzehn,neunzehn",
          "cero,uno,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,"
              + "quince,dieciséis,diecisiete,dieciocho,diecinueve,veinte,veintiuno,veintidós,"
              + "veintitrés,veinticuatro,veinticinco,veintiséis,veintisiete,veintiocho,veintinueve");

  /// From twenty on; in Spanish, from thirty on, a unit may follow "y".
  private static final List<String> ENGLISH_TENS =
      List.of("twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety".split(","));

  private static final List<String> GERMAN_TENS =
      List.of("zwanzig,dreißig,vierzig,fünfzig,sechzig,siebzig,achtzig,neunzig".split(","));

  private static final List<String> SPANISH_TENS =
      List.of("veinte,treinta,cuarenta,cincuenta,sesenta,setenta,ochenta,noventa".split(","));

  private static final List<String> GERMAN_UNITS =
      List.of("ein,zwei,drei,vier,fünf,sechs,sieben,acht,neun".split(","));

  private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "doble", 2);
  private static final String AND = "y";
  private static final Map<String, String> WORDS = words();

  private SpokenFigures() {}

  private static Map<String, String> words() {
    var words = new HashMap<String, String>();
    for (var language : SMALL) {
      var names = List.of(language.split(","));
      for (int i = 0; i < names.size(); i++) words.put(names.get(i), String.valueOf(i));
    }
    for (var tens : List.of(ENGLISH_TENS, GERMAN_TENS, SPANISH_TENS))
      for (int i = 0; i < tens.size(); i++) words.put(tens.get(i), (i + 2) + "0");
    for (int ten = 0; ten < GERMAN_TENS.size(); ten++)
      for (int unit = 0; unit < GERMAN_UNITS.size(); unit++)
        words.put(
            GERMAN_UNITS.get(unit) + "und" + GERMAN_TENS.get(ten),
            "%d%d".formatted(ten + 2, unit + 1));
    words.put("oh", "0");
    words.put("zwo", "2");
    return words;
  }

  /// The words of a text, in small letters; the first may be empty.
  static List<String> wordsOf(String text) {
    return BETWEEN_WORDS.splitAsStream(Unicode.small(text)).toList();
  }

  /// Whether it is a word for one digit.
  static boolean isDigit(String word) {
    return WORDS.getOrDefault(word, "").length() == 1;
  }

  /// @return for each word its figures, 0 to 9 each; empty for another word
  public static List<String> in(String text) {
    var read = new ArrayList<String>();
    var before = "";
    for (var word : wordsOf(text)) {
      if (word.isEmpty() || (word.equals(AND) && SPANISH_TENS.contains(before))) continue;
      var figures = figures(word);
      boolean isOne = figures.length() == 1;
      int last = read.size() - 1;
      if (isOne && isTens(before) && !figures.equals("0"))
        read.set(last, read.get(last).charAt(0) + figures);
      else if (isOne && TIMES.containsKey(before))
        read.set(last, figures.repeat(TIMES.get(before)));
      else read.add(figures);
      before = word;
    }
    return List.copyOf(read);
  }

  private static boolean isTens(String word) {
    return ENGLISH_TENS.contains(word) || SPANISH_TENS.contains(word);
  }

  private static String figures(String word) {
    if (!word.codePoints().allMatch(Character::isDigit)) return WORDS.getOrDefault(word, "");
    var figures = new StringBuilder();
    word.codePoints().forEach(digit -> figures.append(Character.digit(digit, 10)));
    return figures.toString();
  }
}
