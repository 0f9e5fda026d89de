package io.parley.faults.check;

/// A promise that was broken.
///
/// @param invariant its number, as in docs/TESTING.md
/// @param session affected; empty when it concerns none in particular
/// @param seq of the event; 0 when it concerns none
/// @param client that noticed; empty when none did
/// @param what happened, in a sentence
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
