package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.turn.CallAction.HandOver;
import io.parley.core.turn.CallEvent.TransferFailed;
import java.util.function.Consumer;

/// Hands the call over because its customer has chosen so from the menu, to a target that the
/// configuration lists for the agent. The key is in the transcript. Belongs to the call's actor.
final class MenuTransfers {
  private static final int NO_REPLY = 0;

  private final CallParts parts;
  private final AroundTransfers call;
  private final Consumer<Transfers.Message> transfers;
  private final SessionCommands commands;
  private int count;

  MenuTransfers(CallParts parts, AroundTransfers call, Consumer<Transfers.Message> transfers) {
    this.parts = parts;
    this.call = call;
    this.transfers = transfers;
    this.commands = new SessionCommands(parts.conversation(), (_, _) -> {});
  }

  void perform(HandOver chosen) {
    var id = parts.plan().id() + "-menu-" + ++count;
    say(id, chosen.key());
    switch (parts.targets().apply(chosen.target())) {
      case TransferChoice.Chosen target ->
          transfers.accept(new Transfers.Ask(new TransferOrder(id, target, ""), this::over));
      // closed at this time, or no longer configured
      case TransferChoice.Refused _ -> failed();
    }
  }

  /// To whom they are handed over: the agent is not asked.
  private void say(String id, String key) {
    commands.ask(
        NO_REPLY,
        SessionCommand.Say.keyed(
                id, key, key, parts.leg().channel(), parts.services().clock().instant())
            .to(Party.HUMAN));
  }

  private void over(TransferOutcome outcome) {
    switch (outcome) {
      case TransferOutcome.Accepted() -> {
        // the call is theirs
      }
      case TransferOutcome.Returned _, TransferOutcome.Unknown() -> failed();
    }
  }

  private void failed() {
    call.happened(new TransferFailed(parts.services().clock().instant()));
  }

  void close() {
    commands.close();
  }
}
