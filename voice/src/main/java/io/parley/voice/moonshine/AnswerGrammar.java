package io.parley.voice.moonshine;

import io.parley.core.speech.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The texts that an expected answer may have: words of numbers and digits, or words that agree and
/// refuse, with blanks and marks between them; in front of a number "it's" or the like.
final class AnswerGrammar {
  /// @param digits words of single digits; @param numbers of larger ones
  /// @param leads words before a number; @param answers words of a yes and a no
  private record Words(
      Set<String> digits, Set<String> numbers, Set<String> leads, Set<String> answers) {
    static Words of(String digits, String numbers, String leads, String answers) {
      return new Words(split(digits), split(numbers), split(leads), split(answers));
    }

    private static Set<String> split(String commaSeparated) {
      return Set.of(commaSeparated.split(","));
    }
  }

  private static final Map<String, Words> KNOWN =
      Map.of(
          "en",
          Words.of(
              "zero,oh,o,one,two,three,four,five,six,seven,eight,nine",
              "ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,"
                  + "twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety,hundred,thousand,"
                  + "double,triple",
              "it's,it,is,that's,that,the,my,order,number,um,uh,er,yes,okay,sorry,sure,i,think",
              "yes,yeah,yep,yup,sure,okay,ok,of,course,go,ahead,please,correct,right,that's,it's,"
                  + "is,fine,do,it,no,nope,nah,not,don't,thanks,thank,you,wait,stop,never,mind"),
          "de",
          Words.of(
              "null,eins,ein,zwei,zwo,drei,vier,fünf,sechs,sieben,acht,neun",
              "zehn,elf,zwölf,dreizehn,vierzehn,fünfzehn,sechzehn,siebzehn,achtzehn,neunzehn,"
                  + "zwanzig,dreißig,vierzig,fünfzig,sechzig,siebzig,achtzig,neunzig,hundert,"
                  + "tausend,und",
              "das,ist,es,die,nummer,meine,bestellnummer,lautet,äh,ähm,ja,moment",
              "ja,jawohl,klar,sicher,gerne,gern,natürlich,okay,ok,genau,richtig,stimmt,bitte,gut,"
                  + "nein,nee,nicht,danke,stopp,moment,das,ist,lieber"),
          "es",
          Words.of(
              "cero,uno,dos,tres,cuatro,cinco,seis,siete,ocho,nueve",
              "diez,once,doce,trece,catorce,quince,dieciséis,diecisiete,dieciocho,diecinueve,"
                  + "veinte,treinta,cuarenta,cincuenta,sesenta,setenta,ochenta,noventa,cien,"
                  + "ciento,mil,y",
              "es,el,mi,número,pedido,eh,sí,a,ver",
              "sí,si,vale,claro,que,por,supuesto,de,acuerdo,okay,ok,está,bien,correcto,favor,no,"
                  + "gracias,espere,nunca,eso,es"));

  private static final Map<String, List<AnswerGrammar>> NUMBERS = each(AnswerGrammar::numbers);
  private static final Map<String, List<AnswerGrammar>> ANSWERS = each(AnswerGrammar::answers);

  private static final String MARKS = ",.-?!";

  private final Set<String> words;
  private final Set<String> leads;
  private final boolean hasDigits;
  private final Set<String> beginnings;
  private final Set<String> leadBeginnings;

  private AnswerGrammar(Set<String> words, Set<String> leads, boolean hasDigits) {
    this.words = words;
    this.leads = leads;
    this.hasDigits = hasDigits;
    this.beginnings = beginnings(words);
    this.leadBeginnings = beginnings(leads);
  }

  private static Set<String> beginnings(Set<String> words) {
    return words.stream()
        .flatMap(
            word -> IntStream.rangeClosed(1, word.length()).mapToObj(n -> word.substring(0, n)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, List<AnswerGrammar>> each(Function<Words, List<AnswerGrammar>> made) {
    return KNOWN.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> made.apply(entry.getValue())));
  }

  private static List<AnswerGrammar> numbers(Words known) {
    var all =
        Stream.concat(known.digits().stream(), known.numbers().stream())
            .collect(Collectors.toUnmodifiableSet());
    return List.of(
        new AnswerGrammar(known.digits(), Set.of(), true),
        new AnswerGrammar(all, Set.of(), true),
        new AnswerGrammar(all, known.leads(), true));
  }

  private static List<AnswerGrammar> answers(Words known) {
    return List.of(new AnswerGrammar(known.answers(), Set.of(), false));
  }

  /// Several, as greedy decoding goes astray in a large one: "for" may begin "forty", and then
  /// "four" is lost. Always the same ones.
  ///
  /// @param language a BCP 47 tag
  /// @return none when anything may be said, or the language is unknown here
  static List<AnswerGrammar> of(Expectation expected, String language) {
    var spoken = Locale.forLanguageTag(language).getLanguage();
    return switch (expected) {
      case Expectation.Digits _ -> NUMBERS.getOrDefault(spoken, List.of());
      case Expectation.YesOrNo _ -> ANSWERS.getOrDefault(spoken, List.of());
      case Expectation.Free _, Expectation.Name _, Expectation.Spelled _ -> List.of();
    };
  }

  /// How far a text has come.
  ///
  /// @param item the word or the digits at its end, perhaps incomplete, in lower case but for its
  ///   first letter
  /// @param mayBlank whether a blank may follow; @param items number of complete words and numbers,
  ///   without leads
  record Place(String item, boolean mayBlank, int items) {
    static final Place START = new Place("", true, 0);
  }

  /// The tokens that may occur at all: the others need not be tried at each step.
  int[] tokens(Vocabulary vocabulary) {
    return IntStream.of(vocabulary.words())
        .filter(token -> mayOccur(small(vocabulary.piece(token).strip())))
        .toArray();
  }

  private boolean mayOccur(String piece) {
    boolean isOther = piece.codePoints().allMatch(c -> isDigit(c) || MARKS.indexOf(c) >= 0);
    return isOther
        || Stream.concat(words.stream(), leads.stream()).anyMatch(word -> word.contains(piece));
  }

  /// @param piece of a token, with blanks
  /// @return empty when the text would be none of these
  Optional<Place> after(Place place, String piece) {
    if (piece.isEmpty()) return Optional.empty();
    var at = place;
    for (int i = 0; at != null && i < piece.length(); i++) at = after(at, piece.charAt(i));
    return Optional.ofNullable(at);
  }

  private Place after(Place at, char c) {
    if (c == ' ')
      return at.item().isEmpty()
          ? at.mayBlank() ? new Place("", false, at.items()) : null
          : over(at, false);
    if (MARKS.indexOf(c) >= 0) return at.item().isEmpty() ? null : over(at, true);
    // no capitals within a word
    if (!at.item().isEmpty() && Character.isUpperCase(c)) return null;
    var item = at.item() + c;
    boolean begins = isDigits(item) || beginnings.contains(small(item));
    boolean leads = at.items() == 0 && leadBeginnings.contains(small(item));
    return begins || leads ? new Place(item, false, at.items()) : null;
  }

  /// After the item.
  private Place over(Place at, boolean mayBlank) {
    if (isWhole(at.item())) return new Place("", mayBlank, at.items() + 1);
    boolean isLead = at.items() == 0 && leads.contains(small(at.item()));
    return isLead ? new Place("", mayBlank, 0) : null;
  }

  /// Whether the text may end here.
  boolean isEnd(Place at) {
    return at.item().isEmpty() ? at.items() > 0 : isWhole(at.item());
  }

  /// Whether it is worth trying where these words were heard: a grammar with leads only when they
  /// begin with one.
  boolean mayHelp(String heard) {
    var first = small(heard).split("[\\s,.]+", 2)[0];
    return leads.isEmpty() || leads.contains(first);
  }

  /// Whether a text is one of these.
  boolean accepts(String text) {
    return after(Place.START, text).filter(this::isEnd).isPresent();
  }

  private boolean isWhole(String item) {
    return words.contains(small(item)) || isDigits(item);
  }

  private boolean isDigits(String item) {
    return hasDigits && !item.isEmpty() && item.codePoints().allMatch(AnswerGrammar::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
