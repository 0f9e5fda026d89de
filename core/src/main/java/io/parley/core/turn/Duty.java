package io.parley.core.turn;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Timed duties, whose due time follows from the state alone; the most urgent first.
@SuppressWarnings("ImmutableEnumChecker") // methods without a state of their own
enum Duty {
  /// Stop the sound: the customer speaks.
  HOLD(BargeIn::holdDue, Floor::hold),

  /// Treat speech that does not end as noise.
  NOISE(Endpointing::noiseDue, Endpointing::noise),

  /// Resume a reply after a false interruption.
  RESUME(BargeIn::resumeDue, Floor::resume),

  /// Take keys, of which no more come, as an utterance, an answer or a choice.
  KEYS(Keying::due, Keying::settle),

  /// End the utterance and answer it.
  SETTLE(Endpointing::due, Endpointing::settle),

  /// Ask again for consent when no answer comes, or decline.
  ASK_AGAIN(Consenting::due, Consenting::remind),

  /// Ask again whether what was spelled is right, or take it as it is.
  READ_AGAIN(ReadingBack::due, ReadingBack::remind),

  /// Stop waiting for a colleague who does not answer.
  NO_COLLEAGUE(Colleagues::due, Colleagues::giveUp),

  /// Handle a reply that does not start.
  SILENT_REPLY(Replying::silenceDue, Replying::silent),

  /// Handle a reply that does not continue.
  STALLED_REPLY(Replying::stallDue, Replying::silent),

  /// End a reply whose end was not reported.
  ENDLESS_REPLY(Replying::endlessDue, Replying::endless),

  /// Ask whether anybody is there.
  PROMPT(Prompting::due, Prompting::prompt);

  private final BiFunction<CallState, TurnSettings, Optional<Instant>> due;
  private final Consumer<Floor> deed;

  Duty(BiFunction<CallState, TurnSettings, Optional<Instant>> due, Consumer<Floor> deed) {
    this.due = due;
    this.deed = deed;
  }

  Optional<Instant> due(CallState state, TurnSettings settings) {
    return due.apply(state, settings);
  }

  void perform(Floor floor) {
    deed.accept(floor);
  }
}
