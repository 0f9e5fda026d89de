package io.parley.core.model;

/// Hears one call of a model: any number of [#text], then exactly one of [#completed] and
/// [#failed]. Called by one thread at a time; must not block.
public interface ReplyListener {
  /// The next piece of the reply, never empty.
  void text(String chunk);

  /// All text of this call so far is void: another model makes the answer anew.
  void restarted();

  void completed(Completion completion);

  void failed(ModelFailure failure);
}
