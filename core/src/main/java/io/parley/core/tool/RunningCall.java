package io.parley.core.tool;

/// The session's side of a call that is under way, for its tool. Thread safe.
public interface RunningCall {
  /// A call whose result is always wanted.
  RunningCall UNOBSERVED = _ -> {};

  /// Runs `action` once when the result is no longer wanted: at once if that is so already, never
  /// after the call has ended. It must return quickly. A tool that cannot stop ignores it, and
  /// answers as if nothing had happened.
  void onCancel(Runnable action);
}
