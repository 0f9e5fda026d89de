package io.parley.core.turn;

import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.Optional;

/// Barge-in: which words interrupt a reply, and recovery from false interruptions.
final class BargeIn {
  private BargeIn() {}

  /// Whether these words interrupt the agent.
  static boolean interrupts(RecognisedWords words, TurnSettings settings, SpokenLanguage language) {
    return !words.isEmpty()
        && words.confidence() >= settings.bargeIn().wordConfidenceMin()
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
