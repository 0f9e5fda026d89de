package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.transfer.TransferMode;
import java.time.Instant;

/// Changes of the agent in charge of the session, and people who take its place: for the
/// conversation, or for its call. The first agent is in [LifecycleEvent.SessionStarted].
public sealed interface AgentEvent extends SessionEvent {
  /// From now on this agent, in this version, is in charge. A reply under way is not restarted.
  record AgentChanged(AgentRef agent, Party by, Instant at) implements AgentEvent {}

  /// About who answers the customer.
  sealed interface OfHandoff extends AgentEvent {}

  /// From now on a person of the company answers the customer. Words of the customer are said to
  /// them, and open no turn; those that wait for a turn get none.
  ///
  /// @param by `HUMAN` or `OPERATOR`
  record TakenOver(String id, Party by, Instant at) implements OfHandoff {}

  /// The agent answers again, from the customer's next words on.
  record HandedBack(String id, Party by, Instant at) implements OfHandoff {}

  /// About the hand-over of a call that a person of the company asks for. A model's is a tool call.
  sealed interface OfTransfer extends AgentEvent {}

  /// A person has the call handed over. Before this event nothing is dialled.
  ///
  /// @param call its id; @param by `HUMAN` or `OPERATOR`; @param target its name
  record TransferAsked(
      String id, String call, Party by, String target, TransferMode mode, Instant at)
      implements OfTransfer {}

  /// How it ended. Without this event the call's node died before that was known.
  ///
  /// @param order id of the [TransferAsked]
  record TransferSettled(String id, String order, TransferResult result, Instant at)
      implements OfTransfer {}
}
