package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand;
import io.parley.core.speech.Transcript;
import java.util.Optional;
import java.util.OptionalDouble;

/// The transcript while two people talk: their words go to the session, and nobody answers them
/// there. Belongs to the call's actor.
final class Overhearing {
  /// A refusal of the session fails no reply: the words are missing in the transcript.
  private static final int NO_REPLY = 0;

  private final CallParts parts;
  private final SessionCommands commands;
  private int number;

  Overhearing(CallParts parts) {
    this.parts = parts;
    this.commands = new SessionCommands(parts.conversation(), (_, _) -> {});
  }

  /// @param by one of the two
  void heard(Party by, Transcript words) {
    if (!words.isFinal() || words.text().isEmpty()) return;
    var to = by == Party.CUSTOMER ? Optional.of(Party.HUMAN) : Optional.<Party>empty();
    commands.ask(
        NO_REPLY,
        new SessionCommand.Say(
            parts.plan().id() + "-heard-" + ++number,
            by,
            words.text(),
            parts.leg().channel(),
            Optional.of(Modality.SPOKEN),
            OptionalDouble.of(words.confidence()),
            to,
            parts.services().clock().instant()));
  }

  void close() {
    commands.close();
  }
}
