package io.parley.core.turn;

import io.parley.core.turn.CallState.PromptState;
import java.time.Instant;
import java.util.Optional;

/// Prompts for a customer who says nothing.
final class Prompting {
  private Prompting() {}

  /// When the customer has had the floor for too long without using it.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    var customer = state.customer();
    if (state.reply().isPresent()
        || state.keypad().isPending()
        || customer.speaking()
        || customer.silentSince().isPresent()) return Optional.empty();
    var patience = settings.patience();
    // a colleague needs time to write
    boolean isAwaited = customer.isHeard() && !state.voiceless() && !state.colleague().leads();
    return Optional.of(
        state.promptState().quietSince().plus(isAwaited ? patience.silence() : patience.muted()));
  }

  static void prompt(Floor floor) {
    if (floor.state().promptState().prompts() < floor.settings().patience().promptsMax()) {
      floor.promptState(PromptState::prompted);
      floor.speak(Line.STILL_THERE);
    } else floor.speak(Line.GOODBYE);
  }
}
