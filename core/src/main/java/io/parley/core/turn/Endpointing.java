package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallAction.ChangeEngine;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Endpointing: when an utterance is over, and how it is answered.
final class Endpointing {
  /// Speech that is shorter may be a cough: without words in it, nothing is missed. Speech of 400
  /// ms must be answered, and its weak beginning and end may be missing here.
  private static final Duration SURELY_SPEECH = Duration.ofMillis(300);

  /// Speech is answered within 1.5 s, also when the engine is silent: so the answer begins a little
  /// before. Words that come later interrupt it, and are answered; from then on the engine is
  /// waited for.
  private static final Duration ANSWERED_WITHIN = Duration.ofMillis(1_400);

  /// A suspicion is confirmed by then, or was wrong.
  private static final Duration SUSPICION_MAX = Duration.ofMillis(300);

  /// Speech that is shorter may be no words at all: then the engine is not to blame.
  private static final Duration SURELY_WORDS = Duration.ofSeconds(1);

  /// After so many in a row, speech without an answer is the engine's fault.
  private static final int MISSES_MAX = 2;

  private Endpointing() {}

  /// When the silence has lasted long enough; later where speech may be going on.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    var customer = state.customer();
    // keys that follow words belong to them
    if (customer.speaking() || state.keypad().isPending()) return Optional.empty();
    var certain = customer.suspectedSince().map(from -> from.plus(SUSPICION_MAX));
    return customer
        .silentSince()
        .map(from -> from.plus(patience(state, settings)))
        .map(due -> certain.filter(due::isBefore).orElse(due));
  }

  private static Duration patience(CallState state, TurnSettings settings) {
    var words = state.customer().words();
    var engines = settings.engines();
    if (words.isEmpty()) {
      if (words.answered()) return Duration.ZERO;
      return isToBeAskedAgain(state, settings)
          ? shorter(engines.anyWords(), state.lag().patience(ANSWERED_WITHIN))
          : engines.anyWords();
    }
    var silence = silence(state, settings);
    if (words.answered()) return silence;
    var unsettled =
        isSureOf(words, settings)
            ? shorter(engines.finalWords(), ANSWERED_WITHIN)
            : engines.finalWords();
    return silence.compareTo(unsettled) >= 0 ? silence : unsettled;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// Whether nothing is being said or made, and speech that remains without words is answered by a
  /// question.
  private static boolean isToBeAskedAgain(CallState state, TurnSettings settings) {
    return state.reply().filter(Reply::isLive).isEmpty()
        && isMissed(state.customer())
        && mayAskAgain(state, settings);
  }

  private static boolean mayAskAgain(CallState state, TurnSettings settings) {
    return state.promptState().asked() < settings.asksAgainMax();
  }

  /// Whether a reply could be prepared from these words, because the engine will hardly change
  /// them. Of others, half of an utterance would be answered.
  private static boolean isSureOf(RecognisedWords words, TurnSettings settings) {
    return !words.partial().isEmpty()
        && words.stability() >= settings.early().stabilityMin()
        && words.confidence() >= settings.confidenceMin()
        && Completeness.of(words.text(), SpokenLanguage.of(settings.language())).mayBeWhole();
  }

  private static Duration silence(CallState state, TurnSettings settings) {
    var text = state.customer().words().text();
    var endpointing = settings.endpointing();
    var language = SpokenLanguage.of(settings.language());
    // a "yes" into the last words of a question is its answer, as soon as the question is over
    var silent = state.customer().silentSince().orElseThrow();
    if (state.reply().filter(Reply::isLive).isPresent()
        && BargeIn.onlyListens(state, state.customer(), silent, language))
      return endpointing.usual();
    var spelled = ReadingBack.progress(state, settings);
    if (spelled.isOpen()) return endpointing.spelling();
    if (closes(state, text, settings) && state.customer().cadence() != Cadence.LEVEL)
      return endpointing.minimum();
    var completeness =
        spelled.isAddress() ? Completeness.UNSURE : completeness(state, text, language);
    return silence(completeness, state.customer().cadence(), endpointing);
  }

  /// Words that were asked for are an answer, and not the beginning of a story.
  static Completeness completeness(CallState state, String text, SpokenLanguage language) {
    if (state.expectsAnswer()) return Completeness.ofAnswer(text, language);
    var read = Completeness.of(text, language);
    return state.expected() instanceof Expectation.Free ? read : read.asAnswer();
  }

  /// Whether the words are a yes to a closed question, which leaves nothing else to say. A no often
  /// goes on with what is right.
  private static boolean closes(CallState state, String text, TurnSettings settings) {
    return state.expected() instanceof Expectation.YesOrNo
        && SpokenConsent.of(text, settings.language(), "") == SpokenConsent.YES
        && !ReadingBack.concerns(state, settings);
  }

  /// Words tell more than the melody: a voice that falls shortens the wait for words that may be
  /// whole, and never to the shortest for words that a full stop alone makes a sentence, for
  /// engines put it after any pause.
  private static Duration silence(
      Completeness completeness, Cadence cadence, TurnSettings.Endpointing endpointing) {
    return switch (completeness) {
      case COMPLETE -> cadence == Cadence.FALLING ? endpointing.minimum() : endpointing.thirds(1);
      case SENTENCE ->
          switch (cadence) {
            case FALLING -> endpointing.fifth();
            case UNKNOWN -> endpointing.thirds(1);
            case LEVEL -> endpointing.thirds(2);
          };
      case COMPLAINT -> cadence == Cadence.LEVEL ? endpointing.thirds(2) : endpointing.quarters(2);
      case TELLING -> endpointing.quarters(3);
      // voices fall before a comma as often as before a full stop
      case PAUSED -> cadence == Cadence.LEVEL ? endpointing.usual() : endpointing.thirds(2);
      case REQUEST ->
          switch (cadence) {
            case FALLING -> endpointing.thirds(1);
            case UNKNOWN -> endpointing.thirds(2);
            case LEVEL -> endpointing.usual();
          };
      case UNSURE ->
          switch (cadence) {
            case FALLING -> endpointing.thirds(2);
            case UNKNOWN -> endpointing.usual();
            case LEVEL -> endpointing.patient();
          };
      case COUNTING -> cadence == Cadence.FALLING ? endpointing.usual() : endpointing.patient();
      case UNENDED, PHRASE -> endpointing.patient();
      case UNFINISHED -> endpointing.unfinished();
      case TRAILING_OFF -> endpointing.maximum();
    };
  }

  /// When speech that does not end counts as noise, or is long enough.
  static Optional<Instant> noiseDue(CallState state, TurnSettings settings) {
    var customer = state.customer();
    if (!customer.speaking()) return Optional.empty();
    var wordless = newest(customer).plus(settings.engines().wordlessSpeech());
    var longest = customer.since().plus(settings.endpointing().longestUtterance());
    var held = BargeIn.noiseDue(state).orElse(wordless);
    return Stream.of(wordless, longest, held).min(Comparator.naturalOrder());
  }

  static void noise(Floor floor) {
    floor.customer(customer -> customer.stopped(newest(customer)));
  }

  /// The last instant of certain speech.
  private static Instant newest(CustomerSide customer) {
    var changed = customer.words().changedAt();
    return changed.isAfter(customer.since()) ? changed : customer.since();
  }

  /// The utterance is over.
  static void settle(Floor floor) {
    var customer = floor.customer();
    var words = customer.words();
    boolean live = floor.live().isPresent();
    floor.markProcessed();
    if (words.isEmpty()) {
      if (!live && isMissed(customer)) miss(floor, customer);
    } else if (Consenting.answered(floor, customer)) {
      floor.promptState(PromptState::understood);
    } else if (live && !BargeIn.interrupts(floor, customer)) {
      // a backchannel, or noise recognised as words: the reply goes on
      floor.promptState(PromptState::understood);
    } else if (ReadingBack.took(floor, customer)) {
      floor.promptState(PromptState::understood);
    } else if (isUnsure(floor, customer) && mayAskAgain(floor.state(), floor.settings())) {
      floor.promptState(PromptState::askedAgain);
      floor.speak(Line.SAY_AGAIN);
    } else if (isUnsure(floor, customer) && isToBeTold(floor)) {
      floor.promptState(PromptState::askedAgain);
      floor.speak(Line.NOT_UNDERSTOOD);
    } else {
      floor.promptState(PromptState::understood);
      floor.say(words.text(), words.confidence());
    }
  }

  private static boolean isUnsure(Floor floor, CustomerSide customer) {
    return customer.words().confidence() < floor.settings().confidenceMin()
        && !customer.deaf()
        && !floor.state().waits();
  }

  /// Whether the last question to say it again was in vain: another would be, too, for somebody who
  /// speaks another language, and an answer to these words would be one to nonsense. Told once: the
  /// next words may ask for a person, and are used as they are.
  private static boolean isToBeTold(Floor floor) {
    int most = floor.settings().asksAgainMax();
    return most > 0 && floor.state().promptState().asked() == most;
  }

  /// Whether somebody said something that was not understood: they spoke for some time, or ended a
  /// reply by words that the engine took back. The agent does not fall silent for it.
  private static boolean isMissed(CustomerSide customer) {
    return customer.cutIn() || lasted(customer, SURELY_SPEECH);
  }

  private static boolean lasted(CustomerSide customer, Duration atLeast) {
    var length = Duration.between(customer.since(), customer.silentSince().orElseThrow());
    return length.compareTo(atLeast) >= 0;
  }

  /// The customer spoke, and the engine returned no words at all: nobody is ignored.
  private static void miss(Floor floor, CustomerSide customer) {
    if (!customer.words().answered() && lasted(customer, SURELY_WORDS)) blame(floor);
    if (!mayAskAgain(floor.state(), floor.settings())) return;
    if (!customer.words().answered())
      floor.lag(lag -> lag.gaveUp(customer.silentSince().orElseThrow()));
    floor.promptState(PromptState::askedAgain);
    floor.speak(Line.SAY_AGAIN);
  }

  private static void blame(Floor floor) {
    int misses = floor.state().promptState().misses() + 1;
    floor.promptState(prompts -> prompts.missed(misses % MISSES_MAX));
    if (misses == MISSES_MAX) floor.act(new ChangeEngine(Engine.EAR));
  }
}
