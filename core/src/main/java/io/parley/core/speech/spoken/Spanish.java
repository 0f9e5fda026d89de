package io.parley.core.speech.spoken;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

record Spanish() implements Tongue {
  private static final Lexicon LEXICON =
      Lexicon.of(
          """
          [abbreviations]
          p. ej. = por ejemplo
          p.ej. = por ejemplo
          etc. = etcétera
          Sr. = señor
          Sra. = señora
          Srta. = señorita
          Sres. = señores
          Dr. = doctor
          Dra. = doctora
          D. = don
          Dña. = doña
          Ud. = usted
          Uds. = ustedes
          aprox. = aproximadamente
          tel. = teléfono
          Tel. = teléfono
          Av. = avenida
          Avda. = avenida
          C/ = calle
          c/ = calle
          pág. = página
          máx. = máximo
          mín. = mínimo
          dcha. = derecha
          izda. = izquierda
          Sto. = santo
          Sta. = santa
          EE. UU. = Estados Unidos
          S. A. = sociedad anónima
          S. L. = sociedad limitada
          [units]
          % = por ciento
          kg = kilo | kilos
          g = gramo | gramos
          mg = miligramo | miligramos
          t = tonelada | toneladas | f
          km = kilómetro | kilómetros
          m = metro | metros
          cm = centímetro | centímetros
          mm = milímetro | milímetros
          m² = metro cuadrado | metros cuadrados
          l L = litro | litros
          ml = mililitro | mililitros
          km/h = kilómetro por hora | kilómetros por hora
          °C = grado Celsius | grados Celsius
          °F = grado Fahrenheit | grados Fahrenheit
          ° = grado | grados
          h = hora | horas | f
          horas = hora | horas | f
          hora = hora | horas | f
          min = minuto | minutos
          s = segundo | segundos
          KB = kilobyte | kilobytes
          MB = megabyte | megabytes
          GB = gigabyte | gigabytes
          TB = terabyte | terabytes
          kWh = kilovatio hora | kilovatios hora
          W = vatio | vatios
          días = día | días
          día = día | días
          [money]
          € EUR euro euros = euro | euros | céntimo | céntimos
          $ USD dólar dólares = dólar | dólares | centavo | centavos
          £ GBP = libra | libras | penique | peniques | f
          CHF = franco | francos | céntimo | céntimos
          [scales]
          mil = mil | 3
          millón = millón | 6
          millones = millones | 6
          [signs]
          . = punto
          @ = arroba
          / = barra
          _ = guion bajo
          - = guion
          & = y
          to = a
          by = por
          minus = menos
          plus = más
          24/7 = las veinticuatro horas
          number = número
          point = punto
          comma = coma
          [weekdays]
          lun = lunes
          mar = martes
          mié = miércoles
          jue = jueves
          vie = viernes
          sáb = sábado
          dom = domingo
          [names]
          identified = pedido pedidos ticket tickets incidencia factura reserva número código PIN cuenta cliente seguimiento referencia caso contrato envío póliza vale extensión postal
          months = enero/ene febrero/feb marzo/mar abril/abr mayo junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic\
          """);
  private static final List<String> SMALL =
      Lexicon.words(
          "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
              + " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés"
              + " veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve");
  private static final List<String> TENS =
      Lexicon.words("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa");
  private static final List<String> HUNDREDS =
      Lexicon.words(
          "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos"
              + " ochocientos novecientos");
  private static final List<String> PLACES =
      Lexicon.words("- primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo");
  private static final List<Pattern> DATES =
      List.of(
          Pattern.compile(
              Dates.BEGIN
                  + Dates.DAY
                  + "(?:\\.?[º°])?(?: de)? "
                  + LEXICON.anyMonth()
                  + "(?: del? "
                  + Dates.YEAR
                  + ")?"
                  + Dates.END));
  private static final Set<String> NO_NOUNS =
      Set.of("por", "con", "del", "los", "las", "que", "para", "más", "son", "sin", "hasta");
  private static final Pattern FEMININE =
      Pattern.compile(
          "(?!d[ií]as?$|problemas?$|mapas?$).{1,20}(?:as?|ción|ciones|sión|siones|dad|dades)");
  private static final Pattern ORDINAL =
      Pattern.compile(
          "(?<![\\p{L}0-9.,])(?<number>[0-9]{1,2})\\.?(?<form>[ºª]|er|ro|do|ra)(?![\\p{L}0-9])");

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
    return words(number, "uno", "veintiuno", false);
  }

  @Override
  public String counting(long number, boolean isFeminine) {
    var words =
        isFeminine
            ? words(number, "una", "veintiuna", true)
            : words(number, "un", "veintiún", false);
    // "un millón de euros"
    return number >= 1_000_000 && number % 1_000_000 == 0 ? words + " de" : words;
  }

  /// @param one its form here; @param twentyOne likewise
  private String words(long number, String one, String twentyOne, boolean isFeminine) {
    if (number == 1) return one;
    if (number == 21) return twentyOne;
    if (number < 30) return SMALL.get((int) number);
    if (number < 100)
      return TENS.get((int) number / 10)
          + (number % 10 == 0 ? "" : " y " + words(number % 10, one, twentyOne, isFeminine));
    if (number == 100) return "cien";
    if (number < 1_000) {
      var hundreds = HUNDREDS.get((int) number / 100);
      if (isFeminine && number >= 200) hundreds = hundreds.replaceAll("os$", "as");
      return with(hundreds, words(number % 100, one, twentyOne, isFeminine), number % 100);
    }
    if (number < 1_000_000) {
      long thousands = number / 1_000;
      var thousand =
          thousands == 1 ? "mil" : words(thousands, "un", "veintiún", isFeminine) + " mil";
      return with(thousand, words(number % 1_000, one, twentyOne, isFeminine), number % 1_000);
    }
    long millions = number / 1_000_000;
    var million =
        millions == 1 ? "un millón" : words(millions, "un", "veintiún", false) + " millones";
    return with(million, words(number % 1_000_000, one, twentyOne, isFeminine), number % 1_000_000);
  }

  private static String with(String large, String rest, long number) {
    return number == 0 ? large : large + " " + rest;
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
  public Optional<Boolean> isFeminine(String next) {
    if (next.length() < 3 || NO_NOUNS.contains(next)) return Optional.empty();
    return Optional.of(FEMININE.matcher(next).matches());
  }

  @Override
  public String year(int year) {
    return cardinal(year);
  }

  @Override
  public String first(int number) {
    return number < PLACES.size()
        ? Passes.capital(PLACES.get(number)) + ":"
        : "Número " + cardinal(number) + ":";
  }

  @Override
  public List<Pattern> dates() {
    return DATES;
  }

  @Override
  public String date(int day, int month, OptionalInt year, String before) {
    return (day == 1 ? "primero" : cardinal(day))
        + " de "
        + LEXICON.monthName(month)
        + (year.isPresent() ? " de " + year(year.getAsInt()) : "");
  }

  /// "las ocho"; without the article "ocho horas".
  @Override
  public String time(int hour, int minute, Optional<String> half, String before) {
    boolean isNamed = before.equals("las") || before.equals("la");
    var end =
        half.map(
                each ->
                    each.equals("am")
                        ? " de la mañana"
                        : hour < 8 ? " de la tarde" : " de la noche")
            .orElse("");
    var words = counting(hour, true);
    if (minute > 0) return words + " y " + cardinal(minute) + end;
    return words + (isNamed ? "" : hour == 1 ? " hora" : " horas") + end;
  }

  @Override
  public String withCents(String whole, String cents, String unit) {
    return whole + " con " + cents;
  }

  @Override
  public String ordinals(String text) {
    return Passes.each(
        ORDINAL, text, (found, _) -> ordinal(found.group("number"), found.group("form")));
  }

  private String ordinal(String written, String form) {
    int number = Integer.parseInt(written);
    if (number == 0 || number >= PLACES.size()) return cardinal(number);
    var place = PLACES.get(number);
    var stem = place.substring(0, place.length() - 1);
    if (form.equals("ª") || form.equals("ra")) return stem + "a";
    return form.equals("er") ? stem : place;
  }
}
