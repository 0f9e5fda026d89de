package io.parley.core.turn;

import io.parley.core.agent.KeyMenu;
import io.parley.core.turn.CallEvent.ConsentDecided;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.Optional;

/// Keys are words: those that are pressed one after another are one utterance of the customer, and
/// interrupt the agent as spoken ones do. One key alone may be something else: the answer to a
/// question, or a choice of the menu.
final class Keying {
  /// The call of a tool that the choice of a menu stands for: the customer waits for it alike.
  static final String CHOICE = "menu";

  private Keying() {}

  static void keyed(Floor floor, Keyed event) {
    floor.promptState(prompts -> prompts.heardFrom().quiet(event.at()));
    var settings = floor.settings().keys();
    var before = floor.state().keypad();
    var pressed = before.pressed().plus(event.key(), settings, event.at());
    if (pressed.isEmpty()) return;
    floor.keypad(before.with(pressed));
    if (!mayAnswer(floor, pressed)) interrupt(floor);
    if (pressed.isWhole(settings, floor.state().expected())) settle(floor);
  }

  /// Whether it is one key so far, and a question is asked that it may answer.
  private static boolean mayAnswer(Floor floor, PressedKeys pressed) {
    return pressed.alone(floor.settings().keys()).isPresent()
        && (Consenting.mayAnswer(floor.state(), pressed) || ReadingBack.isAsked(floor.state()));
  }

  private static void interrupt(Floor floor) {
    if (floor.live().isPresent() && !floor.state().waits()) floor.cancel();
  }

  /// When no further key comes.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    boolean isAsked =
        state.keypad().menu().isPresent()
            || state.reply().flatMap(Reply::question).isPresent()
            || ReadingBack.isAsked(state);
    return state.keypad().pressed().due(settings.keys(), isAsked);
  }

  /// The keys are whole.
  static void settle(Floor floor) {
    var keypad = floor.state().keypad();
    var pressed = keypad.pressed();
    floor.keypad(keypad.with(PressedKeys.NONE));
    floor.promptState(prompts -> prompts.quiet(floor.at()));
    boolean isTaken =
        pressed
            .alone(floor.settings().keys())
            .filter(
                key ->
                    Consenting.keyed(floor, key, pressed.at())
                        || ReadingBack.keyed(floor, key)
                        || chosen(floor, key))
            .isPresent();
    if (!isTaken) say(floor, pressed.text());
  }

  /// Says them, behind words that were just spoken or spelled.
  private static void say(Floor floor, String keys) {
    var customer = floor.customer();
    var words = floor.state().readBack().asHeard();
    if (!customer.speaking() && !customer.words().isEmpty()) {
      words = RecognisedWords.join(words, customer.words().text());
      floor.markProcessed();
    }
    floor.promptState(PromptState::understood);
    floor.sayKeys(RecognisedWords.join(words, keys), keys);
  }

  private static boolean chosen(Floor floor, char key) {
    var keypad = floor.state().keypad();
    if (keypad.menu().isEmpty()) return false;
    var choice = keypad.menu().get().of(key);
    if (choice.isEmpty()) {
      if (keypad.mistakes() >= KeyMenu.REPEATS_MAX) return false;
      floor.keypad(keypad.mistaken());
      floor.speak(Line.MENU);
      return true;
    }
    var pressed = String.valueOf(key);
    switch (choice.get()) {
      case KeyMenu.Words(var text) -> floor.sayKeys(text, pressed);
      case KeyMenu.Repeat() -> floor.speak(Line.MENU);
      case KeyMenu.Transfer(var target) -> floor.handOver(target, pressed);
    }
    return true;
  }

  /// The agent still has the caller, and says so, unless they have asked for something else.
  static void notConnected(Floor floor) {
    if (!floor.state().asking().calls().contains(CHOICE)) return;
    Colleagues.decided(floor, new ConsentDecided(CHOICE, floor.at()));
    if (floor.live().filter(reply -> !reply.says(Line.NOT_CONNECTED)).isEmpty())
      floor.speak(Line.NOT_CONNECTED);
  }
}
