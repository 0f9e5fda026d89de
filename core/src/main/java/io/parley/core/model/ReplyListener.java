package io.parley.core.model;

/// Receives the answer of one model call: any number of [#text], then exactly one of [#completed]
/// and [#failed]. Called by one thread at a time; must not block.
public interface ReplyListener {
  /// The next piece of the reply, never empty.
  void text(String chunk);

  /// All text of this call so far is void: another model restarts the answer.
  void restarted();

  /// Usage of an attempt without a completion: it failed, was replaced by another, or the call was
  /// cancelled. Counted by the provider if it reported it, else estimated. Called before the
  /// resulting end, and before `cancel()` returns, unless the attempt was only being started; then
  /// later. Listeners that forward calls must forward this one, too.
  default void used(Usage usage) {
    // most listeners need only the answer
  }

  void completed(Completion completion);

  void failed(ModelFailure failure);
}
