package io.parley.core.transfer;

import java.time.Instant;

/// An event of a transfer, at an instant. One that comes too late changes nothing.
public sealed interface TransferEvent {
  Instant at();

  /// @param possible whether the call can do it: its leg, and a way to call a colleague
  record Asked(TransferOrder order, boolean possible, Instant at) implements TransferEvent {}

  /// All that the agent has said so far was heard.
  record WordsHeard(Instant at) implements TransferEvent {}

  /// The network has taken the caller over.
  record HandedOver(Instant at) implements TransferEvent {}

  /// @param unknown whether it may have happened all the same
  record NotHandedOver(boolean unknown, Instant at) implements TransferEvent {}

  /// The colleague has answered; sound can go both ways.
  record Answered(Instant at) implements TransferEvent {}

  /// The colleague cannot be reached.
  record NotReached(TransferOutcome.Reason reason, Instant at) implements TransferEvent {}

  /// The colleague has heard what the call is about.
  record BriefHeard(Instant at) implements TransferEvent {}

  /// The colleague pressed a key.
  record Keyed(char key, Instant at) implements TransferEvent {}

  /// The colleague's leg is gone.
  record ColleagueGone(Instant at) implements TransferEvent {}

  record CallerGone(Instant at) implements TransferEvent {}

  /// The turn that asked for it was stopped.
  record Withdrawn(String key, Instant at) implements TransferEvent {}

  /// Time has passed: at least until [Transferring#due].
  record Tick(Instant at) implements TransferEvent {}
}
