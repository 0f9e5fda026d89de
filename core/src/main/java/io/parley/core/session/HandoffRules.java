package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.HandedBack;
import io.parley.core.session.AgentEvent.TakenOver;
import io.parley.core.session.SessionState.Active;
import java.util.List;
import java.util.Optional;

/// The rules of conversations that people of the company take over and hand back. Meanwhile no turn
/// begins: what the customer says is said to a colleague. A reply under way is stopped by an
/// [SessionCommand.Interrupt], which knows how much of it was heard.
final class HandoffRules {
  private HandoffRules() {}

  /// To whom it is said; empty for the agent, or the customer.
  static Optional<Party> listener(Active active, SessionCommand.Say say) {
    boolean isForColleague = active.takenOver() && say.by() == Party.CUSTOMER;
    return isForColleague ? say.to().or(() -> Optional.of(Party.HUMAN)) : say.to();
  }

  static Decision takenOver(Active active, AgentCommand.TakeOver command) {
    return Session.known(active, command.id(), Fingerprint.of(command))
        .orElseGet(
            () ->
                active.takenOver()
                    ? unchanged(active)
                    : Session.accept(
                        active, new TakenOver(command.id(), command.by(), command.at())));
  }

  /// Answers that tools gave meanwhile are told now.
  static Decision handedBack(Active active, AgentCommand.HandBack command) {
    var known = Session.known(active, command.id(), Fingerprint.of(command));
    if (known.isPresent()) return known.get();
    if (!active.takenOver()) return unchanged(active);
    var back = new HandedBack(command.id(), command.by(), command.at());
    return TurnRules.isAnythingWaiting((Active) Session.evolve(active, back))
        ? TurnRules.takingUp(active, List.of(back), command.at())
        : Session.accept(active, back);
  }

  private static Decision unchanged(Active active) {
    return new Decision.Accepted(active.seq(), List.of(), List.of());
  }
}
