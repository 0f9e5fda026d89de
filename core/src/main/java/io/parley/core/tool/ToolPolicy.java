package io.parley.core.tool;

/// The handling of a call that may have happened, but whose answer was lost.
public enum ToolPolicy {
  /// The call only reads: repeating it is harmless, and a lost answer leaves nothing in doubt.
  READ_ONLY,
  /// Call again under the same idempotency key: the dependency promises one effect per key.
  RETRY_WITH_KEY,
  /// Ask the dependency whether the effect is there.
  LOOK_UP,
  /// A person decides.
  ASK_HUMAN,
  /// Undo it by a counter-call.
  COMPENSATE;

  /// Whether the dependency may tell what became of a call in doubt, or undo it, without a person.
  public boolean settlesItself() {
    return this == RETRY_WITH_KEY || this == LOOK_UP || this == COMPENSATE;
  }

  /// Whether a repeated call under the same key is harmless.
  public boolean mayRepeat() {
    return this == READ_ONLY || this == RETRY_WITH_KEY;
  }
}
