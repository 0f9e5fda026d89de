package io.parley.voice.relay;

import io.parley.core.agent.KeyMenu;
import io.parley.core.model.Cancellable;
import io.parley.core.speech.Expectation;
import io.parley.core.turn.PressedKeys;
import io.parley.core.turn.TurnSettings;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The keypad of a caller through ConversationRelay, by the rules of [PressedKeys]. For one thread
/// at a time; the timer calls back in its own.
final class RelayKeypad {
  private final TurnSettings.Keys settings;
  private final Timer timer;
  private final InstantSource clock;
  private final Runnable due;
  private Optional<KeyMenu> menu;
  private PressedKeys pressed = PressedKeys.NONE;
  private Optional<Cancellable> waiting = Optional.empty();
  private int mistakes;

  /// @param menu that the greeting ended with
  /// @param due called when no further key has come: see [#take]
  RelayKeypad(
      TurnSettings.Keys settings,
      Optional<KeyMenu> menu,
      Timer timer,
      InstantSource clock,
      Runnable due) {
    this.settings = settings;
    this.menu = menu;
    this.timer = timer;
    this.clock = clock;
    this.due = due;
  }

  /// @param expected what the agent has asked for; @param asked whether a question is open that one
  ///   key answers
  /// @return whether the keys are whole: see [#take]
  boolean press(char key, Expectation expected, boolean asked) {
    var now = clock.instant();
    cancel();
    pressed = pressed.plus(key, settings, now);
    if (pressed.isWhole(settings, expected)) return true;
    waiting =
        pressed
            .due(settings, asked || menu.isPresent())
            .map(at -> timer.after(Duration.between(now, at), due));
    return false;
  }

  /// The keys so far, which are forgotten.
  PressedKeys take() {
    var all = pressed;
    cancel();
    pressed = PressedKeys.NONE;
    return all;
  }

  /// The key, if there is one alone.
  Optional<Character> alone(PressedKeys keys) {
    return keys.alone(settings);
  }

  /// The menu, while it is open.
  Optional<KeyMenu> menu() {
    return menu;
  }

  /// A key that the menu does not have.
  ///
  /// @return whether the menu is to be repeated
  boolean mistaken() {
    return ++mistakes <= KeyMenu.REPEATS_MAX;
  }

  /// The caller has chosen, or said something.
  void closeMenu() {
    menu = Optional.empty();
  }

  void stop() {
    take();
  }

  private void cancel() {
    waiting.ifPresent(Cancellable::cancel);
    waiting = Optional.empty();
  }
}
