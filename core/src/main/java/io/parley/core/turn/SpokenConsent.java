package io.parley.core.turn;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The meaning of words after "Shall I?". A yes needs words of which each is known: "yes, but only
/// half of it" is none. A no needs one word of refusal. A yes that is taken back is unclear, and so
/// is one in the melody of a question.
public enum SpokenConsent {
  YES,
  NO,
  UNCLEAR;

  /// Longest matches count first: "claro que no" is a no, and "no problem" a yes.
  ///
  /// @param asides words that change no meaning
  private record Words(Set<String> yes, Set<String> no, Set<String> unsure, Set<String> asides) {
    static Words of(String yes, String no, String unsure, String asides) {
      return new Words(split(yes), split(no), split(unsure), split(asides));
    }

    private static Set<String> split(String commaSeparated) {
      return Set.of(commaSeparated.split(","));
    }

    boolean isAnswer(String spoken) {
      var word = String.join(" ", SpokenLanguage.wordsOf(spoken));
      return yes.contains(word) || no.contains(word);
    }
  }

  private static final int PHRASE_WORDS_MAX = 4;

  private static final Map<String, Words> KNOWN =
      Map.of(
          "en",
          Words.of(
              "yes,yeah,yep,yup,sure,of course,ok,okay,go ahead,do it,do that,do so,please do,"
                  + "you can,you may,i agree,agreed,certainly,absolutely,definitely,correct,right,"
                  + "thats right,thats fine,fine,sounds good,all right,alright,no problem,why not,"
                  + "by all means,confirm,confirmed,i confirm",
              "no,nope,nah,not,dont,never,rather not,wont,stop,wait,hold on,leave it,forget"
                  + " it,cannot,cant,didnt,doesnt,isnt,refuse,i refuse,no thanks,no thank you,do"
                  + " not,please do not,please dont",
              "dont know,do not know,not sure,maybe,perhaps,no idea,depends,but,unless,if,not yet",
              "please,thanks,thank you,um,uh,er,well,oh,it,that,this,the,a,my,i,now,then,so,and,"
                  + "just,very much,id like that,id say,hm,hmm,mhm"),
          "de",
          Words.of(
              "ja,jawohl,jo,jep,klar,na klar,sicher,gerne,gern,natürlich,selbstverständlich,ok,"
                  + "okay,in ordnung,einverstanden,genau,richtig,stimmt,machen sie das,"
                  + "machen sie es,mach das,tun sie das,bitte machen,passt,gut,alles klar,"
                  + "auf jeden fall,kein problem,warum nicht,unbedingt,ich stimme zu",
              "nein,nee,nö,ne,nicht,kein,keine,keinen,keinesfalls,lieber nicht,auf keinen fall,"
                  + "niemals,stopp,stop,halt,moment,warten sie,lassen sie das,lassen sie es,"
                  + "nein danke",
              "weiß nicht,weiß ich nicht,nicht sicher,vielleicht,keine ahnung,kommt darauf an,aber,"
                  + "wenn,falls,noch nicht,nur",
              "bitte,danke,ähm,äh,also,na,dann,doch,das,es,die,der,den,mal,jetzt,ich,mir,so,und,"
                  + "sehr,hm,mhm,tun,schön"),
          "es",
          Words.of(
              "sí,si,vale,claro,claro que sí,por supuesto,de acuerdo,ok,okay,está bien,correcto,"
                  + "hágalo,hazlo,adelante,perfecto,bueno,desde luego,sin problema,"
                  + "no hay problema,por qué no,cómo no,acepto,confirmo,me parece bien",
              "no,claro que no,nunca,jamás,ni hablar,de ninguna manera,mejor no,para nada,pare,"
                  + "espere,espera,tampoco,no gracias,desde luego que no,por supuesto que no",
              "no sé,no lo sé,no estoy seguro,no estoy segura,quizás,quizá,tal vez,depende,pero,"
                  + "todavía no,aún no,solo,sólo,si no",
              "por favor,gracias,eh,em,pues,ya,eso,esto,lo,la,el,que,y,ahora,entonces,muy,muchas,"
                  + "bien,ah"));

  /// @param language a BCP 47 tag
  public static boolean knows(String language) {
    return KNOWN.containsKey(Locale.forLanguageTag(language).getLanguage());
  }

  /// @param language a BCP 47 tag; in one without words no answer is clear
  /// @param label of the tool: its words may be repeated, as in "yes, cancel the order"
  public static SpokenConsent of(String text, String language, String label) {
    var known = KNOWN.get(Locale.forLanguageTag(language).getLanguage());
    if (known == null) return UNCLEAR;
    var words = SpokenLanguage.wordsOf(text);
    var echoes = new HashSet<>(SpokenLanguage.wordsOf(label));
    boolean yes = false;
    boolean no = false;
    boolean other = text.strip().endsWith("?");
    for (int at = 0; at < words.size(); ) {
      int length = longest(known, words, at);
      var phrase = String.join(" ", words.subList(at, at + Math.max(1, length)));
      // of the four lists the careful ones come first
      if (known.unsure().contains(phrase)) return UNCLEAR;
      if (known.no().contains(phrase)) no = true;
      // "don't do that": what follows a refusal is refused
      else if (known.yes().contains(phrase)) yes |= !no;
      else if (!known.asides().contains(phrase) && !echoes.contains(phrase)) other = true;
      at += Math.max(1, length);
    }
    return yes && !no && !other ? YES : no && !yes ? NO : UNCLEAR;
  }

  /// The words behind the yes or no with which they begin: "No, dot com" goes on with "dot com".
  ///
  /// @param language a BCP 47 tag; in one without words all of them stay
  static String behindAnswer(String text, String language) {
    var known = KNOWN.get(Locale.forLanguageTag(language).getLanguage());
    if (known == null) return text;
    var words = List.of(text.strip().split("\\s+", -1));
    int from = 0;
    while (from < words.size() && known.isAnswer(words.get(from))) from++;
    return String.join(" ", words.subList(from, words.size()));
  }

  /// Number of words of the longest known phrase that begins at `from`; 0 for none.
  private static int longest(Words known, List<String> words, int from) {
    for (int length = Math.min(PHRASE_WORDS_MAX, words.size() - from); length > 0; length--) {
      var phrase = String.join(" ", words.subList(from, from + length));
      if (known.yes().contains(phrase)
          || known.no().contains(phrase)
          || known.unsure().contains(phrase)
          || known.asides().contains(phrase)) return length;
    }
    return 0;
  }
}
