package io.parley.persistence.journal;

import io.parley.core.journal.Damage;

/// A stored event that this program cannot read. Contains only its kind and the field that was not
/// understood, never the event's content. Not retryable: the same bytes would fail again.
public final class UnreadableEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// An unknown kind, perhaps written by a newer program.
    UNKNOWN_KIND,
    /// A known kind, in a version that only a newer program knows.
    NEWER_VERSION,
    /// Does not match its kind: damaged, or written by something else.
    MALFORMED
  }

  private final Category category;

  /// Without the cause: a parser's message quotes its input.
  public UnreadableEvent(Category category, String sentence) {
    super(sentence);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  /// The damage of the session with this event.
  Damage.Category damage() {
    return switch (category) {
      case UNKNOWN_KIND, NEWER_VERSION -> Damage.Category.UNKNOWN;
      case MALFORMED -> Damage.Category.UNREADABLE;
    };
  }
}
