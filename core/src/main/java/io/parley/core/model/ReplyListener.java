package io.parley.core.model;

/// Hears one call of a model: any number of [#text], then exactly one of [#completed] and
/// [#failed]. Called by one thread at a time; must not block.
public interface ReplyListener {
  /// The next piece of the reply, never empty.
  void text(String chunk);

  /// All text of this call so far is void: another model makes the answer anew.
  void restarted();

  /// What an attempt used that gives no completion: it failed, another took its place, or the call
  /// was cancelled. Counted by the provider as far as it told, else estimated. Told before the end
  /// that the attempt brought about, and before `cancel()` returns unless the attempt was only
  /// being started; then later. Who passes on what it hears passes this on too.
  default void used(Usage usage) {
    // most listeners want the answer alone
  }

  void completed(Completion completion);

  void failed(ModelFailure failure);
}
