package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletenessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Where is my order?               | COMPLETE
          en | I want to return it.             | SENTENCE
          en | yes                              | COMPLETE
          en | No, thank you!                   | COMPLETE
          en | I want to return it              | REQUEST
          en | I want to return it and          | TRAILING_OFF
          en | I want to return it because.     | TRAILING_OFF
          en | Um                               | TRAILING_OFF
          en | It's                             | TRAILING_OFF
          en | Can you tell me where?           | TRAILING_OFF
          en | Do you know why?                 | COMPLETE
          en | How do you know?                 | COMPLETE
          en | Since when?                      | COMPLETE
          en | Thank you, good-by.              | COMPLETE
          en | Is there a shop I could go by    | TRAILING_OFF
          en | well, let me see                 | TRAILING_OFF
          en | I forgot my password and cannot log in. | COMPLAINT
          en | The lamp does not turn on         | PAUSED
          en | I want to talk to.               | TRAILING_OFF
          en | I ordered the blue one,          | UNENDED
          en | The thing is...                  | TRAILING_OFF
          en | The thing is…                    | TRAILING_OFF
          en | What is it for?                  | COMPLETE
          en | My order number is four seven    | COUNTING
          en | My order number is 4711          | COUNTING
          en | My phone number is 0170 1234567. | TELLING
          en | four seven one one               | COUNTING
          en | My order: the blue one.          | TELLING
          en | I would like two.                | SENTENCE
          en | in 2024.                         | SENTENCE
          en | I'd like to know where my order is. | SENTENCE
          en | I'd like to know where my order is  | REQUEST
          en | What I want is                   | TRAILING_OFF
          en | My name is M, U, E               | COUNTING
          de | Ich wüsste gern, wo meine Bestellung ist. | SENTENCE
          es | Quiero saber dónde está mi pedido, | PAUSED
          de | Wo ist meine Bestellung?         | COMPLETE
          de | Ja bitte                         | COMPLETE
          de | Ich möchte das zurückgeben, weil | TRAILING_OFF
          de | Ähm.                             | TRAILING_OFF
          de | Können Sie mir sagen, wo?        | TRAILING_OFF
          de | Die Bestellnummer ist vier sieben| COUNTING
          es | ¿Dónde está mi pedido?           | COMPLETE
          es | Quiero devolverlo porque         | TRAILING_OFF
          es | ¿Puede decirme dónde?            | TRAILING_OFF
          fr | Je voudrais le rendre parce que  | TRAILING_OFF
          fr | D'accord                         | COMPLETE
          fr | C’est                            | TRAILING_OFF
          en | I would like to return.          | UNFINISHED
          en | I want to return the shoes.      | SENTENCE
          en | Please send me a label for the return. | SENTENCE
          en | Can you tell me?                 | UNFINISHED
          en | What do you need?                | COMPLETE
          en | What do you want                 | UNFINISHED
          en | I was wondering.                 | UNFINISHED
          en | I was wondering, whether you could. | UNFINISHED
          en | When I opened the box.           | UNFINISHED
          en | When I opened the box, it was broken. | COMPLAINT
          en | When is it delivered.            | SENTENCE
          en | My order number.                 | PHRASE
          en | My order number is wrong.        | COMPLAINT
          en | The jacket that I ordered.       | UNFINISHED
          en | The jacket that she likes.       | PHRASE
          en | The jacket that I have ordered last week. | PHRASE
          en | The jacket that I ordered is too small. | COMPLAINT
          en | The parcel that arrived yesterday was empty. | COMPLAINT
          en | The glass broke.                 | COMPLAINT
          en | Last Monday.                     | PHRASE
          en | Tomorrow morning.                | SENTENCE
          en | I bought some boots from you, Anne. | UNFINISHED
          en | I bought some boots from you in.   | TRAILING_OFF
          en | I ordered a jacket last week?    | UNFINISHED
          en | I recently bought a lamp.        | UNFINISHED
          en | We've ordered a tent and two mats. | UNFINISHED
          en | I bought some boots and I want to send them back. | SENTENCE
          en | I bought a lamp and it does not work. | COMPLAINT
          en | I bought a lamp, but the switch sticks. | COMPLAINT
          en | I ordered the wrong size.        | COMPLAINT
          en | I never ordered this.            | COMPLAINT
          en | I lost the jacket that I bought here. | COMPLAINT
          en | I ordered the blue one.          | TELLING
          en | The lamp I bought is broken.     | COMPLAINT
          de | Ich habe bei Ihnen Schuhe gekauft. | UNFINISHED
          de | Ich habe nichts bestellt.        | COMPLAINT
          de | Ich habe Schuhe gekauft, aber sie drücken. | COMPLAINT
          de | Ich habe eine Lampe bestellt und sie ist kaputt. | COMPLAINT
          es | Compré unas botas.               | UNFINISHED
          es | He comprado una lámpara y no funciona. | COMPLAINT
          de | Ich möchte gerne.                | UNFINISHED
          de | Können Sie mir sagen?            | UNFINISHED
          de | Als ich das Paket geöffnet habe. | UNFINISHED
          de | Als ich es geöffnet habe, war es leer. | COMPLAINT
          de | Meine Bestellung.                | PHRASE
          de | Meine Bestellung ist weg.        | COMPLAINT
          de | Die Lampe funktioniert nicht.    | COMPLAINT
          es | Quiero devolver.                 | UNFINISHED
          es | Cuando abrí la caja.             | UNFINISHED
          es | Mi pedido.                       | PHRASE
          es | El paquete llegó roto.           | COMPLAINT
          en | Layest monday                    | UNFINISHED
          en | So dumb.                         | TRAILING_OFF
          en | So what?                         | COMPLETE
          en | But stop.                        | SENTENCE
          en | But it is too small.             | COMPLAINT
          en | It broke                         | PAUSED
          de | Also dumm.                       | TRAILING_OFF
          en | Do you know?                     | UNFINISHED
          en | Could you please.                | UNFINISHED
          de | Wissen Sie?                      | UNFINISHED
          es | ¿Sabe usted?                     | UNFINISHED
          en | I have already done that.        | TELLING
          en | I already tried that,            | UNENDED
          en | I have been told that            | TRAILING_OFF
          en | The lamp that                    | TRAILING_OFF
          en | I told you so, I think so.       | TELLING
          en | I would like the green one as well. | SENTENCE
          en | That was everything, bye.        | COMPLETE
          en | Nothing else by.                 | COMPLETE
          de | Das war alles, tschüss.          | COMPLETE
          es | Nada más, adiós.                 | COMPLETE
          en | Please cancel all of it.         | SENTENCE
          en | Cancel the first one.            | SENTENCE
          en | Yes, on Monday.                  | SENTENCE
          en | In the evening.                  | SENTENCE
          en | Could you call me on Monday.     | SENTENCE
          de | Ich möchte das zurückgeben.      | SENTENCE
          de | Rufen Sie mich bitte zurück.     | SENTENCE
          es | Necesito una factura.            | SENTENCE
          fr | Mon colis est perdu.             | SENTENCE
          fr | Mon colis                        | UNSURE
          ja | 注文はどこですか。                  | SENTENCE
          ja | and                              | UNSURE
          en | Where is my order,               | PAUSED
          en | Which card did you use,          | PAUSED
          en | How much does it cost to send it back, | PAUSED
          en | Could you call me on Monday,     | PAUSED
          en | I want to return it,             | PAUSED
          en | I'd like to know where my order is, | PAUSED
          en | Can you tell me,                 | UNFINISHED
          en | I would like to return,          | UNFINISHED
          en | Where I live,                    | UNFINISHED
          en | Where I live now,                | UNSURE
          en | What the problem,                | UNFINISHED
          en | Tomorrow,                        | UNSURE
          en | Please,                          | UNSURE
          en | I have an order, and,            | TRAILING_OFF
          en | My order is,                     | TRAILING_OFF
          de | Wo ist meine Bestellung,         | PAUSED
          de | Ich möchte das zurückgeben,      | PAUSED
          de | Die Lampe funktioniert nicht,    | UNENDED
          en | Please block the card            | REQUEST
          en | Where is my order                | REQUEST
          en | Where I live                     | UNFINISHED
          en | We would like a table for two.   | SENTENCE
          en | We need two rooms                | REQUEST
          en | Could you check?                 | PAUSED
          en | Could you check.                 | PAUSED
          en | Could you check it?              | COMPLETE
          en | Do you deliver?                  | COMPLETE
          en | Could you please?                | UNFINISHED
          en | I was hoping.                    | UNFINISHED
          en | I was told.                      | UNFINISHED
          en | My heating is too loud,          | UNENDED
          en | Somebody else took my parcel.    | COMPLAINT
          en | Our flight was late.             | COMPLAINT
          en | I paid the bill.                 | TELLING
          en | My bag is in the taxi            | UNENDED
          de | Wir möchten einen Tisch für zwei. | SENTENCE
          de | Können Sie prüfen?               | PAUSED
          de | Ich möchte einen Tisch           | REQUEST
          de | Die Rechnung ist bezahlt.        | TELLING
          de | Die Rechnung ist falsch.         | COMPLAINT
          es | ¿Puede comprobarlo?              | PAUSED
          es | Necesitamos una mesa para dos.   | SENTENCE
          es | La factura está pagada.          | TELLING
          es | La factura está mal.             | COMPLAINT
          fr | Mon colis est perdu,             | UNSURE
          ja | 注文はどこですか,                   | UNSURE
          """)
  void transcripts_are_read_by_their_words(String language, String text, Completeness expected) {
    assertThat(Completeness.of(text, SpokenLanguage.of(language))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Uh-huh.        | true
          en | Okay, I see.   | true
          en | Yeah yeah yeah | true
          en | Okay, but wait | false
          en | No             | false
          en | Stop           | false
          en | Exactly, very good. | true
          en | M. H. M..      | true
          en | M. N.          | false
          en | That's right.  | true
          en | Oh, I know.    | true
          en | That makes sense. | true
          en | I know that already. | false
          en | That makes no sense. | false
          de | Mhm, alles klar| true
          de | Ja, aber       | false
          fr | D'accord, c'est ça | true
          de | Ja, genau, in Ordnung.  | true
          es | Claro que sí, muy bien. | true
          xx | okay           | false
          """)
  void backchannels_are_told_from_words(String language, String text, boolean expected) {
    assertThat(SpokenLanguage.of(language).isBackchannel(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Right, I       | true
          en | That is        | true
          en | Makes          | true
          en | Right          | false
          en | Right, I want  | false
          en | No             | false
          en | Okay, no       | false
          de | Ja, alles      | true
          de | Kein           | false
          es | De             | true
          xx | I              | false
          """)
  void the_beginning_of_a_backchannel_may_become_one(
      String language, String text, boolean expected) {
    assertThat(SpokenLanguage.of(language).mayBecomeBackchannel(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I'll kill.     | true
          en | Hay            | true
          en | Oh two         | false
          en | 4              | false
          en | Stop it        | false
          en | Oh no.         | false
          en | Excuse me      | false
          en | The blue one   | false
          de | Ach komm       | true
          de | Moment mal     | false
          es | Ah mira        | true
          es | Espere         | false
          fr | Tiens          | false
          xx | Amen           | false
          """)
  void a_short_sound_is_no_listeners_when_it_asks_for_the_floor_or_is_a_number(
      String language, String text, boolean expected) {
    assertThat(SpokenLanguage.of(language).mayBeListener(text)).isEqualTo(expected);
  }
}
