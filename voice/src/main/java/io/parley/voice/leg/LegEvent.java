package io.parley.voice.leg;

import java.time.Duration;
import java.util.function.Consumer;

/// Events of a leg's other end, besides sound and its end.
public sealed interface LegEvent {

  /// A key of a telephone was pressed.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length how long it was down
  record Digit(char key, Duration length) implements LegEvent {}

  /// The microphone is off, or on again.
  record Muted(boolean muted) implements LegEvent {}

  /// The other end has put the call on hold and neither listens nor speaks, or is back again.
  record Held(boolean held) implements LegEvent {}

  /// The other end asks to be connected to somebody else, as SIP does by REFER.
  ///
  /// @param target in the leg's own form of addresses, unchecked
  /// @param answer called once with whether that will be done
  record TransferAsked(String target, Consumer<Boolean> answer) implements LegEvent {}
}
