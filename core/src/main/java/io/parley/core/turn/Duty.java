package io.parley.core.turn;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// What is to be done at a time that the state alone tells, the more urgent first.
@SuppressWarnings("ImmutableEnumChecker") // methods without a state of their own
enum Duty {
  /// Stop the sound: somebody speaks.
  HOLD(BargeIn::holdDue, Floor::hold),

  /// Judge that what does not end is no speech.
  NOISE(Endpointing::noiseDue, Endpointing::noise),

  /// Go on with what was stopped for nothing.
  RESUME(BargeIn::resumeDue, Floor::resume),

  /// Take the customer at their word.
  SETTLE(Endpointing::due, Endpointing::settle),

  /// Do something about a reply that does not come.
  SILENT_REPLY(Replying::silenceDue, Replying::silent),

  /// Do something about a reply that does not go on.
  STALLED_REPLY(Replying::stallDue, Replying::silent),

  /// End a reply of whose end nobody has told.
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
