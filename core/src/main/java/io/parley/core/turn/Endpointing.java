package io.parley.core.turn;

import io.parley.core.turn.CallAction.ChangeEngine;
import io.parley.core.turn.CallState.Customer;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Endpointing: when an utterance is over, and how it is answered.
final class Endpointing {
  /// Speech that is shorter may be a cough: without words in it, nothing is missed.
  private static final Duration SURELY_SPEECH = Duration.ofSeconds(1);

  /// After so many in a row, speech without an answer is the engine's fault.
  private static final int MISSES_MAX = 2;

  private Endpointing() {}

  /// When the silence has lasted long enough.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    var customer = state.customer();
    return customer.speaking()
        ? Optional.empty()
        : customer.silentSince().map(from -> from.plus(patience(state, settings)));
  }

  private static Duration patience(CallState state, TurnSettings settings) {
    var words = state.customer().words();
    var engines = settings.engines();
    if (words.isEmpty()) return words.answered() ? Duration.ZERO : engines.anyWords();
    var silence = silence(state, settings);
    return words.answered() || silence.compareTo(engines.finalWords()) >= 0
        ? silence
        : engines.finalWords();
  }

  private static Duration silence(CallState state, TurnSettings settings) {
    var text = state.customer().words().text();
    var endpointing = settings.endpointing();
    var language = SpokenLanguage.of(settings.language());
    // a "yes" into the last words of a question is its answer, as soon as the question is over
    if (state.reply().filter(Reply::isLive).isPresent() && language.isBackchannel(text))
      return endpointing.usual();
    return switch (Reading.of(text, language)) {
      case COMPLETE -> endpointing.minimum();
      case UNSURE -> endpointing.usual();
      case TRAILING_OFF -> endpointing.maximum();
    };
  }

  /// When speech that does not end counts as noise, or is long enough.
  static Optional<Instant> noiseDue(CallState state, TurnSettings settings) {
    var customer = state.customer();
    if (!customer.speaking()) return Optional.empty();
    var wordless = newest(customer).plus(settings.engines().wordlessSpeech());
    var longest = customer.since().plus(settings.endpointing().longestUtterance());
    return Optional.of(wordless.isBefore(longest) ? wordless : longest);
  }

  static void noise(Floor floor) {
    floor.customer(customer -> customer.stopped(newest(customer)));
  }

  /// The last instant of certain speech.
  private static Instant newest(Customer customer) {
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
      if (!live && isMissed(customer)) miss(floor);
    } else if (Consenting.answered(floor, customer)) {
      floor.promptState(PromptState::understood);
    } else if (live && !BargeIn.interrupts(words, floor.settings(), floor.language())) {
      // a backchannel, or noise recognised as words: the reply goes on
      floor.promptState(PromptState::understood);
    } else if (words.confidence() < floor.settings().confidenceMin()
        && !customer.deaf()
        && !floor.state().waits()
        && floor.state().promptState().asked() < floor.settings().asksAgainMax()) {
      floor.promptState(PromptState::askedAgain);
      floor.speak(Line.SAY_AGAIN);
    } else {
      floor.promptState(PromptState::understood);
      floor.say(words.text(), words.confidence(), false);
    }
  }

  private static boolean isMissed(Customer customer) {
    var length = Duration.between(customer.since(), customer.silentSince().orElseThrow());
    return !customer.words().answered() && length.compareTo(SURELY_SPEECH) >= 0;
  }

  /// The customer spoke, and the engine returned no words at all.
  private static void miss(Floor floor) {
    int misses = floor.state().promptState().misses() + 1;
    floor.promptState(prompts -> prompts.missed(misses % MISSES_MAX));
    if (misses == MISSES_MAX) floor.act(new ChangeEngine(Engine.EAR));
    if (floor.state().promptState().asked() >= floor.settings().asksAgainMax()) return;
    floor.promptState(PromptState::askedAgain);
    floor.speak(Line.SAY_AGAIN);
  }
}
