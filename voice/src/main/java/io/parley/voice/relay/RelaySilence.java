package io.parley.voice.relay;

import io.parley.core.turn.TurnSettings;
import java.time.Duration;
import java.time.Instant;

/// A caller through ConversationRelay who says nothing, by [TurnSettings.Patience]. Twilio tells
/// who speaks. While it never has, callers are given as much time as those who are muted: they may
/// be speaking, and their words come when they have finished. For one thread at a time.
final class RelaySilence {
  private final TurnSettings.Patience patience;
  private boolean isTold;
  private boolean callerSpeaks;
  private boolean agentSpeaks;
  private boolean withPerson;
  private Instant since;
  private int prompts;
  private boolean givenUp;

  /// The answer to a silence.
  enum Due {
    NOTHING,
    /// To ask whether they are still there.
    PROMPT,
    /// To say that the call ends.
    GOODBYE,
    /// To end the call: that was said, and nothing of the caller came.
    END
  }

  RelaySilence(TurnSettings.Patience patience, Instant began) {
    this.patience = patience;
    this.since = began;
  }

  /// A message of Twilio came.
  void received(RelayMessage message, Instant at) {
    switch (message) {
      case RelayMessage.Speaks(boolean isCaller, boolean isOn) -> {
        isTold = true;
        if (isCaller) callerSpeaks = isOn;
        else agentSpeaks = isOn;
        // their words come when they have finished
        if (callerSpeaks) givenUp = false;
        since = at;
      }
      case RelayMessage.Prompt(var words, boolean last) -> {
        if (last) callerSpeaks = false;
        if (!words.isBlank()) used(at);
      }
      case RelayMessage.Interrupted _ -> {
        agentSpeaks = false;
        used(at);
      }
      case RelayMessage.Key _ -> used(at);
      case RelayMessage.Setup _, RelayMessage.Troubled(), RelayMessage.Other() -> {
        // nothing of the caller's
      }
    }
  }

  private void used(Instant at) {
    since = at;
    prompts = 0;
    givenUp = false;
  }

  /// @param isPerson whether a person of the company answers from now on, who needs time to write
  void answeredBy(boolean isPerson, Instant at) {
    withPerson = isPerson;
    since = at;
    givenUp = false;
  }

  /// Whether Twilio has told of somebody who speaks, and not yet of their end.
  boolean isBroken() {
    return callerSpeaks || agentSpeaks;
  }

  /// @param isQuiet whether nobody speaks, and no words of the agent are awaited
  Due look(boolean isQuiet, Instant now) {
    if (!isQuiet) since = now;
    else if (givenUp) return Due.END;
    if (now.isBefore(since.plus(longest()))) return Due.NOTHING;
    since = now;
    givenUp = prompts >= patience.promptsMax();
    if (givenUp) return Due.GOODBYE;
    prompts++;
    return Due.PROMPT;
  }

  private Duration longest() {
    return isTold && !withPerson ? patience.silence() : patience.muted();
  }
}
