package io.parley.core.journal;

/// The damage of a session's journal. Never contains event content.
///
/// @param seq number of the first event that cannot be applied
public record Damage(long seq, Category category) {

  public enum Category {
    /// Its bytes are not an event: flipped, cut off, or written by another program.
    UNREADABLE,
    /// Its kind or version is unknown to this program: a newer one has written it.
    UNKNOWN,
    /// It is missing, but later ones exist.
    MISSING,
    /// It can be read, but cannot follow the events before it, or the rules fail on it.
    IMPOSSIBLE
  }
}
