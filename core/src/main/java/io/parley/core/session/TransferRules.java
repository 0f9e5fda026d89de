package io.parley.core.session;

import io.parley.core.session.AgentEvent.TransferAsked;
import io.parley.core.session.AgentEvent.TransferSettled;

/// The rules of transfers that people ask for: the session keeps who asked, and how it ended. The
/// call itself decides what is possible.
final class TransferRules {
  private TransferRules() {}

  static Decision asked(SessionState.Active active, AgentCommand.AskTransfer command) {
    return Session.known(active, command.id(), Fingerprint.of(command))
        .orElseGet(
            () ->
                Session.accept(
                    active,
                    new TransferAsked(
                        command.id(),
                        command.call(),
                        command.by(),
                        command.target(),
                        command.mode(),
                        command.at())));
  }

  static Decision settled(SessionState.Active active, AgentCommand.SettleTransfer command) {
    return Session.known(active, command.id(), Fingerprint.of(command))
        .orElseGet(
            () ->
                Session.accept(
                    active,
                    new TransferSettled(
                        command.id(), command.order(), command.result(), command.at())));
  }
}
