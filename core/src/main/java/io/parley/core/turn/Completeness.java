package io.parley.core.turn;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How complete a transcript reads when silence follows it.
enum Completeness {
  /// A question, or a whole answer.
  COMPLETE,
  /// The engine has put a full stop, which it does after any pause. In a language whose words are
  /// known they ask for something, or end the conversation: "I want to return it."
  SENTENCE,
  /// The same after words that tell that something is wrong: "The lamp does not turn on."
  COMPLAINT,
  /// The same after words that only tell something, to which people add more: "My parcel came
  /// yesterday."
  TELLING,
  /// A question or a request that the engine ends with a comma: "Where is my order,". It heard a
  /// pause, but the words are whole. Or a polite question without an object: "Could you check?". Or
  /// a complaint without any mark.
  PAUSED,
  /// A whole request without any mark: "Please block the card".
  REQUEST,
  /// Could be either.
  UNSURE,
  /// Words that only tell something, without a full stop, or a complaint that the engine ends with
  /// a comma: "I received the chairs".
  UNENDED,
  /// Digits or letters, one after another: there may be more.
  COUNTING,
  /// A noun phrase without a verb, which may be the beginning of a sentence: "my order number".
  PHRASE,
  /// More is likely, whatever the engine's full stop says: "can you tell me", "when I opened it",
  /// "I bought a lamp".
  UNFINISHED,
  /// More must come: "and", "um", three dots.
  TRAILING_OFF;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？][\"'”»)]*$");
  // an engine writes three dots for hesitation
  private static final Pattern OPEN_END = Pattern.compile("(?:[:–—-]|…|\\.\\.\\.)$");
  private static final Pattern QUESTION_END = Pattern.compile("[?？][\"'”»)]*$");
  private static final Pattern COMMA_END = Pattern.compile(",[\"'”»)]*$");
  private static final Pattern INNER_COMMA = Pattern.compile(",\\s*(?=\\p{L})");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

  /// Fewer digits than this after a word such as "number" are an incomplete number.
  private static final int DIGITS_OF_A_WHOLE = 10;

  /// Such a word comes at most this many words before the digits, itself counted.
  private static final int PROMISE_WORDS_MAX = 2;

  static Completeness of(String text, SpokenLanguage language) {
    return of(text, language, false);
  }

  /// The same after a question that few words answer ("Which colour?"): a phrase is all of it, and
  /// what it tells is the answer.
  static Completeness ofAnswer(String text, SpokenLanguage language) {
    return of(text, language, true);
  }

  private static Completeness of(String text, SpokenLanguage language, boolean isAnswer) {
    var words = SpokenLanguage.wordsOf(text);
    if (words.isEmpty()) return UNSURE;
    if (language.answers().contains(String.join(" ", words))) return COMPLETE;
    var written = text.strip();
    if (OPEN_END.matcher(written).find()) return TRAILING_OFF;
    // "thank you, good-by" ends in no preposition
    if (SpokenGrammar.endsIn(language.answers(), words, 2)) return COMPLETE;
    if (SpokenGrammar.endsIn(language.partings(), words, 1)) return COMPLETE;
    var end = end(language, words, written);
    // "can you tell me where?": the question is yet to come
    if (language.interrogatives().contains(words.getLast())
        && SpokenGrammar.endsIn(language.openings(), words, 2)) return unfinished(end);
    var grammar = language.grammar();
    boolean asks = language.interrogatives().contains(words.getFirst());
    boolean demandsMore = grammar.demandsMore(words) || (!isAnswer && grammar.isPreamble(words));
    boolean isBare = !demandsMore && grammar.isBareRequest(words);
    // Engines put a full stop after anything: the last word tells more. They put a question mark
    // for the melody, which we do not hear.
    if (QUESTION_END.matcher(written).find()) {
      if (demandsMore && !asks) return UNFINISHED;
      return isBare ? PAUSED : COMPLETE;
    }
    if (isOpenNumber(language, words) || isSpelling(words)) return COUNTING;
    if (SpokenGrammar.endsIn(language.openings(), words, 1)
        && !endsInnerQuestion(language, words)
        && !grammar.endsInParticle(words)
        && end != LastWords.Verdict.WHOLE) return unfinished(end);
    // what recognisers make of a hesitation: "so dumb" of "so, um"
    if (isHesitation(language, words)) return TRAILING_OFF;
    if (demandsMore) return UNFINISHED;
    if (isBare) return PAUSED;
    if (!isAnswer) {
      var told = told(grammar, words, written, asks);
      if (told.isPresent()) return told.get();
    }
    if (SENTENCE_END.matcher(written).find()) return SENTENCE;
    boolean isQuestion = asks && !grammar.isSubordinate(words, false);
    if (!grammar.isRequest(words, isQuestion)) return UNSURE;
    return COMMA_END.matcher(written).find() ? PAUSED : REQUEST;
  }

  /// Words that begin to tell something, or tell it; empty for others.
  ///
  /// @param asks whether they begin as a question does
  private static Optional<Completeness> told(
      SpokenGrammar grammar, List<String> words, String written, boolean asks) {
    if (grammar.isSubordinate(words, INNER_COMMA.matcher(written).find()))
      return Optional.of(UNFINISHED);
    boolean isEnded = SENTENCE_END.matcher(written).find();
    if (!isEnded && grammar.isFragment(words)) return Optional.of(UNFINISHED);
    if (grammar.isPhrase(words) && written.indexOf(':') < 0) return Optional.of(PHRASE);
    boolean isQuestion = asks && !grammar.isSubordinate(words, false);
    if (isQuestion || !grammar.isTelling(words)) return Optional.empty();
    boolean isTrouble = grammar.isTrouble(words);
    if (isEnded) return Optional.of(isTrouble ? COMPLAINT : TELLING);
    return Optional.of(isTrouble && !COMMA_END.matcher(written).find() ? PAUSED : UNENDED);
  }

  private static LastWords.Verdict end(
      SpokenLanguage language, List<String> words, String written) {
    var clauses = INNER_COMMA.split(written, -1);
    var clause = SpokenLanguage.wordsOf(clauses[clauses.length - 1]);
    boolean isEnded = SENTENCE_END.matcher(written).find();
    return language.lastWords().judge(new LastWords.Said(words, clause, isEnded));
  }

  private static Completeness unfinished(LastWords.Verdict end) {
    return end == LastWords.Verdict.MORE ? TRAILING_OFF : UNFINISHED;
  }

  /// The same where something was asked for: what it tells is the answer.
  Completeness asAnswer() {
    return switch (this) {
      case COMPLAINT, TELLING -> SENTENCE;
      case UNENDED -> UNSURE;
      case COMPLETE,
          SENTENCE,
          PAUSED,
          REQUEST,
          UNSURE,
          COUNTING,
          PHRASE,
          UNFINISHED,
          TRAILING_OFF ->
          this;
    };
  }

  /// Whether a reply is worth preparing before the silence is long enough.
  boolean mayBeWhole() {
    return switch (this) {
      case COMPLETE, SENTENCE, COMPLAINT, TELLING, PAUSED, REQUEST, UNSURE, UNENDED, PHRASE -> true;
      case COUNTING, UNFINISHED, TRAILING_OFF -> false;
    };
  }

  /// A connective and one word, but for those that are words by themselves: "but stop".
  private static boolean isHesitation(SpokenLanguage language, List<String> words) {
    return words.size() == 2
        && language.connectives().contains(words.getFirst())
        && !language.answers().contains(words.getLast())
        && !language.stops().contains(words.getLast());
  }

  /// "I'd like to know where my order is": its verb comes last.
  private static boolean endsInnerQuestion(SpokenLanguage language, List<String> words) {
    int verb = words.size() - 1;
    return verb >= 3
        && language.copulas().contains(words.getLast())
        && words.subList(1, verb - 1).stream().anyMatch(language.interrogatives()::contains);
  }

  /// Letters one by one: "m, u, e".
  private static boolean isSpelling(List<String> words) {
    return words.size() >= 2
        && words.subList(words.size() - 2, words.size()).stream()
            .allMatch(LETTER.asMatchPredicate());
  }

  /// Whether the digits at the end may continue: several in a row, or the first ones after a word
  /// that promises many.
  private static boolean isOpenNumber(SpokenLanguage language, List<String> words) {
    int from = words.size();
    int digits = 0;
    while (from > 0 && isNumeral(language, words.get(from - 1))) {
      var word = words.get(--from);
      digits += DIGITS.matcher(word).matches() ? word.length() : 1;
    }
    if (digits == 0 || digits >= DIGITS_OF_A_WHOLE) return false;
    // "my order number is 4", but not "my order: the blue one"
    boolean promised =
        words.subList(Math.max(0, from - PROMISE_WORDS_MAX), from).stream()
            .anyMatch(language.counted()::contains);
    return promised || words.size() - from >= 2;
  }

  private static boolean isNumeral(SpokenLanguage language, String word) {
    return DIGITS.matcher(word).matches() || language.numerals().contains(word);
  }
}
