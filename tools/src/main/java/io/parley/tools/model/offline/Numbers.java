package io.parley.tools.model.offline;

import io.parley.core.speech.SpokenDigits;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Numbers of orders and tickets in what people write.
final class Numbers {
  private static final Pattern TICKET = Pattern.compile("\\b[tT]\\s?-?\\s?(\\d{3,12})\\b");

  /// Four digits and more. A year, a price, a size or a part of a longer number (a telephone, a
  /// date) does not count, unless the text calls it a number.
  private static final Pattern ORDER =
      Pattern.compile(
          "(?:(?<![\\w.,:/€$£+-])|(?<=n[or]\\.))#?(\\d{4,10})(?![\\w/-])(?![.,:]\\d)(?!\\s?(?:€|eur|cm|mm|km|gram|crown|kron|corona|dollar|d[oó]lar|pound|pfund|frank|francs?))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /// Words for an order, one of which stands shortly before its number.
  private static final Set<String> ORDER_WORDS =
      Set.of(
          "order",
          "orders",
          "bestellung",
          "bestellungen",
          "bestellnummer",
          "auftrag",
          "pedido",
          "pedidos");

  private static final Set<String> CALLED =
      Set.of("number", "nr", "no", "nummer", "numero", "num", "nro");

  /// Words before a number that is none of an order: of a telephone, a card, an account or a place.
  private static final Set<String> PRIVATE =
      Set.of(
          "phone",
          "telephone",
          "tel",
          "mobile",
          "cell",
          "whatsapp",
          "fax",
          "card",
          "visa",
          "mastercard",
          "ending",
          "iban",
          "account",
          "pin",
          "code",
          "postcode",
          "postal",
          "zip",
          "street",
          "house",
          "apartment",
          "flat",
          "customer",
          "live",
          "telefon",
          "telefonnummer",
          "handy",
          "handynummer",
          "karte",
          "kreditkarte",
          "konto",
          "kontonummer",
          "plz",
          "postleitzahl",
          "hausnummer",
          "kundennummer",
          "kunde",
          "strasse",
          "wohne",
          "cliente",
          "telefono",
          "movil",
          "tarjeta",
          "cunta",
          "codigo",
          "calle",
          "avenida",
          "vivo");

  /// Digits in groups, as telephone, card and account numbers and dates are written.
  private static final Pattern GROUPS =
      Pattern.compile("(?<!\\w)\\+?\\d++(?:[ \u00a0/().-]{1,3}\\d++)*+");

  private static final Set<String> PLACED = Set.of("in", "from", "to", "aus", "nach", "en", "de");

  private static final String HIDDEN = "_";
  private static final int CALLED_WITHIN = 2;
  private static final int WORDS_BEFORE = 3;
  private static final int CHARS_BEFORE = 48;
  private static final int TELEPHONE_DIGITS = 7;

  /// Words around a bare number that ask for nothing: `it's #1042`.
  private static final Set<String> FILLER =
      Set.of(
          "it",
          "its",
          "s",
          "is",
          "that",
          "thats",
          "the",
          "my",
          "a",
          "an",
          "one",
          "order",
          "ticket",
          "number",
          "numbers",
          "nr",
          "no",
          "id",
          "here",
          "and",
          "or",
          "sorry",
          "please",
          "pls",
          "yes",
          "ok",
          "okay",
          "sure",
          "hi",
          "hello",
          "of",
          "course",
          "i",
          "think",
          "t",
          "die",
          "das",
          "ist",
          "es",
          "meine",
          "nummer",
          "bestellung",
          "bestellnummer",
          "ticketnummer",
          "lautet",
          "hier",
          "ja",
          "bitte",
          "und",
          "hallo",
          "el",
          "la",
          "mi",
          "numero",
          "pedido",
          "si",
          "por",
          "favor",
          "hola",
          "y",
          "n");

  private Numbers() {}

  static List<String> tickets(String text) {
    return TICKET
        .matcher(SpokenNumbers.written(text))
        .results()
        .map(match -> "T-" + match.group(1))
        .distinct()
        .toList();
  }

  static List<String> orders(String said) {
    var text = withoutPrivate(SpokenNumbers.written(said));
    int spoken = text.strip().length();
    return ORDER
        .matcher(text)
        .results()
        .filter(match -> !isYear(text, spoken, match))
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  /// The text with signs in place of the digits of other numbers.
  static String withoutPrivate(String text) {
    var kept = new StringBuilder(text);
    GROUPS
        .matcher(text)
        .results()
        .filter(match -> isPrivate(text, match))
        .forEach(
            match ->
                kept.replace(
                    match.start(), match.end(), HIDDEN.repeat(match.end() - match.start())));
    return kept.toString();
  }

  private static boolean isPrivate(String text, MatchResult match) {
    var groups = match.group().split("\\D+");
    var before = wordsBefore(text, match.start());
    if (before.stream().anyMatch(ORDER_WORDS::contains)) return false;
    if (before.stream().anyMatch(PRIVATE::contains)) return true;
    if (match.group().startsWith("+") || match.group().startsWith("0")) return true;
    if (groups.length > 2) return true;
    if (isPlace(text, match, before)) return true;
    boolean two = groups.length == 2 && !(groups[0].length() == 4 && groups[1].length() == 4);
    return two && String.join("", groups).length() >= TELEPHONE_DIGITS;
  }

  /// "in 1030 Wien": a post code, and the name of a place.
  private static boolean isPlace(String text, MatchResult match, List<String> before) {
    int next = match.end() + 1;
    return next + 1 < text.length()
        && text.charAt(match.end()) == ' '
        && Character.isUpperCase(text.charAt(next))
        && Character.isLowerCase(text.charAt(next + 1))
        && !before.isEmpty()
        && PLACED.contains(before.getLast());
  }

  private static List<String> wordsBefore(String text, int at) {
    var words = Folded.words(text.substring(Math.max(0, at - CHARS_BEFORE), at));
    return words.subList(Math.max(0, words.size() - WORDS_BEFORE), words.size());
  }

  /// Whether the text only names numbers.
  static boolean only(String text) {
    if (orders(text).isEmpty() && tickets(text).isEmpty()) return false;
    var rest = TICKET.matcher(SpokenNumbers.written(text)).replaceAll("").replaceAll("\\d+", "");
    return FILLER.containsAll(Folded.words(rest));
  }

  /// Whether the text has figures and nothing else, be they the number of anything or not.
  static boolean areFigures(String text) {
    var words = Folded.words(text);
    return words.stream().anyMatch(Numbers::isFigure)
        && words.stream().allMatch(word -> isFigure(word) || FILLER.contains(word));
  }

  private static boolean isFigure(String word) {
    return SpokenDigits.count(word) > 0;
  }

  /// A ticket's number, also when somebody who was asked for it leaves out the letter.
  static List<String> ticketsAskedFor(String text) {
    var named = tickets(text);
    return named.isEmpty() ? orders(text).stream().map(number -> "T-" + number).toList() : named;
  }

  /// @param spoken how many characters the text has without the blanks around it
  private static boolean isYear(String text, int spoken, MatchResult match) {
    if (!YEAR.matcher(match.group(1)).matches()) return false;
    if (spoken == match.group().length() || match.group().startsWith("#")) return false;
    var before = wordsBefore(text, match.start());
    return before.subList(Math.max(0, before.size() - CALLED_WITHIN), before.size()).stream()
        .noneMatch(word -> ORDER_WORDS.contains(word) || CALLED.contains(word));
  }
}
