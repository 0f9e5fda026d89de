package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Barge-in: which words interrupt a reply, and recovery from false interruptions.
final class BargeIn {
  /// Speech without interrupting words holds a reply for so long at most: then it is noise.
  static final Duration LONGEST_HOLD = Duration.ofSeconds(3);

  /// A sound of listeners ("mhm") is shorter; recognisers make a word or two of it.
  private static final Duration LISTENING_MAX = Duration.ofMillis(500);

  /// The end of speech is noticed so much later.
  private static final Duration NOTICED_AFTER = Duration.ofMillis(300);

  private BargeIn() {}

  /// Whether the customer's words interrupt the agent: only those that the recogniser will hardly
  /// change.
  ///
  /// @param customer before their words were processed
  static boolean interrupts(Floor floor, CustomerSide customer) {
    var words = customer.words();
    var stable = words.stableText();
    var until = customer.silentSince().orElse(floor.at().minus(NOTICED_AFTER));
    return !stable.isEmpty()
        && words.confidence() >= floor.settings().bargeIn().wordConfidenceMin()
        && !floor.language().isBackchannel(stable)
        && !(customer.speaking() && floor.language().mayBecomeBackchannel(stable))
        && !onlyListens(floor.state(), customer, until, floor.language());
  }

  /// Whether the words are what listeners say, or come from a sound that is so short that it may
  /// have been no words.
  ///
  /// @param until when there was speech for certain
  static boolean onlyListens(
      CallState state, CustomerSide customer, Instant until, SpokenLanguage language) {
    var text = customer.words().text();
    if (language.isBackchannel(text)) return true;
    boolean isShort = Duration.between(customer.since(), until).compareTo(LISTENING_MAX) < 0;
    // what continues words that were processed is no short sound
    return isShort
        && customer.repeated().isEmpty()
        && isHeard(state)
        && language.mayBeListener(text);
  }

  /// Whether a reply sounds that asks for nothing that a word may answer.
  private static boolean isHeard(CallState state) {
    return state.expected() instanceof Expectation.Free
        && state
            .reply()
            .filter(reply -> reply.stage() == Reply.Stage.SOUNDING && reply.question().isEmpty())
            .isPresent();
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
