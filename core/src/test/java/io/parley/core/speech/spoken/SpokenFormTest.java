package io.parley.core.speech.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Your order PL-10293 is late.       | Your order P L one zero two nine three is late.
          Order #4711, please.               | Order four seven one one, please.
          Order 1029384 was sent.            | Order one zero two, nine three eight four was sent.
          Order 1042 and ticket T-1001       | Order one zero four two and ticket T one zero zero one
          Orders 1042 and 1043 are here.     | Orders one zero four two and one zero four three are here.
          The order number is 1042.          | The order number is one zero four two.
          Your PIN is 0815.                  | Your PIN is zero eight one five.
          Code A7K9.                         | Code A seven K nine.
          Track 1Z999AA1 now                 | Track one Z nine, nine nine A A one now
          COVID-19 rules                     | COVID-nineteen rules
          It costs €12.50.                   | It costs twelve euros and fifty cents.
          It costs $1,299.00 today           | It costs one thousand two hundred ninety-nine dollars today
          It costs 12000 EUR, or £1          | It costs twelve thousand euros, or one pound
          3.05 € off                         | three euros and five cents off
          Only €0.99!                        | Only ninety-nine cents!
          A €1.5 million budget              | A one point five million euros budget
          $2 million                         | two million dollars
          5–10 €                             | five to ten euros
          12.99 euros                        | twelve euros and ninety-nine cents
          20% off & free                     | twenty percent off and free
          2.5 % more                         | two point five percent more
          1% of it                           | one percent of it
          10-20% off                         | ten to twenty percent off
          See https://www.example.com/help.  | See example dot com slash help.
          Write to my_help@example.co.uk     | Write to my underscore help at example dot co dot uk
          anna-b42@mail.example.org          | anna dash b four two at mail dot example dot org
          https://example.com/a/very/long/path?with=query | example dot com
          Call +49 170 1234567 now           | Call plus four nine, one seven zero, one two three, four five six seven now
          Call 0800-555123.                  | Call zero eight zero zero, five five five, one two three.
          Call 555-0199 or (202) 555-0143    | Call five five five, zero one nine nine or two zero two, five five five, zero one four three
          IBAN DE89 3704 0044 0532 0130 00   | IBAN D E eight nine, three seven zero four, zero zero four four, zero five three two, zero one three zero, zero zero
          No. I do not, e.g. today           | No. I do not, for example today
          It is No. 5 of 12                  | It is number five of twelve
          Mr. Miller, Dr. Smith, Mrs. Jones  | Mister Miller, Doctor Smith, Missus Jones
          Socks, hats, etc.                  | Socks, hats, and so on.
          approx. 3 kg, i.e. a lot           | approximately three kilograms, that is a lot
          It arrives on 5 May at 10:30       | It arrives on the fifth of May at ten thirty
          by the 3rd of May 2026             | by the third of May twenty twenty-six
          on May 21st, 2026                  | on the twenty-first of May twenty twenty-six
          on 2026-05-03                      | on the third of May twenty twenty-six
          on 03.05.2026                      | on the third of May twenty twenty-six
          on 12/31/2026 and 31/12/2026       | on the thirty-first of December twenty twenty-six and the thirty-first of December twenty twenty-six
          on 5 May.                          | on the fifth of May.
          on 4 Nov. at 9 am                  | on the fourth of November at nine a.m.
          between 1 November and 24 December | between the first of November and the twenty-fourth of December
          1–24 December 2026                 | the first of December to the twenty-fourth of December twenty twenty-six
          from 1 to 24 December              | from the first of December to the twenty-fourth of December
          the 1st and the 24th of December   | the first of December and the twenty-fourth of December
          1 November – 24 December           | the first of November to the twenty-fourth of December
          November 1–24, 2026                | the first of November to the twenty-fourth of November twenty twenty-six
          Nov 1–Dec 24                       | the first of November to the twenty-fourth of December
          closed May–June                    | closed May to June
          Mon–Fri 8:00–18:00                 | Monday to Friday eight o'clock to six p.m.
          Monday to Friday 8:00 to 18:00     | Monday to Friday eight o'clock to six p.m.
          at 9:05, 14:30, 0:15 and 12:00     | at nine oh five, two thirty p.m., twelve fifteen at night and twelve o'clock
          from 9:30am to 5 p.m.              | from nine thirty a.m. to five p.m.
          open 24/7                          | open around the clock
          since 1999, in 2005 and 2010       | since nineteen ninety-nine, in two thousand five and twenty ten
          You have 3 of 1,500 points         | You have three of one thousand five hundred points
          1,234,567 people                   | one million two hundred thirty-four thousand five hundred sixty-seven people
          within 1 to 2 working days         | within one to two working days
          1-3 days, 4 – 5 weeks              | one to three days, four to five weeks
          the 1st, 2nd, 22nd and 30th        | the first, second, twenty-second and thirtieth
          -5 °C, 20 °C, 1 kg, 1.5 l          | minus five degrees Celsius, twenty degrees Celsius, one kilogram, one point five litres
          10 x 20 cm, 120 km/h               | ten by twenty centimetres, one hundred twenty kilometres an hour
          version 1.2.3                      | version one point two point three
          a 24-month plan                    | a twenty-four-month plan
          10000 people                       | ten thousand people
          size 007                           | size zero zero seven
          **Good** news: `all` _well_ ~~ha~~ | Good news: all well ha
          [our page](https://example.com/x)  | our page
          # Title                            | Title.
          - one thing                        | one thing.
          2. Open the box                    | Second: Open the box.
          > **Bold** and said.               | Bold and said.
          It is true [1], and so [2, 3].     | It is true, and so.
          From the article "Returns" (return-window). | From the article "Returns".
          From the article "Returns" (returns). | From the article "Returns".
          A letter (by post) helps.          | A letter (by post) helps.
          Great 🎉 thanks                    | Great thanks
          I don't know                       | I don't know
          and/or                             | and or
          """)
  void english_is_spoken(String text, String spoken) {
    assertThat(SpokenForm.in("en").of(text)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Das kostet 12,50 €.                | Das kostet zwölf Euro fünfzig.
          Das kostet 1.299,00 €              | Das kostet eintausendzweihundertneunundneunzig Euro
          Nur 0,99 € oder 1 €                | Nur neunundneunzig Cent oder ein Euro
          12,– € im Jahr                     | zwölf Euro im Jahr
          5 Mio. € und 1,5 Mio. Euro         | fünf Millionen Euro und eins Komma fünf Millionen Euro
          z. B. unter beispiel.de/hilfe      | zum Beispiel unter beispiel Punkt de Schrägstrich hilfe
          an hilfe@beispiel.de               | an hilfe ät beispiel Punkt de
          Nr. 5, ca. 20 %                    | Nummer fünf, circa zwanzig Prozent
          2,5 % mehr                         | zwei Komma fünf Prozent mehr
          am 3. Mai 2026                     | am dritten Mai zweitausendsechsundzwanzig
          am 03.05.2026                      | am dritten Mai zweitausendsechsundzwanzig
          am 3.5. und zum 21.12.             | am dritten Mai und zum einundzwanzigsten Dezember
          bis 31.12.24                       | bis einunddreißigsten Dezember zweitausendvierundzwanzig
          Der 1. Mai ist frei                | Der erste Mai ist frei
          vom 1. bis 24. Dezember            | vom ersten Dezember bis vierundzwanzigsten Dezember
          am 1.–3. Mai                       | am ersten Mai bis dritten Mai
          am 7. Nov. 1999                    | am siebten November neunzehnhundertneunundneunzig
          2026-05-03                         | dritten Mai zweitausendsechsundzwanzig
          Version 1.2.3                      | Version eins Punkt zwei Punkt drei
          um 14:30 Uhr                       | um vierzehn Uhr dreißig
          um 8:00 oder 1:05 Uhr              | um acht Uhr oder ein Uhr fünf
          um 14.30 Uhr                       | um vierzehn Uhr dreißig
          Mo–Fr 8–18 Uhr                     | Montag bis Freitag acht bis achtzehn Uhr
          von 8:00 bis 18:00                 | von acht Uhr bis achtzehn Uhr
          Bestellung 1042 ist da             | Bestellung eins null vier zwei ist da
          Die Bestellnummer lautet 1042.     | Die Bestellnummer lautet eins null vier zwei.
          Ticket T-1001                      | Ticket T eins null null eins
          Ihre PLZ 10115                     | Ihre PLZ eins null eins eins fünf
          Rufen Sie 0800 123456 an           | Rufen Sie null acht null null, eins zwei drei, vier fünf sechs an
          innerhalb von 5 Werktagen          | innerhalb von fünf Werktagen
          nach 1 Tag oder 1 Woche            | nach ein Tag oder eine Woche
          1 bis 2 Werktage                   | ein bis zwei Werktage
          21 Tage, 101 Dinge                 | einundzwanzig Tage, einhundertein Dinge
          1.500 Punkte                       | eintausendfünfhundert Punkte
          2.000.000 Menschen                 | zwei Millionen Menschen
          im 2. Stock, in der 3. Etage       | im zweiten Stock, in der dritten Etage
          die 1. Wahl, am 20. Tag            | die erste Wahl, am zwanzigsten Tag
          5 kg, 1 Std., 30 Min. und 20 °C    | fünf Kilogramm, eine Stunde, dreißig Minuten und zwanzig Grad Celsius
          ein 3-Gang-Menü                    | ein drei-Gang-Menü
          Hr. Maier, Fr. Dr. Kuhn            | Herr Maier, Frau Doktor Kuhn
          Hauptstr. 5 in St. Gallen          | Hauptstraße fünf in Sankt Gallen
          Schuhe, Hosen usw.                 | Schuhe, Hosen und so weiter.
          d. h. inkl. MwSt. und ggf. mehr    | das heißt inklusive Mehrwertsteuer und gegebenenfalls mehr
          seit 1885, im Jahr 2026            | seit achtzehnhundertfünfundachtzig, im Jahr zweitausendsechsundzwanzig
          -3 °C                              | minus drei Grad Celsius
          1. Karton öffnen                   | Erstens: Karton öffnen.
          - ein Ding                         | ein Ding.
          Aus dem Artikel „Rückgabe“ (return-window). | Aus dem Artikel „Rückgabe“.
          und/oder                           | und oder
          3 × 4 cm                           | drei mal vier Zentimeter
          10-20 Stück                        | zehn bis zwanzig Stück
          """)
  void german_is_spoken(String text, String spoken) {
    assertThat(SpokenForm.in("de").of(text)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Cuesta 12,50 €                     | Cuesta doce euros con cincuenta
          Cuesta 1.299,00 €                  | Cuesta mil doscientos noventa y nueve euros
          Cuesta 1 €, 21 € o 0,99 €          | Cuesta un euro, veintiún euros o noventa y nueve céntimos
          200 £ y 2 millones de euros        | doscientas libras y dos millones de euros
          1,5 millones de euros              | uno coma cinco millones de euros
          20 % de descuento                  | veinte por ciento de descuento
          3,25 %                             | tres coma veinticinco por ciento
          el 3 de mayo de 2026               | el tres de mayo de dos mil veintiséis
          del 1-24 de diciembre              | del primero de diciembre a veinticuatro de diciembre
          del 1 al 24 de diciembre           | del uno al veinticuatro de diciembre
          el 1 de enero                      | el primero de enero
          el 03/05/2026                      | el tres de mayo de dos mil veintiséis
          el 2026-12-31                      | el treinta y uno de diciembre de dos mil veintiséis
          a las 14:30                        | a las catorce y treinta
          a las 8:00, a la 1:05              | a las ocho, a la una y cinco
          de 8:00 a 18:00                    | de ocho horas a dieciocho horas
          Lun–Vie 9:00–14:00                 | lunes a viernes nueve horas a catorce horas
          a las 9 a. m.                      | a las nueve de la mañana
          el pedido 1042                     | el pedido uno cero cuatro dos
          Los pedidos 1042 y 1043            | Los pedidos uno cero cuatro dos y uno cero cuatro tres
          su número es 1042                  | su número es uno cero cuatro dos
          ticket T-1001                      | ticket T uno cero cero uno
          llame al +34 912 345 678           | llame al más tres cuatro, nueve uno dos, tres cuatro cinco, seis siete ocho
          ayuda@ejemplo.es                   | ayuda arroba ejemplo punto es
          www.ejemplo.es/ayuda               | ejemplo punto es barra ayuda
          p. ej. el Sr. Ruiz y la Sra. Gil   | por ejemplo el señor Ruiz y la señora Gil
          zapatos, botas, etc.               | zapatos, botas, etcétera.
          Ud. tiene aprox. 3 kg              | usted tiene aproximadamente tres kilos
          el n.º 5 y el núm. 7               | el número cinco y el número siete
          1.500 puntos                       | mil quinientos puntos
          21 días, 21 semanas, 1 semana      | veintiún días, veintiuna semanas, una semana
          200 personas, 31 tallas            | doscientas personas, treinta y una tallas
          1 de cada 3                        | uno de cada tres
          1 o 2 días                         | uno o dos días
          101 y 100                          | ciento uno y cien
          1.000.000 de personas              | un millón de personas
          en 1999 y 2005                     | en mil novecientos noventa y nueve y dos mil cinco
          1-3 días                           | uno a tres días
          la 1ª vez, el 2.º piso             | la primera vez, el segundo piso
          -5 °C y 120 km/h                   | menos cinco grados Celsius y ciento veinte kilómetros por hora
          10 x 20 cm                         | diez por veinte centímetros
          1. Abra la caja                    | Primero: Abra la caja.
          - una cosa                         | una cosa.
          Del artículo «Devoluciones» (return-window). | Del artículo «Devoluciones».
          en EE. UU.                         | en Estados Unidos.
          abierto 24/7                       | abierto las veinticuatro horas
          """)
  void spanish_is_spoken(String text, String spoken) {
    assertThat(SpokenForm.in("es").of(text)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr    | 20% sur exemple.fr           | vingt pour cent sur exemple point fr
          fr    | 71, 80, 81, 91 et 99         | soixante et onze, quatre-vingts, quatre-vingt-un, quatre-vingt-onze et quatre-vingt-dix-neuf
          fr    | le 1er mai à 14 h 30         | le premier mai à quatorze heures trente
          fr    | 12,50 €                      | douze euros cinquante
          xx    | €5                           | five euros
          en-US | on 3/4/2026                  | on the fourth of March twenty twenty-six
          en-GB | on 3/4/2026                  | on the third of April twenty twenty-six
          """)
  void other_languages_are_spoken(String language, String text, String spoken) {
    assertThat(SpokenForm.in(language).of(text)).isEqualTo(spoken);
  }

  @Test
  void lists_become_sentences() {
    var list = "You need:\n\n- your ticket\n- a **parcel**\n1. Pack it.\n2. Send it";
    assertThat(SpokenForm.in("en").of(list))
        .isEqualTo("You need: your ticket. a parcel. First: Pack it. Second: Send it.");
  }

  @Test
  void tables_become_sentences() {
    var table = "| Size | Price |\n|---|---|\n| M | €5 |";
    assertThat(SpokenForm.in("en").of(table)).isEqualTo("Size, Price. M, five euros.");
  }

  @Test
  void unreadable_text_becomes_blank() {
    assertThat(SpokenForm.in("en").of(" 🎉 **\n")).isBlank();
  }
}
