package io.parley.core.journal;

/// What is wrong with a session's journal. Never holds what an event says.
///
/// @param seq number of the first event that cannot be taken in
public record Damage(long seq, Category category) {

  public enum Category {
    /// Its bytes are not an event: flipped, cut off, or written by something else.
    UNREADABLE,
    /// Of a kind or a version that this program does not know: a newer one has written it.
    UNKNOWN,
    /// It is not there, though later ones are.
    MISSING,
    /// It can be read, but cannot have followed the events before it, or the rules fail at it.
    IMPOSSIBLE
  }
}
