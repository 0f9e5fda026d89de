package io.parley.faults.record;

/// One thing that a client did or saw. What was said is held as a hash only: a log of a test is
/// handed around, too.
///
/// @see Digest for the hashes
public sealed interface Entry {
  String client();

  String session();

  /// A message went out to a node, perhaps not for the first time.
  record Sent(String client, String session, String node, String id, String textHash)
      implements Entry {}

  /// A node promised that the message is stored under that number.
  record Acknowledged(String client, String session, String node, String id, long seq)
      implements Entry {}

  /// A node said no, or said nothing and the line broke: the message may be stored or not.
  record Unanswered(String client, String session, String node, String id, String why)
      implements Entry {}

  /// A reader connected and asked for what comes after that number.
  record Joined(String client, String session, String node, long after) implements Entry {}

  /// The line to a node broke, or was never made: because the node said so, or without a word.
  record Parted(String client, String session, String node, String why) implements Entry {}

  /// A reader was sent an event.
  record Received(String client, String session, String node, long seq, String hash)
      implements Entry {}

  /// Something was done to the servers, for whoever reads the log. Belongs to no session.
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
