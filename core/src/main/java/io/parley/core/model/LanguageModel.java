package io.parley.core.model;

/// Makes a reply from a prompt, streaming. Thread safe; [#start] returns at once and never throws
/// for the outside world's faults, which go to [ReplyListener#failed].
public interface LanguageModel {
  /// For people and for usage: `offline`, `gpt-4o-mini`.
  String name();

  /// @return stops the call; after `cancel()` returns, what is still under way may reach the
  ///   listener once more, not for long
  Cancellable start(Prompt prompt, ReplyListener listener);
}
