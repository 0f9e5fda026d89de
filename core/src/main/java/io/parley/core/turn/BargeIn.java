package io.parley.core.turn;

import io.parley.core.turn.CallState.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Barge-in: which words interrupt a reply, and recovery from false interruptions.
final class BargeIn {
  /// Speech without interrupting words holds a reply for so long at most: then it is noise.
  static final Duration LONGEST_HOLD = Duration.ofSeconds(3);

  private BargeIn() {}

  /// Whether these words interrupt the agent: only those that the recogniser will hardly change.
  static boolean interrupts(RecognisedWords words, TurnSettings settings, SpokenLanguage language) {
    var stable = words.stableText();
    return !stable.isEmpty()
        && words.confidence() >= settings.bargeIn().wordConfidenceMin()
        && !language.isBackchannel(stable)
        && !language.isBackchannel(words.text());
  }

  /// When the sound must stop because the customer speaks over it.
  static Optional<Instant> holdDue(CallState state, TurnSettings settings) {
    var customer = state.customer();
    if (state.audible().isEmpty() || !customer.speaking()) return Optional.empty();
    boolean listens = SpokenLanguage.of(settings.language()).isBackchannel(customer.words().text());
    var bargeIn = settings.bargeIn();
    return Optional.of(
        customer.since().plus(listens ? bargeIn.longestBackchannel() : bargeIn.minimumSpeech()));
  }

  /// When speech that holds the reply, but says nothing that interrupts it, counts as noise.
  static Optional<Instant> noiseDue(CallState state) {
    var since = state.customer().since();
    return state
        .reply()
        .flatMap(Reply::heldAt)
        .map(at -> at.isAfter(since) ? at : since)
        .map(from -> from.plus(LONGEST_HOLD));
  }

  /// When a held reply resumes: interrupting words would have cancelled it.
  static Optional<Instant> resumeDue(CallState state, TurnSettings settings) {
    var customer = state.customer();
    var held = state.reply().flatMap(Reply::heldAt);
    if (held.isEmpty() || customer.speaking()) return Optional.empty();
    // either there was no speech, or the engine has found no words in it
    if (customer.silentSince().isEmpty() || customer.words().answered()) return held;
    var silent = customer.silentSince().get();
    var from = silent.isAfter(held.get()) ? silent : held.get();
    return Optional.of(from.plus(settings.bargeIn().falseInterruption()));
  }
}
