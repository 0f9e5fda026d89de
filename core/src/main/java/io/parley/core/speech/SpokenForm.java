package io.parley.core.speech;

import io.parley.core.text.Unicode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Converts written text into text that every engine reads aloud correctly. Markup is removed;
/// addresses, amounts and abbreviations are written in full; digits that are a name rather than a
/// number (orders, telephones, postcodes) are spelled one by one. Plain numbers, dates and times
/// stay: engines read those well.
public final class SpokenForm {
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]{0,1000}+)]\\([^)]{0,2000}+\\)");
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?m)^\\s{0,3}(?:#{1,6}|[-*+>])\\s+|\\*{1,3}|~~|`+|(?<!\\w)_+|(?<!_)_++(?!\\w)");
  private static final Pattern UNREADABLE =
      Pattern.compile("[\\p{So}\\p{Cs}\\p{Cf}\\x{FE0F}&&[^°€£$]]+");
  private static final String ADDRESS =
      "(?<![\\p{L}\\p{Nd}])(?:https?://|mailto:)?(?:www\\.)?"
          + "(?<address>(?:[\\p{L}\\p{Nd}._+-]{1,64}@)?"
          + "(?:[\\p{L}\\p{Nd}-]{1,63}\\.){1,10}[a-zA-Z]{2,12}(?:/[^\\s,;!?)]*)?)(?![\\p{L}\\p{Nd}])";
  private static final String AMOUNT =
      "(?<sign>[€$£])\\s?(?<after>\\p{Nd}[\\p{Nd}.,]*)"
          + "|(?<!\\p{Nd})(?<before>\\p{Nd}[\\p{Nd}.,]{0,30})\\s?(?<unit>[€$£]|(?:EUR|USD|GBP|CHF)\\b)";
  // letters and digits in one word, perhaps with dashes: PL-10293, A7K9; or after a number sign
  private static final String NAME =
      "(?<![\\p{L}\\p{Nd}])(?:#\\s?(?<number>\\p{Nd}{2,})"
          + "|(?=[\\p{Lu}\\p{Nd}-]{0,100}\\p{Nd})(?=[\\p{Nd}-]{0,100}\\p{Lu})"
          + "(?<code>[\\p{Lu}\\p{Nd}]{1,40}(?:-[\\p{Lu}\\p{Nd}]{1,40}){0,8}))(?![\\p{L}\\p{Nd}])";
  // telephone numbers, and any five digits in a row
  private static final String DIGITS =
      "(?<![\\p{L}\\p{Nd}.,:/-])(?<digits>\\+\\p{Nd}[\\p{Nd} /()-]{5,}\\p{Nd}"
          + "|0\\p{Nd}[\\p{Nd} /()-]{3,}\\p{Nd}|\\p{Nd}{5,})(?![\\p{L}\\p{Nd}]|[.,:/-]\\p{Nd})";
  // in one pass: replaced text is not matched again
  private static final Pattern SPECIAL =
      Pattern.compile(ADDRESS + "|" + AMOUNT + "|" + NAME + "|" + DIGITS);
  private static final Pattern NUMBER_SIGN =
      Pattern.compile("(?<![\\p{L}\\p{Nd}])(?:No\\.|Nr\\.|núm\\.|[nN][°º])\\s?(?=\\p{Nd})");
  private static final Pattern ADDRESS_END = Pattern.compile("(?<![./])[./]++$");
  private static final Pattern AMOUNT_END = Pattern.compile("(?<![.,])[.,]++$");
  private static final Pattern MARK = Pattern.compile("[.@/_-]");

  private final Vocabulary words;

  private SpokenForm(Vocabulary words) {
    this.words = words;
  }

  /// @param tag a BCP 47 tag; unknown languages use the English rules
  public static SpokenForm in(String tag) {
    return new SpokenForm(
        Vocabulary.KNOWN.getOrDefault(
            Locale.forLanguageTag(tag).getLanguage(), Vocabulary.ENGLISH));
  }

  /// The text to read aloud; blank when nothing in it can be read.
  public String of(String text) {
    var spoken = LINK.matcher(Unicode.bounded(text)).replaceAll(link -> quoted(link.group(1)));
    spoken = MARKUP.matcher(spoken).replaceAll("");
    spoken = UNREADABLE.matcher(spoken).replaceAll(" ");
    for (var abbreviation : words.abbreviations.entrySet())
      spoken = abbreviation.getKey().matcher(spoken).replaceAll(quoted(abbreviation.getValue()));
    spoken = NUMBER_SIGN.matcher(spoken).replaceAll(quoted(words.number + " "));
    spoken = SPECIAL.matcher(spoken).replaceAll(found -> quoted(special(found)));
    spoken = spoken.replaceAll("(?<=\\p{Nd})\\s?%", quoted(" " + words.percent));
    spoken = spoken.replaceAll("\\s&\\s", quoted(" " + words.and + " "));
    return spoken.replaceAll("\\s+", " ").strip();
  }

  private String special(MatchResult found) {
    if (found.group("address") != null) return address(found.group("address"));
    if (found.group("after") != null) return amount(found.group("after"), found.group("sign"));
    if (found.group("before") != null) return amount(found.group("before"), found.group("unit"));
    if (found.group("number") != null) return spelled(found.group("number"));
    return spelled(found.group(found.group("code") != null ? "code" : "digits"));
  }

  private String address(String address) {
    var text = ADDRESS_END.matcher(address).replaceAll("");
    var end = address.endsWith(".") ? "." : "";
    var said =
        MARK.matcher(text).replaceAll(mark -> quoted(" " + words.marks.get(mark.group()) + " "));
    return said.strip() + end;
  }

  /// `€12.50` is "12 euros 50"; the last dot or comma separates cents if two digits follow it.
  private String amount(String written, String sign) {
    var figures = AMOUNT_END.matcher(written).replaceAll("");
    var end = written.substring(figures.length());
    int point = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','));
    boolean hasCents = point > 0 && figures.length() - point == 3;
    var whole = (hasCents ? figures.substring(0, point) : figures).replaceAll("[.,]", "");
    var cents = hasCents ? figures.substring(point + 1) : "00";
    var currency = words.currencies.get(sign);
    return whole
        + " "
        + (whole.equals("1") ? currency.one() : currency.many())
        + (cents.equals("00") ? "" : " " + cents.replaceAll("^0", ""))
        + end;
  }

  /// Digit by digit, with pauses between groups.
  private static String spelled(String text) {
    return Arrays.stream(text.replace("+", "+ ").split("[\\s/()-]+"))
        .filter(group -> !group.isEmpty())
        .map(SpokenForm::apart)
        .collect(Collectors.joining(", "))
        .replace("+, ", "+ ");
  }

  private static String apart(String group) {
    return group.codePoints().mapToObj(Character::toString).collect(Collectors.joining(" "));
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private record Currency(String one, String many) {}

  /// Names of signs, currencies and abbreviations in a language.
  private record Vocabulary(
      Map<Pattern, String> abbreviations,
      Map<String, String> marks,
      Map<String, Currency> currencies,
      String percent,
      String and,
      String number) {
    static final Vocabulary ENGLISH =
        new Vocabulary(
            abbreviated(
                Map.of(
                    "e.g.",
                    "for example",
                    "i.e.",
                    "that is",
                    "etc.",
                    "and so on",
                    "approx.",
                    "approximately",
                    "Mr.",
                    "Mister",
                    "Dr.",
                    "Doctor",
                    "vs.",
                    "versus")),
            Map.of(".", "dot", "@", "at", "/", "slash", "_", "underscore", "-", "dash"),
            currencies("euro", "euros", "dollar", "dollars", "pound", "pounds", "franc", "francs"),
            "percent",
            "and",
            "number");
    static final Vocabulary GERMAN =
        new Vocabulary(
            abbreviated(
                Map.of(
                    "z. B.",
                    "zum Beispiel",
                    "z.B.",
                    "zum Beispiel",
                    "d.h.",
                    "das heißt",
                    "d. h.",
                    "das heißt",
                    "usw.",
                    "und so weiter",
                    "bzw.",
                    "beziehungsweise",
                    "ca.",
                    "circa",
                    "inkl.",
                    "inklusive",
                    "ggf.",
                    "gegebenenfalls")),
            Map.of(
                ".",
                "Punkt",
                "@",
                "at",
                "/",
                "Schrägstrich",
                "_",
                "Unterstrich",
                "-",
                "Bindestrich"),
            currencies("Euro", "Euro", "Dollar", "Dollar", "Pfund", "Pfund", "Franken", "Franken"),
            "Prozent",
            "und",
            "Nummer");
    static final Vocabulary SPANISH =
        new Vocabulary(
            abbreviated(
                Map.of(
                    "p. ej.",
                    "por ejemplo",
                    "etc.",
                    "etcétera",
                    "Sr.",
                    "señor",
                    "Sra.",
                    "señora",
                    "Ud.",
                    "usted",
                    "Uds.",
                    "ustedes",
                    "aprox.",
                    "aproximadamente")),
            Map.of(".", "punto", "@", "arroba", "/", "barra", "_", "guion bajo", "-", "guion"),
            currencies("euro", "euros", "dólar", "dólares", "libra", "libras", "franco", "francos"),
            "por ciento",
            "y",
            "número");
    static final Vocabulary FRENCH =
        new Vocabulary(
            abbreviated(
                Map.of(
                    "p. ex.",
                    "par exemple",
                    "c.-à-d.",
                    "c'est-à-dire",
                    "etc.",
                    "et cetera",
                    "Mme",
                    "madame",
                    "env.",
                    "environ")),
            Map.of(
                ".", "point", "@", "arobase", "/", "barre oblique", "_", "tiret bas", "-", "tiret"),
            currencies("euro", "euros", "dollar", "dollars", "livre", "livres", "franc", "francs"),
            "pour cent",
            "et",
            "numéro");
    static final Map<String, Vocabulary> KNOWN =
        Map.of("en", ENGLISH, "de", GERMAN, "es", SPANISH, "fr", FRENCH);

    private static Map<Pattern, String> abbreviated(Map<String, String> full) {
      return full.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  entry ->
                      Pattern.compile(
                          "(?<![\\p{L}\\p{Nd}.])"
                              + Pattern.quote(entry.getKey())
                              + "(?![\\p{L}\\p{Nd}])"),
                  Map.Entry::getValue));
    }

    private static Map<String, Currency> currencies(
        String euro,
        String euros,
        String dollar,
        String dollars,
        String pound,
        String pounds,
        String franc,
        String francs) {
      var inEuros = new Currency(euro, euros);
      var inDollars = new Currency(dollar, dollars);
      var inPounds = new Currency(pound, pounds);
      return Map.of(
          "€",
          inEuros,
          "EUR",
          inEuros,
          "$",
          inDollars,
          "USD",
          inDollars,
          "£",
          inPounds,
          "GBP",
          inPounds,
          "CHF",
          new Currency(franc, francs));
    }
  }
}
