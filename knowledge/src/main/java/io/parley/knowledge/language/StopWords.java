package io.parley.knowledge.language;

import java.util.List;
import java.util.Set;

/// Words that nearly every question has and that say nothing about its subject, in lower case,
/// without accents: function words, question words, courtesies, and the sounds of hesitation in
/// transcribed speech.
final class StopWords {
  static final Set<String> ENGLISH =
      words(
          """
          a an the this that these those there here it its i im ive id me my mine we us our you your
          yours he him his she her they them their one ones some any all each every both other
          and or but if so as than then of to in on at by for from with without into onto over
          about is are was were be been being am do does did doing done have has had having
          can could may might must shall should will would cannot cant dont doesnt didnt isnt
          arent wasnt wont couldnt
          what whats which who whom whose when where wheres why how hows
          not no yes also just only even still too very really much many more most
          please thanks thank hi hello hey ok okay
          uh um er erm hmm well like kinda sorta gonna wanna
          """);

  static final Set<String> GERMAN =
      words(
          """
          der die das den dem des ein eine einen einem einer eines kein keine keinen keiner ich mich
          mir mein meine meinen meinem meiner du dich dir dein deine deinen sie ihr ihre ihren ihrem
          ihnen er ihn ihm es wir uns unser unsere unseren euch euer eure eurer man sich und oder aber
          wenn weil dass ob als wie so von vom zu zum zur in im ins an am auf aus bei beim mit nach
          fur uber um durch gegen ohne unter vor hinter zwischen bis ist sind war waren bin bist sein
          wird werden werde wurde worden hat haben habe hatte hast habt kann konnen konnte konnt
          kannst darf durfen muss mussen musst soll sollen will wollen wollt mochte mochten mag wer
          was wann wo wohin woher warum wieso welche welcher welches welchen wieviel nicht ja nein
          auch noch nur schon denn doch mal da dann hier dort dies diese dieser dieses diesen jetzt
          sehr mehr viel viele etwas nun bitte danke hallo guten tag
          ah ahm ahem hm hmm ha ne na also halt eben irgendwie sozusagen
          """);

  static final Set<String> SPANISH =
      words(
          """
          el la los las lo un una unos unas al del yo me mi mis mio tu te ti tus usted ustedes le les
          se su sus nos nuestro nuestra nosotros ellos ellas el ella esto esta este estos estas eso
          esa ese esos esas aqui ahi alli y e o u pero si porque aunque que de a en con sin por para
          sobre entre hasta desde segun como mas muy mucho mucha muchos muchas poco tambien ya aun
          todavia solo es son era eran soy ser fue sido esta estan estoy estar estaba hay he ha has
          han hemos haber habia tengo tiene tienen tener puedo puede pueden poder podria quiero quiere
          quieren querer debo debe hago hace hacen cual cuales quien quienes cuando donde cuanto
          cuanta cuantos cuantas no favor gracias hola buenos buenas dias
          eh em mmm pues bueno oye mira digamos osea
          """);

  private StopWords() {}

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.strip().split("\\s+")));
  }
}
