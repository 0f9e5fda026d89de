package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.spelling.Spelling;
import java.time.Instant;
import java.util.Optional;

/// "A N N A at example dot com. Is that right?": names and addresses that the customer spells,
/// perhaps in several utterances, become one text, which the session gets after a yes. After a no
/// it is spelled again. The same again is a yes, and the same with a part changed corrects it.
/// Words that are no answer, and those of the last try, go to the session as they were heard.
final class ReadingBack {
  /// How often it may fail.
  static final int TRIES_MAX = 2;

  private ReadingBack() {}

  /// How far the customer has come, the present words included.
  static Spelling.Progress progress(CallState state, TurnSettings settings) {
    return spelled(state, settings).map(Spelling::progress).orElse(Spelling.Progress.NONE);
  }

  /// Whether the present words are held until the customer has said that they are right, or answer
  /// such a question: no reply can be prepared from them.
  static boolean concerns(CallState state, TurnSettings settings) {
    return state.readBack().spelled().isPresent() || progress(state, settings).isBegun();
  }

  /// Everything that was spelled so far, the present words included.
  private static Optional<Spelling> spelled(CallState state, TurnSettings settings) {
    var words = state.customer().words();
    if (!isPossible(state, settings) || words.isEmpty()) return Optional.empty();
    var expected = state.readBack().expected();
    var before = state.readBack().spelled();
    if (before.isEmpty()) return Optional.of(spelling(expected, settings, words.text()));
    var said = behindAnswer(words, before.get(), settings);
    return Optional.of(
        isMore(before.get(), said, settings)
            ? before.get().heard(said)
            : spelling(expected, settings, said));
  }

  private static Spelling spelling(Expectation expected, TurnSettings settings, String said) {
    return Spelling.in(settings.language(), expected).heard(said);
  }

  /// Words that answer may be spelled, too.
  private static Spelling again(String said, TurnSettings settings) {
    return spelling(Expectation.SPELLED, settings, said);
  }

  private static String behindAnswer(RecognisedWords words, TurnSettings settings) {
    return SpokenConsent.behindAnswer(words.text(), settings.language());
  }

  /// All of them where they are the same again: "jo" is a yes in German, and a name.
  private static String behindAnswer(
      RecognisedWords words, Spelling before, TurnSettings settings) {
    return again(words.text(), settings).repeats(before)
        ? words.text()
        : behindAnswer(words, settings);
  }

  /// Whether these words are joined to what was spelled before.
  private static boolean isMore(Spelling before, String said, TurnSettings settings) {
    var again = again(said, settings);
    return before.isContinuedBy(said) && !again.repeats(before) && !again.changes(before);
  }

  /// Without ears and a voice nothing can be asked.
  private static boolean isPossible(CallState state, TurnSettings settings) {
    return !state.voiceless()
        && !state.customer().deaf()
        && !state.waits()
        && Spelling.knows(settings.language())
        && SpokenConsent.knows(settings.language());
  }

  /// Takes the words of a finished utterance.
  ///
  /// @return whether they were spelled, or belong to what was
  static boolean took(Floor floor, CustomerSide customer) {
    var words = customer.words();
    var before = floor.state().readBack();
    if (isPossible(floor.state(), floor.settings())) {
      if (before.spelled().isPresent()) return answered(floor, before.spelled().get(), words);
      var spelling = spelling(before.expected(), floor.settings(), words.text());
      if (spelling.progress().isBegun()) {
        ask(floor, before.of(spelling, words.confidence()));
        return true;
      }
    }
    if (!before.isPending()) return false;
    release(floor, words.text(), words.confidence());
    return true;
  }

  private static boolean answered(Floor floor, Spelling spelling, RecognisedWords words) {
    var meaning = SpokenConsent.of(words.text(), floor.settings().language(), "");
    if (meaning == SpokenConsent.UNCLEAR && spelledOn(floor, spelling, words)) return true;
    // the customer is asked to say it again
    if (words.confidence() < floor.settings().confidenceMin()
        && floor.state().promptState().asked() < floor.settings().asksAgainMax()) return false;
    switch (meaning) {
      case YES -> confirmed(floor);
      case NO -> wrong(floor, words);
      case UNCLEAR -> release(floor, words.text(), words.confidence());
    }
    return true;
  }

  /// The answer is spelled itself: it is the same again, corrects it, or goes on with it.
  ///
  /// @return whether it is
  private static boolean spelledOn(Floor floor, Spelling before, RecognisedWords words) {
    var said = behindAnswer(words, before, floor.settings());
    var again = again(said, floor.settings());
    if (again.repeats(before)) repeated(floor, words);
    else if (again.changes(before)) wrong(floor, words);
    else if (before.isContinuedBy(said))
      ask(floor, floor.state().readBack().of(before.heard(said), words.confidence()));
    else return false;
    return true;
  }

  /// In the melody of a question it is no yes. Letters that were not heard well are none either:
  /// one that was to be corrected may be misheard in the same way again.
  private static void repeated(Floor floor, RecognisedWords words) {
    boolean isUnsure = words.confidence() < floor.settings().confidenceMin();
    if (isUnsure || words.text().strip().endsWith("?")) remind(floor);
    else confirmed(floor);
  }

  private static void confirmed(Floor floor) {
    floor.say(floor.state().readBack().text(), 1);
  }

  /// "No, M E I E R" corrects it at once. The end of an address alone does not: "No, dot com".
  private static void wrong(Floor floor, RecognisedWords words) {
    var now = floor.state().readBack().wrong();
    if (now.tries() == TRIES_MAX) {
      release(floor, words.text(), words.confidence());
      return;
    }
    var corrected = again(behindAnswer(words, floor.settings()), floor.settings());
    if (corrected.isAnew()) ask(floor, now.of(corrected, words.confidence()));
    else {
      floor.readBack(now);
      floor.speak(Line.SPELL_AGAIN);
    }
  }

  private static void ask(Floor floor, ReadBack now) {
    floor.readBack(now);
    floor.ask(now.spelled().orElseThrow().readBack());
  }

  /// All words go on as they were heard.
  private static void release(Floor floor, String more, double certainty) {
    var before = floor.state().readBack();
    floor.say(
        RecognisedWords.join(before.asHeard(), more), Math.min(before.confidence(), certainty));
  }

  /// When silence follows for too long; at once if nobody can answer any more.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    if (!state.readBack().isPending()) return Optional.empty();
    return Prompting.due(state, settings)
        .map(at -> isPossible(state, settings) ? at : state.promptState().quietSince());
  }

  /// Asks once more; then the words go on.
  static void remind(Floor floor) {
    var now = floor.state().readBack().unanswered();
    boolean isLast = now.tries() == TRIES_MAX || now.spelled().isEmpty();
    if (isLast || !isPossible(floor.state(), floor.settings())) release(floor, "", 1);
    else ask(floor, now);
  }

  /// Whether the customer is asked, or was, whether what they have spelled is right.
  static boolean isAsked(CallState state) {
    boolean isOther =
        state
            .reply()
            .filter(reply -> reply.isLive() && !reply.says(Line.IS_THAT_RIGHT))
            .isPresent();
    return !isOther && state.readBack().spelled().isPresent();
  }

  /// One key alone is a yes or a no.
  ///
  /// @return whether it was
  static boolean keyed(Floor floor, char key) {
    if (!isAsked(floor.state())) return false;
    if (key == Consenting.YES) confirmed(floor);
    else if (key == Consenting.NO) wrong(floor, RecognisedWords.NONE);
    else return false;
    return true;
  }
}
