package io.parley.core.turn;

import io.parley.core.text.Unicode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Word lists of a language for turn-taking, as the words are spoken. A language that is not listed
/// is judged by punctuation and digits alone.
///
/// @param backchannels said to show that one listens (the acknowledgements and assessments of
///   Jurafsky et al. 1997, "Switchboard SWBD-DAMSL"); several words are one entry
/// @param stops words by which listeners ask for the floor, also when they say only one or two
/// @param partings ends of a conversation, also as recognisers write them
/// @param openings words after which more must come: "and", "because", "um"
/// @param answers words that are a whole answer by themselves
/// @param numerals digits in words
/// @param connectives words that begin a sentence, and seldom one of two words
/// @param counted words that precede many digits: "order", "number"
/// @param interrogatives words that begin a question, also within a sentence
/// @param copulas verbs that end such an inner question: "where my order is"
/// @param grammar whether words are a sentence yet; @param lastWords whether those after which more
///   usually comes end one
record SpokenLanguage(
    Set<String> backchannels,
    Set<String> stops,
    Set<String> partings,
    Set<String> openings,
    Set<String> answers,
    Set<String> numerals,
    Set<String> connectives,
    Set<String> counted,
    Set<String> interrogatives,
    Set<String> copulas,
    SpokenGrammar grammar,
    LastWords lastWords) {

  private static final SpokenLanguage UNKNOWN =
      new SpokenLanguage(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          SpokenGrammar.of(""),
          LastWords.of(""));

  private static final Map<String, SpokenLanguage> KNOWN =
      Map.of(
          "en",
              new SpokenLanguage(
                  words(
                      "uh huh,uhhuh,mhm,mm hmm,mmhmm,hmm,hm,mm,yeah,yep,yes,ok,okay,right,sure,i"
                          + " see,got it,fine,perfect,understood,uh,aha,ah,oh,all"
                          + " right,alright,good,great,cool,really,huh,mmm,hmmm,ha,ooh,wow,yup,yea,"
                          + "exactly,indeed,absolutely,definitely,certainly,of"
                          + " course,precisely,correct,true,nice,lovely,wonderful,excellent,"
                          + "brilliant,amazing,fantastic,awesome,super,interesting,very good,very"
                          + " well,very nice,thats right,that is right,thats good,thats fine,thats"
                          + " great,thats nice,thats true,thats correct,sounds good,sounds great,i"
                          + " understand,makes sense,fair enough,no problem,no worries,good to"
                          + " know,gotcha,i know,i get it,that makes sense,very true,thats lovely"),
                  words(
                      "stop,wait,no,nope,hold on,hold it,hang on,excuse"
                          + " me,pardon,sorry,hello,hey,hi,"
                          + "but,actually,not,never,enough,quiet,silence,what,why,where,when,who,how,"
                          + "which,again,repeat,slower,louder,human,agent,operator,person,somebody,"
                          + "someone,question,moment,second,minute,goodbye,bye,cancel,wrong,forget,listen,skip,please,help"
                          + " me,thanks,thank you"),
                  words(
                      "bye,goodbye,good by,bye bye,else by,all by,you by,thanks by,then by,okay"
                          + " by,day by"),
                  words(
                      "and,or,but,because,so,then,if,when,that,which,who,with,without,to,of,for,from,"
                          + "in,on,at,by,about,the,a,an,my,your,our,is,are,was,its,i,im,not,like,well,um,uh,er,erm,hmm,let"
                          + " me see,i mean,you know,tell me where,tell me when,tell me which,know"
                          + " where,know when,know which"),
                  words(
                      "yes,no,yes please,no thanks,no thank you,thanks,thank"
                          + " you,ok,okay,sure,right,"
                          + "correct,hello,hi,goodbye,good by,bye,stop,yeah,yep,nope"),
                  words("zero,oh,one,two,three,four,five,six,seven,eight,nine,double,triple"),
                  words("so,well,and,but,or,because,then"),
                  words("number,order,code,phone,zip,postcode,account,card,reference,invoice,pin"),
                  words("where,what,when,how,who,which,why,whether"),
                  words("is,are,was,were"),
                  SpokenGrammar.of("en"),
                  LastWords.of("en")),
          "de",
              new SpokenLanguage(
                  words(
                      "mhm,hm,hmm,aha,ah,ach"
                          + " so,achso,ja,jo,ok,okay,gut,genau,stimmt,verstehe,klar,alles"
                          + " klar,richtig,so so,soso,oh,ach,ach ja,super,prima,toll,schön,sehr"
                          + " gut,sehr"
                          + " schön,natürlich,selbstverständlich,absolut,wirklich,interessant,kein"
                          + " problem,in ordnung,passt,ich verstehe,verstanden,eben,korrekt,das"
                          + " stimmt,gut zu wissen,wunderbar,perfekt,wow,logisch"),
                  words(
                      "stopp,stop,halt,warte,warten,moment,sekunde,nein,nee,nö,entschuldigung,"
                          + "verzeihung,aber,nicht,nie,kein,keine,keinen,was,warum,wo,wann,wer,wie,"
                          + "welche,welcher,welches,hallo,genug,ruhe,nochmal,noch,wiederholen,"
                          + "langsamer,lauter,mensch,mitarbeiter,jemand,frage,tschüss,falsch,bitte,"
                          + "danke,doch,eigentlich,hilfe,weiter,zurück,vergessen,wiederhören"),
                  words("tschüss,wiederhören,wiedersehen"),
                  words(
                      "und,oder,aber,weil,denn,dass,wenn,ob,damit,also,dann,mit,ohne,zu,von,für,aus,"
                          + "in,im,auf,an,bei,über,der,die,das,den,dem,ein,eine,einen,mein,meine,ist,sind,war,ich,äh,ähm,hm,öh,na"
                          + " ja,ich meine,sagen wo,sagen wann,sagen ob,wissen wo,wissen"
                          + " wann,wissen ob"),
                  words(
                      "ja,nein,ja bitte,nein danke,danke,danke schön,ok,okay,gut,genau,richtig,"
                          + "hallo,guten tag,tschüss,auf wiederhören,stopp"),
                  words("null,eins,zwei,zwo,drei,vier,fünf,sechs,sieben,acht,neun,doppel"),
                  words("und,oder,aber,also,weil,na,tja"),
                  words(
                      "nummer,bestellnummer,bestellung,auftragsnummer,rechnung,telefonnummer,telefon,"
                          + "postleitzahl,konto,kontonummer,karte,code,kundennummer,pin"),
                  words("wo,was,wann,wie,wer,welche,welcher,warum,ob,wohin"),
                  words("ist,sind,war,waren"),
                  SpokenGrammar.of("de"),
                  LastWords.of("de")),
          "es",
              new SpokenLanguage(
                  words(
                      "ajá,mhm,hm,sí,si,ok,okay,vale,ya,claro,entiendo,bien,bueno,ah,exacto,"
                          + "exactamente,perfecto,muy bien,genial,estupendo,de acuerdo,por"
                          + " supuesto,claro que sí,así es,eso es,correcto,cierto,interesante,qué"
                          + " bien,ya veo,comprendo,lo entiendo,sin problema,no hay problema,"
                          + "excelente,oh"),
                  words(
                      "para,pare,espere,espera,no,perdón,perdone,disculpe,disculpa,pero,qué,por"
                          + " qué,dónde,cuándo,quién,cómo,cuál,cuánto,hola,oiga,oye,basta,silencio,"
                          + "otra,repita,repite,despacio,momento,segundo,pregunta,persona,agente,"
                          + "alguien,adiós,gracias,mal,ayuda,favor,nunca,nada,cancele"),
                  words("adiós,hasta luego"),
                  words(
                      "y,o,pero,porque,que,si,cuando,con,sin,de,del,a,al,para,por,en,el,la,los,las,"
                          + "un,una,mi,su,es,son,eh,em,este,pues,o sea,entonces,no sé,decirme"
                          + " dónde,decirme cuándo,saber dónde,saber cuándo"),
                  words(
                      "sí,si,no,sí por favor,no gracias,gracias,ok,vale,hola,adiós,correcto,para"),
                  words("cero,uno,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,doble"),
                  words("y,o,pero,pues,entonces,bueno,porque"),
                  words("número,pedido,código,teléfono,cuenta,tarjeta,factura,postal,pin"),
                  words("dónde,qué,cuándo,cómo,quién,cuál,cuánto"),
                  words("es,son,está,están,era"),
                  SpokenGrammar.of("es"),
                  LastWords.of("es")),
          "fr",
              new SpokenLanguage(
                  words("mhm,hm,oui,ouais,ok,okay,d accord,je vois,ah,bien,bon,voilà,c est ça"),
                  Set.of(),
                  words("au revoir"),
                  words(
                      "et,ou,mais,parce"
                          + " que,car,que,si,quand,avec,sans,de,du,des,à,au,aux,pour,par,en,dans,sur,le,la,les,un,une,mon,ma,mes,est,sont,donc,alors,c"
                          + " est,je,pas,euh,heu,ben"),
                  words("oui,non,oui merci,non merci,merci,ok,d accord,bonjour,au revoir,stop"),
                  words("zéro,un,deux,trois,quatre,cinq,six,sept,huit,neuf,double"),
                  words("et,ou,mais,alors,donc,ben"),
                  words("numéro,commande,code,téléphone,compte,carte,facture,postal,référence"),
                  words("où,quoi,quand,comment,qui,quel,quelle"),
                  words("est,sont,était"),
                  SpokenGrammar.of("fr"),
                  LastWords.of("fr")));

  private static final int ENTRY_WORDS_MAX = 3;
  private static final int LISTENER_WORDS_MAX = 2;

  /// "Mhm", however it is written: "M. H. M."
  private static final Pattern HUM = Pattern.compile("[hm]+");

  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern OF_A_WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern JOINING_APOSTROPHE =
      Pattern.compile("(?<=\\p{L})['’](?=(?:s|m|re|ve|ll|t|d)\\b)");

  SpokenLanguage {
    backchannels = Set.copyOf(backchannels);
    stops = Set.copyOf(stops);
    partings = Set.copyOf(partings);
    openings = Set.copyOf(openings);
    answers = Set.copyOf(answers);
    numerals = Set.copyOf(numerals);
    connectives = Set.copyOf(connectives);
    counted = Set.copyOf(counted);
    interrogatives = Set.copyOf(interrogatives);
    copulas = Set.copyOf(copulas);
  }

  /// @param tag a BCP 47 tag; only its language counts
  static SpokenLanguage of(String tag) {
    return KNOWN.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), UNKNOWN);
  }

  /// Words of lower-case letters and digits, in order. An apostrophe joins.
  static List<String> wordsOf(String text) {
    var small = Unicode.small(Unicode.nfkc(text));
    var joined = JOINING_APOSTROPHE.matcher(small).replaceAll("");
    return NOT_A_WORD.splitAsStream(joined).filter(word -> !word.isEmpty()).toList();
  }

  static boolean hasWords(String text) {
    return OF_A_WORD.matcher(Unicode.nfkc(text)).find();
  }

  /// Whether the same words were said, however they are written.
  static boolean same(String one, String other) {
    return wordsOf(one).equals(wordsOf(other));
  }

  /// Whether these words only show that the speaker listens.
  boolean isBackchannel(String text) {
    var words = wordsOf(text);
    return !words.isEmpty() && listensUntil(words) == words.size();
  }

  /// Whether the next word may show that the speaker only listens: "right, I" of "right, I see".
  /// Not after a word that asks for the floor by itself.
  boolean mayBecomeBackchannel(String text) {
    var words = wordsOf(text);
    int from = listensUntil(words);
    var begun = String.join(" ", words.subList(from, words.size()));
    return !begun.isEmpty()
        && !stops.contains(begun)
        && backchannels.stream().anyMatch(entry -> entry.startsWith(begun + " "));
  }

  /// How many of the words, from the first one on, only show that.
  private int listensUntil(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      int length = HUM.matcher(words.get(at)).matches() ? 1 : entryAt(backchannels, words, at);
      if (length == 0) return at;
      at += length;
    }
    return at;
  }

  /// Whether a very short sound that was understood as these words may have been another one, which
  /// only shows that the speaker listens: one or two words, no number, and none that asks for the
  /// floor. Never in a language without a list of those.
  boolean mayBeListener(String text) {
    var words = wordsOf(text);
    return !stops.isEmpty()
        && words.size() <= LISTENER_WORDS_MAX
        && IntStream.range(0, words.size())
            .noneMatch(at -> isNumber(words.get(at)) || entryAt(stops, words, at) > 0);
  }

  private boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0))
        || (numerals.contains(word) && !backchannels.contains(word));
  }

  /// Number of words of the longest entry that begins at `from`; 0 for none.
  private static int entryAt(Set<String> entries, List<String> words, int from) {
    for (int length = Math.min(ENTRY_WORDS_MAX, words.size() - from); length > 0; length--)
      if (entries.contains(String.join(" ", words.subList(from, from + length)))) return length;
    return 0;
  }

  private static Set<String> words(String commaSeparated) {
    return Set.of(commaSeparated.split(","));
  }
}
