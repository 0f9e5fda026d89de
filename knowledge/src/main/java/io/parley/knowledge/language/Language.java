package io.parley.knowledge.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A language that texts are indexed in. A text is guessed by its small words and its letters,
/// which takes microseconds and needs no model; a text that says too little has no language.
public enum Language {
  ENGLISH(
      "en",
      """
      the a an is are was were do does did my your you i it its of and to not with have has how what
      when where which why who can could would will for from this that be been at on in as if they
      there me we our but by or about after before get got still im dont
      """,
      ""),
  GERMAN(
      "de",
      """
      der die das den dem des ein eine einen einem ist sind war ich mein meine meinen mir mich sie wie
      wo was wann warum welche kann und nicht mit für fuer zu von habe hat haben auf bitte wird es
      ihr ihnen im zum zur bei nach aus an am oder wenn dass keine kein noch auch ohne über unter
      jetzt muss will geht er wir uns
      """,
      "äöüß"),
  SPANISH(
      "es",
      """
      el la los las un una es son mi mis yo usted cómo como dónde donde qué que cuándo cuando puedo
      puede y no con para por de en del al está tengo quiero se me lo su sus he ha cuánto cuanto
      cuál cual si sin más hay si ya
      """,
      "ñ¿¡áíóú"),
  /// Any other one: indexed by its words as they are written.
  OTHER(
      "und",
      """
      le les des est une dans pour avec vous je mon nous pas sur qui il che di non per sono della
      questo você não uma os as meu onde het een niet van voor mijn hoe dat och att är på jag jeg
      ikke og til
      """,
      "çõãåøæœ");

  /// From how many words on one small word of the language is too little.
  private static final int LONG = 12;

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private final String tag;

  /// Between blanks.
  private final String words;

  private final String letters;

  Language(String tag, String words, String letters) {
    this.tag = tag;
    this.words = " " + String.join(" ", words.strip().split("\\s+")) + " ";
    this.letters = letters;
  }

  /// Of BCP 47, without region and script; `und` for [#OTHER].
  public String tag() {
    return tag;
  }

  /// @param tag of BCP 47, such as `de-AT`; one that this program has no analyzer for is [#OTHER]
  public static Language ofTag(String tag) {
    var primary = Locale.forLanguageTag(tag).getLanguage();
    return Arrays.stream(values())
        .filter(language -> language.tag.equals(primary))
        .findFirst()
        .orElse(OTHER);
  }

  /// The language of a text; empty when nothing in it tells, or as much tells of another.
  public static Optional<Language> guess(String text) {
    var small = text.toLowerCase(Locale.ROOT);
    var found = WORD.matcher(small).results().map(word -> word.group()).toList();
    Language best = null;
    int most = 0;
    boolean alone = false;
    for (var language : values()) {
      int score = language.score(small, found);
      alone = score == most ? false : score > most || alone;
      if (score > most) {
        best = language;
        most = score;
      }
    }
    return most == 0 || !alone || (most == 1 && found.size() >= LONG)
        ? Optional.empty()
        : Optional.of(best);
  }

  private int score(String small, List<String> found) {
    long known = found.stream().filter(word -> words.contains(" " + word + " ")).count();
    return (int) (known + small.chars().filter(c -> letters.indexOf(c) >= 0).count());
  }
}
