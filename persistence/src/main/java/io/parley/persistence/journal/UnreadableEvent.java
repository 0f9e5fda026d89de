package io.parley.persistence.journal;

import io.parley.core.journal.Damage;

/// A stored event that this program cannot read. Never holds what the event says: only its kind and
/// the field that was not understood. Not retryable: the same bytes would fail again.
public final class UnreadableEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// Of a kind that is not known, perhaps written by a newer program.
    UNKNOWN_KIND,
    /// Of a known kind, in a version that only a newer program knows.
    NEWER_VERSION,
    /// Not what its kind promises: damaged, or written by something else.
    MALFORMED
  }

  private final Category category;

  /// Without the cause: a parser's message quotes what it read.
  UnreadableEvent(Category category, String sentence) {
    super(sentence);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  /// What it means for the session whose event this is.
  Damage.Category damage() {
    return switch (category) {
      case UNKNOWN_KIND, NEWER_VERSION -> Damage.Category.UNKNOWN;
      case MALFORMED -> Damage.Category.UNREADABLE;
    };
  }
}
