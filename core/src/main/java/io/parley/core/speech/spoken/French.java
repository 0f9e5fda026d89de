package io.parley.core.speech.spoken;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

record French() implements Tongue {
  private static final Lexicon LEXICON =
      Lexicon.of(
          """
          [abbreviations]
          p. ex. = par exemple
          c.-à-d. = c'est-à-dire
          etc. = et cetera
          Mme = madame
          Mlle = mademoiselle
          env. = environ
          tél. = téléphone
          [units]
          % = pour cent
          kg = kilo | kilos
          g = gramme | grammes
          km = kilomètre | kilomètres
          m = mètre | mètres
          cm = centimètre | centimètres
          mm = millimètre | millimètres
          l L = litre | litres
          km/h = kilomètre heure | kilomètres heure
          °C = degré Celsius | degrés Celsius
          ° = degré | degrés
          h = heure | heures | f
          min = minute | minutes | f
          Go = gigaoctet | gigaoctets
          [money]
          € EUR euro euros = euro | euros | centime | centimes
          $ USD = dollar | dollars | cent | cents
          £ GBP = livre | livres | penny | pence | f
          CHF = franc | francs | centime | centimes
          [scales]
          mille = mille | 3
          million = million | 6
          millions = millions | 6
          [signs]
          . = point
          @ = arobase
          / = barre oblique
          _ = tiret bas
          - = tiret
          & = et
          to = à
          by = sur
          minus = moins
          plus = plus
          24/7 = vingt-quatre heures sur vingt-quatre
          number = numéro
          point = point
          comma = virgule
          [weekdays]
          lun = lundi
          mar = mardi
          mer = mercredi
          jeu = jeudi
          ven = vendredi
          sam = samedi
          dim = dimanche
          [names]
          identified = commande commandes ticket tickets facture numéro code client suivi référence dossier contrat réservation
          months = janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov décembre/déc\
          """);
  private static final List<String> SMALL =
      Lexicon.words(
          "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
              + " seize dix-sept dix-huit dix-neuf");
  private static final List<String> TENS =
      Lexicon.words(
          "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt");
  private static final List<Pattern> DATES =
      List.of(
          Pattern.compile(
              Dates.BEGIN
                  + Dates.DAY
                  + "(?:er)? "
                  + LEXICON.anyMonth()
                  + "(?: "
                  + Dates.YEAR
                  + ")?"
                  + Dates.END));

  @Override
  public Lexicon lexicon() {
    return LEXICON;
  }

  @Override
  public char grouping() {
    return '.';
  }

  @Override
  public String cardinal(long number) {
    if (number < 20) return SMALL.get((int) number);
    if (number < 100) return tens((int) number);
    if (number < 1_000) return scaled(number, 100, "cent", "cent");
    if (number < 1_000_000) return scaled(number, 1_000, "mille", "mille");
    if (number < 1_000_000_000) return scaled(number, 1_000_000, "un million", "millions");
    return scaled(number, 1_000_000_000, "un milliard", "milliards");
  }

  private String tens(int number) {
    int ten = number / 10;
    boolean isOfTwenty = ten == 7 || ten == 9;
    int rest = isOfTwenty ? number % 10 + 10 : number % 10;
    if (rest == 0) return TENS.get(ten) + (ten == 8 ? "s" : "");
    boolean isAnd = rest % 10 == 1 && ten < 8;
    return TENS.get(ten) + (isAnd ? " et " : "-") + SMALL.get(rest);
  }

  private String scaled(long number, long scale, String one, String many) {
    long scaled = number / scale;
    var words = scaled == 1 ? one : cardinal(scaled) + " " + many;
    return number % scale == 0 ? words : words + " " + cardinal(number % scale);
  }

  @Override
  public String counting(long number, boolean isFeminine) {
    var words = cardinal(number);
    boolean isOne = isFeminine && (number == 1 || words.endsWith(" un") || words.endsWith("-un"));
    return isOne ? words + "e" : words;
  }

  @Override
  public String ofScaled() {
    return "de ";
  }

  @Override
  public String fraction(String digits) {
    return digits.length() <= 2 && !digits.startsWith("0")
        ? cardinal(Long.parseLong(digits))
        : Tongue.super.fraction(digits);
  }

  @Override
  public String year(int year) {
    return cardinal(year);
  }

  @Override
  public String first(int number) {
    return (number == 1 ? "Premier" : Passes.capital(cardinal(number))) + ":";
  }

  @Override
  public List<Pattern> dates() {
    return DATES;
  }

  @Override
  public String date(int day, int month, OptionalInt year, String before) {
    return (day == 1 ? "premier" : cardinal(day))
        + " "
        + LEXICON.monthName(month)
        + (year.isPresent() ? " " + year(year.getAsInt()) : "");
  }

  @Override
  public String time(int hour, int minute, Optional<String> half, String before) {
    return counting(hour, true)
        + (hour <= 1 ? " heure" : " heures")
        + (minute == 0 ? "" : " " + cardinal(minute));
  }

  @Override
  public String withCents(String whole, String cents, String unit) {
    return whole + " " + cents;
  }

  @Override
  public String ordinals(String text) {
    return text;
  }
}
