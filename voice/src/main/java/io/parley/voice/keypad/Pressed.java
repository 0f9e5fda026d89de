package io.parley.voice.keypad;

/// The outcome of a [KeyOrder].
///
/// @param hasCall whether the session has a call
/// @param keys that are pressed, from the first on: fewer than ordered where too many wait, none
///   where the call's other end cannot be sent any
public record Pressed(boolean hasCall, String keys) {
  public static final Pressed NO_CALL = new Pressed(false, "");
}
