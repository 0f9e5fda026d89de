package io.parley.voice.relay;

import io.parley.core.turn.TurnSettings;
import java.time.Duration;

/// Rules of calls through ConversationRelay, which are those of all calls.
///
/// @param lengthMax of a call
public record RelayRules(
    TurnSettings.Keys keys, TurnSettings.Patience patience, Duration lengthMax) {
  public static RelayRules of(TurnSettings turns, Duration lengthMax) {
    return new RelayRules(turns.keys(), turns.patience(), lengthMax);
  }
}
