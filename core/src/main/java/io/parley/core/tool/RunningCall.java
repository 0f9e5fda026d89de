package io.parley.core.tool;

/// The session's side of a call that is under way, for its tool. Thread safe.
public interface RunningCall {
  /// A call whose result is always wanted, and whose progress is not shown.
  RunningCall UNOBSERVED =
      new RunningCall() {
        @Override
        public void onCancel(Runnable action) {}

        @Override
        public void progressed(ToolProgress progress) {}
      };

  /// Runs `action` once when the result is no longer wanted: at once if that is so already, never
  /// after the call has ended. It must return quickly. A tool that cannot stop ignores it, and
  /// answers as if nothing had happened.
  void onCancel(Runnable action);

  /// Shows readers of the session how far the call has come. Of many reports only some are shown.
  void progressed(ToolProgress progress);
}
