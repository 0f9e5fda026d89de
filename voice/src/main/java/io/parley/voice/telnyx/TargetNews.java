package io.parley.voice.telnyx;

/// Tells the other nodes what has become of the target of a call that is handed over: a webhook
/// reaches any node, and the one that has the call waits for it.
public interface TargetNews {
  /// Must not block, and may be lost: then the call's node finds out later.
  ///
  /// @param answered whether the target has answered; otherwise its call is over
  void tell(TelnyxEvent.Target target, boolean answered);
}
