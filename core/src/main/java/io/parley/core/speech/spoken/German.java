package io.parley.core.speech.spoken;

import io.parley.core.text.Unicode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

record German() implements Tongue {
  private static final Lexicon LEXICON =
      Lexicon.of(
          """
          [abbreviations]
          z. B. = zum Beispiel
          z.B. = zum Beispiel
          d. h. = das heißt
          d.h. = das heißt
          u. a. = unter anderem
          u.a. = unter anderem
          v. a. = vor allem
          v.a. = vor allem
          i. d. R. = in der Regel
          i.d.R. = in der Regel
          s. o. = siehe oben
          s. u. = siehe unten
          u. U. = unter Umständen
          o. Ä. = oder Ähnliches
          o. ä. = oder ähnlich
          usw. = und so weiter
          etc. = et cetera
          bzw. = beziehungsweise
          ca. = circa
          inkl. = inklusive
          exkl. = exklusive
          zzgl. = zuzüglich
          ggf. = gegebenenfalls
          evtl. = eventuell
          vgl. = vergleiche
          max. = maximal
          mind. = mindestens
          Mio. = Millionen
          Mrd. = Milliarden
          MwSt. = Mehrwertsteuer
          Tel. = Telefon
          Str. = Straße
          Hr. = Herr
          Hrn. = Herrn
          Fr. = Frau
          Dr. = Doktor
          Prof. = Professor
          Abs. = Absatz
          Art. = Artikel
          Bsp. = Beispiel
          [units]
          % = Prozent
          kg = Kilogramm
          g = Gramm
          mg = Milligramm
          t = Tonne | Tonnen | f
          km = Kilometer
          m = Meter
          cm = Zentimeter
          mm = Millimeter
          m² qm = Quadratmeter
          l L = Liter
          ml = Milliliter
          km/h = Kilometer pro Stunde
          °C = Grad Celsius
          °F = Grad Fahrenheit
          ° = Grad
          h Std. = Stunde | Stunden | f
          min Min. min. = Minute | Minuten | f
          Sek. = Sekunde | Sekunden | f
          Uhr = Uhr
          KB = Kilobyte
          MB = Megabyte
          GB = Gigabyte
          TB = Terabyte
          kWh = Kilowattstunde | Kilowattstunden | f
          W = Watt
          [money]
          € EUR Euro = Euro | Euro | Cent | Cent
          $ USD Dollar = Dollar | Dollar | Cent | Cent
          £ GBP = Pfund | Pfund | Penny | Pence
          CHF Franken = Franken | Franken | Rappen | Rappen
          [scales]
          Tausend = tausend | 3
          Mio. = Millionen | 6
          Million = Millionen | 6
          Millionen = Millionen | 6
          Mrd. = Milliarden | 9
          Milliarden = Milliarden | 9
          [signs]
          . = Punkt
          @ = ät
          / = Schrägstrich
          _ = Unterstrich
          - = Bindestrich
          & = und
          to = bis
          by = mal
          minus = minus
          plus = plus
          24/7 = rund um die Uhr
          number = Nummer
          point = Punkt
          comma = Komma
          [weekdays]
          Mo = Montag
          Di = Dienstag
          Mi = Mittwoch
          Do = Donnerstag
          Fr = Freitag
          Sa = Samstag
          So = Sonntag
          [names]
          identified = Bestellung Bestellungen Bestellnummer Auftrag Auftragsnummer Ticket Tickets Ticketnummer Rechnung Rechnungsnummer Kundennummer Sendungsnummer Vorgang Vorgangsnummer Artikelnummer Nummer Code PIN Konto Kontonummer Vertrag Vertragsnummer PLZ Postleitzahl Reservierung Buchung Buchungsnummer Gutschein Durchwahl
          months = Januar/Jan Februar/Feb März/Mär/Mrz April/Apr Mai Juni/Jun Juli/Jul August/Aug September/Sept/Sep Oktober/Okt November/Nov Dezember/Dez\
          """);
  private static final List<String> SMALL =
      Lexicon.words(
          "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
              + " fünfzehn sechzehn siebzehn achtzehn neunzehn");
  private static final List<String> TENS =
      Lexicon.words("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig");
  private static final List<String> ORDINALS =
      Lexicon.words("nullt erst zweit dritt viert fünft sechst siebt acht");
  private static final List<Pattern> DATES =
      List.of(
          Pattern.compile(
              Dates.BEGIN
                  + Dates.DAY
                  + "\\. ?"
                  + LEXICON.anyMonth()
                  + "(?: "
                  + Dates.YEAR
                  + ")?"
                  + Dates.END));

  /// Words after which an ordinal stands in the nominative; the articles of other cases are others.
  private static final Set<String> NOMINATIVE = Set.of("der", "die", "das");

  private static final Set<String> PREPOSITIONS =
      Set.of("in", "auf", "an", "von", "mit", "bei", "nach", "seit", "aus", "zu", "vor", "ab");

  private static final Pattern FEMININE =
      Pattern.compile(
          ".{1,20}(?:ung|heit|keit|schaft|tion|ität|erei)|Woche|Stunde|Minute|Sekunde|Person|Nacht"
              + "|Flasche|Seite|Größe|Farbe|Tasche|Jacke|Hose|Karte|E|Mail|Nachricht|Zahl");

  // not "3." at a sentence's end: a word with its article stands before it
  private static final Pattern ORDINAL =
      Pattern.compile(
          "(?<![\\p{L}0-9])(?<before>(?iu:der|die|das|dem|den|des|im|am|vom|zum|zur|beim|ins|jede[nrsm]?))"
              + " (?<number>[0-9]{1,3})\\.(?= \\p{L})");
  private static final Pattern STREET = Pattern.compile("(?<=\\p{L})str\\.(?=\\s|$)");
  private static final Pattern SAINT = Pattern.compile("(?<![\\p{L}0-9])St\\. (?=\\p{Lu})");

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
    return number % 100 == 1 ? counting(number, false) + "s" : counting(number, false);
  }

  @Override
  public String counting(long number, boolean isFeminine) {
    if (number == 1) return isFeminine ? "eine" : "ein";
    if (number < 1_000_000) return small((int) number);
    if (number < 1_000_000_000) return large(number, 1_000_000, "Million", "Millionen");
    return large(number, 1_000_000_000, "Milliarde", "Milliarden");
  }

  private String large(long number, long scale, String one, String many) {
    long scaled = number / scale;
    var words = counting(scaled, true) + " " + (scaled == 1 ? one : many);
    return number % scale == 0 ? words : words + " " + counting(number % scale, false);
  }

  private static String small(int number) {
    if (number < 20) return SMALL.get(number);
    if (number < 100)
      return (number % 10 == 0 ? "" : SMALL.get(number % 10) + "und") + TENS.get(number / 10);
    if (number < 1_000)
      return SMALL.get(number / 100) + "hundert" + (number % 100 == 0 ? "" : small(number % 100));
    return small(number / 1_000) + "tausend" + (number % 1_000 == 0 ? "" : small(number % 1_000));
  }

  @Override
  public String year(int year) {
    return year >= 1_100 && year < 2_000
        ? small(year / 100) + "hundert" + (year % 100 == 0 ? "" : cardinal(year % 100))
        : cardinal(year);
  }

  @Override
  public Optional<Boolean> isFeminine(String next) {
    if (next.equals("bis") || next.equals("oder")) return Optional.of(false);
    if (next.isEmpty() || !Character.isUpperCase(next.charAt(0))) return Optional.empty();
    return Optional.of(FEMININE.matcher(next).matches());
  }

  private static String stem(int number) {
    int last = number % 100;
    if (last == 0 || last >= 20) return small(number) + "st";
    if (last >= ORDINALS.size()) return small(number) + "t";
    return number < 100 ? ORDINALS.get(last) : small(number - last) + ORDINALS.get(last);
  }

  @Override
  public String first(int number) {
    return Passes.capital(stem(number)) + "ens:";
  }

  @Override
  public List<Pattern> dates() {
    return DATES;
  }

  /// Without an article or with one of another case it is "dritten".
  @Override
  public String date(int day, int month, OptionalInt year, String before) {
    return stem(day)
        + (NOMINATIVE.contains(before) ? "e " : "en ")
        + LEXICON.monthName(month)
        + (year.isPresent() ? " " + year(year.getAsInt()) : "");
  }

  @Override
  public String time(int hour, int minute, Optional<String> half, String before) {
    return counting(hour, false) + " Uhr" + (minute == 0 ? "" : " " + cardinal(minute));
  }

  @Override
  public String withCents(String whole, String cents, String unit) {
    return whole + " " + cents;
  }

  @Override
  public String ordinals(String text) {
    var spoken = SAINT.matcher(STREET.matcher(text).replaceAll("straße")).replaceAll("Sankt ");
    return Passes.each(
        ORDINAL,
        spoken,
        (found, beside) -> {
          var article = found.group("before");
          boolean isSubject =
              NOMINATIVE.contains(Unicode.small(article))
                  && !PREPOSITIONS.contains(beside.before());
          return article
              + " "
              + stem(Integer.parseInt(found.group("number")))
              + (isSubject ? "e" : "en");
        });
  }
}
