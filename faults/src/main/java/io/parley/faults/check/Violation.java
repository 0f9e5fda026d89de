package io.parley.faults.check;

/// A promise that was broken.
///
/// @param invariant its number, as in docs/TESTING.md
/// @param session whose; empty where it is nobody's alone
/// @param seq which event; 0 where it is not about one
/// @param client who noticed; empty where none did
/// @param what in a sentence
public record Violation(int invariant, String session, long seq, String client, String what) {
  @Override
  public String toString() {
    var where = new StringBuilder("(" + invariant + ")");
    if (!session.isEmpty()) where.append(" session ").append(session);
    if (seq > 0) where.append(", seq ").append(seq);
    if (!client.isEmpty()) where.append(", client ").append(client);
    return where.append(": ").append(what).toString();
  }
}
