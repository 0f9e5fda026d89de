package io.parley.faults.record;

/// One action or observation of a client. Messages are kept as hashes only, since logs of tests are
/// shared.
///
/// @see Digest for the hashes
public sealed interface Entry {
  String client();

  String session();

  /// A message was sent to a node, perhaps again.
  record Sent(String client, String session, String node, String id, String textHash)
      implements Entry {}

  /// A node acknowledged the message as stored under that number.
  record Acknowledged(String client, String session, String node, String id, long seq)
      implements Entry {}

  /// A node refused, or the connection broke without an answer: the message may be stored or not.
  record Unanswered(String client, String session, String node, String id, String why)
      implements Entry {}

  /// A reader connected and asked for the events after that number.
  record Joined(String client, String session, String node, long after) implements Entry {}

  /// The connection to a node closed, with or without a reason, or was never opened.
  record Parted(String client, String session, String node, String why) implements Entry {}

  /// A reader was sent an event.
  record Received(String client, String session, String node, long seq, String hash)
      implements Entry {}

  /// A fault was injected or healed: a note for readers of the log, of no session.
  record Noted(String what) implements Entry {
    @Override
    public String client() {
      return "test";
    }

    @Override
    public String session() {
      return "";
    }
  }
}
