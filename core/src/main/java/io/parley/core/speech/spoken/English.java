package io.parley.core.speech.spoken;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

record English() implements Tongue {
  private static final Lexicon LEXICON =
      Lexicon.of(
          """
          [abbreviations]
          e.g. = for example
          i.e. = that is
          etc. = and so on
          approx. = approximately
          Mr. = Mister
          Mrs. = Missus
          Ms. = Miz
          Dr. = Doctor
          Prof. = Professor
          vs. = versus
          incl. = including
          excl. = excluding
          max. = at most
          min. = at least
          dept. = department
          Dept. = Department
          Tel. = telephone
          tel. = telephone
          Ltd. = Limited
          Jr. = Junior
          [units]
          % = percent
          kg = kilogram | kilograms
          g = gram | grams
          mg = milligram | milligrams
          lb lbs = pound | pounds
          oz = ounce | ounces
          km = kilometre | kilometres
          m = metre | metres
          cm = centimetre | centimetres
          mm = millimetre | millimetres
          ft = foot | feet
          m² = square metre | square metres
          l L = litre | litres
          ml = millilitre | millilitres
          km/h = kilometre an hour | kilometres an hour
          mph = mile an hour | miles an hour
          °C = degree Celsius | degrees Celsius
          °F = degree Fahrenheit | degrees Fahrenheit
          ° = degree | degrees
          h hr hrs = hour | hours
          min mins = minute | minutes
          sec = second | seconds
          KB = kilobyte | kilobytes
          MB = megabyte | megabytes
          GB = gigabyte | gigabytes
          TB = terabyte | terabytes
          kWh = kilowatt hour | kilowatt hours
          W = watt | watts
          [money]
          € EUR euro euros = euro | euros | cent | cents
          $ USD dollar dollars = dollar | dollars | cent | cents
          £ GBP = pound | pounds | penny | pence
          CHF = franc | francs | centime | centimes
          [scales]
          thousand = thousand | 3
          million = million | 6
          billion = billion | 9
          [signs]
          . = dot
          @ = at
          / = slash
          _ = underscore
          - = dash
          & = and
          to = to
          by = by
          minus = minus
          plus = plus
          24/7 = around the clock
          number = number
          point = point
          comma = point
          [weekdays]
          Mon = Monday
          Tue = Tuesday
          Wed = Wednesday
          Thu = Thursday
          Fri = Friday
          Sat = Saturday
          Sun = Sunday
          [names]
          identified = order orders ticket tickets invoice invoices booking reservation reference customer account tracking case code PIN number receipt policy contract shipment parcel voucher extension
          months = January/Jan February/Feb March/Mar April/Apr May June/Jun July/Jul August/Aug September/Sept/Sep October/Oct November/Nov December/Dec\
          """);
  private static final List<String> SMALL =
      Lexicon.words(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              + " fifteen sixteen seventeen eighteen nineteen");
  private static final List<String> TENS =
      Lexicon.words("- - twenty thirty forty fifty sixty seventy eighty ninety");
  private static final List<String> ORDINALS =
      Lexicon.words(
          "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
              + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth");
  private static final String TH = "(?:st|nd|rd|th)?";
  private static final String THEN_YEAR = "(?:,? " + Dates.YEAR + ")?" + Dates.END;
  private static final List<Pattern> DATES =
      List.of(
          Pattern.compile(
              Dates.BEGIN + Dates.DAY + TH + "(?: of)? " + LEXICON.anyMonth() + THEN_YEAR),
          Pattern.compile(Dates.BEGIN + LEXICON.anyMonth() + " " + Dates.DAY + TH + THEN_YEAR));
  private static final Pattern ORDINAL =
      Pattern.compile("(?<![\\p{L}0-9.,])([0-9]{1,4})(?:st|nd|rd|th)(?![\\p{L}0-9])");

  @Override
  public Lexicon lexicon() {
    return LEXICON;
  }

  @Override
  public char grouping() {
    return ',';
  }

  @Override
  public String cardinal(long number) {
    if (number < 20) return SMALL.get((int) number);
    if (number < 100)
      return TENS.get((int) number / 10)
          + (number % 10 == 0 ? "" : "-" + SMALL.get((int) number % 10));
    if (number < 1_000) return with(SMALL.get((int) number / 100) + " hundred", number % 100);
    if (number < 1_000_000) return with(cardinal(number / 1_000) + " thousand", number % 1_000);
    if (number < 1_000_000_000)
      return with(cardinal(number / 1_000_000) + " million", number % 1_000_000);
    return with(cardinal(number / 1_000_000_000) + " billion", number % 1_000_000_000);
  }

  private String with(String large, long rest) {
    return rest == 0 ? large : large + " " + cardinal(rest);
  }

  @Override
  public String counting(long number, boolean isFeminine) {
    return cardinal(number);
  }

  @Override
  public String year(int year) {
    int last = year % 100;
    if ((year / 100 == 20 && last < 10) || year < 1_100) return cardinal(year);
    if (last == 0) return cardinal(year / 100) + " hundred";
    return cardinal(year / 100) + (last < 10 ? " oh " : " ") + cardinal(last);
  }

  private String th(int number) {
    if (number < 20) return ORDINALS.get(number);
    if (number < 100)
      return number % 10 == 0
          ? TENS.get(number / 10).replaceAll("y$", "ieth")
          : TENS.get(number / 10) + "-" + ORDINALS.get(number % 10);
    int rest = number % 100;
    return rest == 0 ? cardinal(number) + "th" : cardinal(number - rest) + " " + th(rest);
  }

  @Override
  public String first(int number) {
    return Passes.capital(th(number)) + ":";
  }

  @Override
  public List<Pattern> dates() {
    return DATES;
  }

  @Override
  public String date(int day, int month, OptionalInt year, String before) {
    return (before.equals("the") ? "" : "the ")
        + th(day)
        + " of "
        + LEXICON.monthName(month)
        + (year.isPresent() ? " " + year(year.getAsInt()) : "");
  }

  @Override
  public String time(int hour, int minute, Optional<String> half, String before) {
    int shown = hour > 12 ? hour - 12 : half.isEmpty() && hour == 0 ? 12 : hour;
    var end =
        half.map(each -> each.equals("am") ? " a.m." : " p.m.")
            .orElse(hour % 24 == 0 ? " at night" : hour > 12 ? " p.m." : "");
    if (minute == 0) return cardinal(shown) + (end.isEmpty() ? " o'clock" : end);
    return cardinal(shown) + (minute < 10 ? " oh " : " ") + cardinal(minute) + end;
  }

  @Override
  public String withCents(String whole, String cents, String unit) {
    return whole + " and " + cents + " " + unit;
  }

  @Override
  public String ordinals(String text) {
    return Passes.each(ORDINAL, text, (found, _) -> th(Integer.parseInt(found.group(1))));
  }
}
