package io.parley.core.tool;

/// What to do with a call that may have happened, but whose answer was lost.
public enum ToolPolicy {
  /// Call again under the same idempotency key: the dependency promises one effect per key, or the
  /// call has no effect at all.
  RETRY_WITH_KEY,
  /// Ask the dependency whether the effect is there.
  LOOK_UP,
  /// A person decides.
  ASK_HUMAN,
  /// Undo it by a counter-call.
  COMPENSATE;

  /// Whether a repeated call under the same key is harmless.
  public boolean mayRepeat() {
    return this == RETRY_WITH_KEY;
  }
}
