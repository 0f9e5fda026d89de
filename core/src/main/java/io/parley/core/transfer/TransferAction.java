package io.parley.core.transfer;

/// Actions for a transfer, which the shell of a call performs in order.
public sealed interface TransferAction {

  /// Have the leg's owner hand the caller over.
  record HandOver(TransferOrder order) implements TransferAction {}

  /// Call the colleague.
  record CallColleague(TransferOrder order) implements TransferAction {}

  /// End the colleague's leg, or the attempt to reach it.
  record DropColleague() implements TransferAction {}

  /// The caller hears music and is heard by nobody.
  record Hold() implements TransferAction {}

  /// The caller is with the agent again.
  record Unhold() implements TransferAction {}

  /// Tell the colleague what the call is about, and ask for a key.
  record Brief(TransferOrder order) implements TransferAction {}

  /// Caller and colleague hear each other; the agent says nothing more.
  ///
  /// @param agentListens whether their words reach the session
  record Connect(boolean agentListens) implements TransferAction {}

  /// Nobody hears the colleague, or everybody does again.
  record MuteColleague(boolean muted) implements TransferAction {}

  /// Tell the agent how it ended.
  record Report(String key, TransferOutcome outcome) implements TransferAction {}

  /// Tell the agent what the network answers to the request to hand the caller over, although the
  /// call is over by then.
  record ReportAnswer(String key) implements TransferAction {}

  /// End the call with all its legs.
  record EndCall() implements TransferAction {}
}
