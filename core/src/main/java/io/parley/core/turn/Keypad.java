package io.parley.core.turn;

import io.parley.core.agent.KeyMenu;
import java.util.Optional;

/// The customer's keypad.
///
/// @param pressed keys that are no utterance yet
/// @param menu that is open: until the customer says something, or has chosen
/// @param mistakes how often a key was pressed that the menu does not have
record Keypad(PressedKeys pressed, Optional<KeyMenu> menu, int mistakes) {
  static final Keypad IDLE = of(Optional.empty());

  static Keypad of(Optional<KeyMenu> menu) {
    return new Keypad(PressedKeys.NONE, menu, 0);
  }

  Keypad with(PressedKeys now) {
    return new Keypad(now, menu, mistakes);
  }

  Keypad mistaken() {
    return new Keypad(pressed, menu, mistakes + 1);
  }

  Keypad withoutMenu() {
    return new Keypad(pressed, Optional.empty(), 0);
  }

  /// Whether more keys may come.
  boolean isPending() {
    return !pressed.isEmpty();
  }
}
