package io.parley.core.speech;

import io.parley.core.text.Unicode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what a reply asks for, whoever wrote it: "What is the order number?" expects digits. Its
/// last request counts. The reading is a hint for a recogniser and may be wrong; in a language that
/// is not known here anything is expected.
public final class ReplyQuestion {
  /// Entries of several words are phrases.
  ///
  /// @param asks begin a request without a question mark: "tell me"
  /// @param open make a question one that no yes answers: "what", "or"
  /// @param closed begin a question that a yes answers, or end it: "shall", "right"
  /// @param offers are in the middle of one
  /// @param narrow begin a question that few words answer: "which"; @param between stand between
  ///   two answers: "or"
  /// @param digits @param names @param spelled name the thing that is asked for
  private record Words(
      Set<String> asks,
      Set<String> open,
      Set<String> closed,
      Set<String> offers,
      Set<String> narrow,
      Set<String> between,
      Set<String> digits,
      Set<String> names,
      Set<String> spelled) {
    static Words of(
        String asks,
        String open,
        String closed,
        String offers,
        String narrow,
        String between,
        String digits,
        String names,
        String spelled) {
      return new Words(
          split(asks),
          split(open),
          split(closed),
          split(offers),
          split(narrow),
          split(between),
          split(digits),
          split(names),
          split(spelled));
    }

    private static Set<String> split(String commaSeparated) {
      return Set.of(commaSeparated.split(","));
    }
  }

  private static final Map<String, Words> KNOWN =
      Map.of(
          "en",
          Words.of(
              "tell me,give me,please say,please enter,please spell,i need,let me have",
              "what,how,which,why,where,when,who,or,tell me,describe,explain",
              "shall,should,would,do,does,did,is,are,was,were,can,could,may,has,have,will,"
                  + "am,right,correct,okay",
              "shall i,should i,would you like,do you want",
              "which,where,when,who,whose,how many,how much,how long,how often,how old,how far,"
                  + "how big,what size,what colour,what color,what day,what date,what time,"
                  + "what kind,what type,what model,what brand,what city,what country",
              "or",
              "number,numbers,digits,pin,postcode,zip,code",
              "your name,full name,last name,first name,the name,i speaking",
              "spell,email,e mail,letter by letter"),
          "de",
          Words.of(
              "nennen sie,sagen sie,geben sie,bitte nennen,ich brauche,buchstabieren sie",
              "was,wie,welche,welcher,welches,warum,wieso,wo,wann,wer,wen,oder,beschreiben",
              "soll,sollen,darf,kann,können,könnten,möchten,wollen,ist,sind,war,haben,hat,geht,"
                  + "passt,stimmt,richtig,würden,wird",
              "soll ich,darf ich,möchten sie,wollen sie",
              "welche,welcher,welches,welchen,welchem,wo,wohin,woher,wann,wer,wen,wem,wie viele,"
                  + "wie viel,wieviel,wie lange,wie oft,wie alt,wie weit,wie groß",
              "oder",
              "nummer,bestellnummer,ticketnummer,telefonnummer,kundennummer,ziffern,pin,"
                  + "postleitzahl,plz,code",
              "ihr name,ihren namen,ihr vorname,ihr nachname,wie heißen",
              "buchstabieren,buchstabiere,e mail,mail,mailadresse"),
          "es",
          Words.of(
              "dígame,indíqueme,deme,dime,necesito,deletree",
              "qué,cómo,cuál,cuáles,por qué,dónde,cuándo,quién,o,u,describa,cuénteme",
              "quiere,desea,es,está,son,puedo,puede,debo,le,prefiere,hay,tiene,abro,aviso,"
                  + "correcto,verdad,ha,han,sirve",
              "quiere que,desea que,abro un,aviso a,le abro",
              "cuál,cuáles,dónde,cuándo,quién,quiénes,cuánto,cuánta,cuántos,cuántas,qué talla,"
                  + "qué color,qué día,qué fecha,qué hora,qué tipo,qué modelo,qué marca",
              "o,u",
              "número,números,cifras,dígitos,pin,código",
              "su nombre,tu nombre,su apellido,cómo se llama",
              "deletrear,deletree,correo,letra por letra"));

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}']+");

  private ReplyQuestion() {}

  /// @param language a BCP 47 tag
  public static Expectation expects(String reply, String language) {
    return expects(reply, language, List.of());
  }

  /// @param language a BCP 47 tag
  /// @param configured for the agent, in this language: where the last request has such words, the
  ///   first that matches counts before the rules. In a language that is not known here only a
  ///   question is a request
  public static Expectation expects(String reply, String language, List<AskedFor> configured) {
    var tongue = Locale.forLanguageTag(language).getLanguage();
    var known = Optional.ofNullable(KNOWN.get(tongue));
    var sentences = SENTENCE_END.splitAsStream(reply.strip()).toList();
    for (int i = sentences.size() - 1; i >= 0; i--) {
      var words = words(sentences.get(i));
      if (words.isEmpty()) continue;
      boolean isQuestion = sentences.get(i).endsWith("?");
      if (!isQuestion && known.filter(its -> has(words, its.asks())).isEmpty()) continue;
      var asked =
          configured(words, configured)
              .or(() -> known.map(its -> asked(words, its, isQuestion)))
              .orElse(Expectation.FREE);
      // "What is the number? It has four digits."
      return known.isPresent() && asked.equals(Expectation.DIGITS)
          ? ofLength(words(String.join(" ", sentences.subList(i, sentences.size()))), tongue)
          : asked;
    }
    return Expectation.FREE;
  }

  private static Optional<Expectation> configured(List<String> words, List<AskedFor> configured) {
    return configured.stream()
        .filter(each -> has(words, phrases(each)))
        .findFirst()
        .map(AskedFor::expected);
  }

  private static Set<String> phrases(AskedFor configured) {
    return configured.words().stream()
        .map(text -> String.join(" ", words(text)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Expectation ofLength(List<String> words, String tongue) {
    var count = DigitCount.in(words, tongue);
    return count.isPresent()
        ? new Expectation.Digits(count.getAsInt(), count.getAsInt())
        : Expectation.DIGITS;
  }

  private static Expectation asked(List<String> words, Words known, boolean isQuestion) {
    if (has(words, known.names())) return Expectation.NAME;
    // "could you check the number?" may be answered with it
    if (has(words, known.digits())) return Expectation.DIGITS;
    if (has(words, known.spelled())) return Expectation.SPELLED;
    if (!isQuestion) return Expectation.FREE;
    if (isNarrow(words, known)) return Expectation.ANSWER;
    boolean isOpen = has(words, known.open()) || has(words, known.asks());
    return !isOpen && isClosed(words, known) ? Expectation.YES_OR_NO : Expectation.FREE;
  }

  /// "And which size?", "The red one or the blue one?", but not "What happened when you fell?" and
  /// "Or shall I call you?"
  private static boolean isNarrow(List<String> words, Words known) {
    return begins(words, known.narrow())
        || begins(words.subList(1, words.size()), known.narrow())
        || words.stream().skip(2).anyMatch(known.between()::contains);
  }

  private static boolean begins(List<String> words, Set<String> phrases) {
    var text = String.join(" ", words) + " ";
    return phrases.stream().anyMatch(phrase -> text.startsWith(phrase + " "));
  }

  /// Clauses may come before the question: "If that doesn't help, shall I …?"
  private static boolean isClosed(List<String> words, Words known) {
    return known.closed().contains(words.getFirst())
        || known.closed().contains(words.getLast())
        || has(words, known.offers());
  }

  private static boolean has(List<String> words, Set<String> phrases) {
    var text = " " + String.join(" ", words) + " ";
    return phrases.stream().anyMatch(phrase -> text.contains(" " + phrase + " "));
  }

  private static List<String> words(String sentence) {
    return Arrays.stream(BETWEEN_WORDS.split(Unicode.small(sentence)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
