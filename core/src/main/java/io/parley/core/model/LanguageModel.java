package io.parley.core.model;

/// Makes a reply from a prompt, streaming. Thread safe; [#start] returns at once and never throws
/// for failures of the provider, which go to [ReplyListener#failed].
public interface LanguageModel {
  /// For people and for usage: `offline`, `gpt-4o-mini`.
  String name();

  /// @return stops the call; shortly after `cancel()` returned, the listener may still be called
  Cancellable start(Prompt prompt, ReplyListener listener);
}
