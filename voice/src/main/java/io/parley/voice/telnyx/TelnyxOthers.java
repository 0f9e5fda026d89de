package io.parley.voice.telnyx;

/// The other nodes that take calls of Telnyx. A webhook about the target of a call that is handed
/// over reaches any of them, and the one that has the call waits for it.
public interface TelnyxOthers {
  /// Tells them what has become of a target. Must not block, and may be lost: then the call's node
  /// finds out later.
  ///
  /// @param answered whether the target has answered; otherwise its call is over
  void tell(TelnyxEvent.Target target, boolean answered);

  /// Whether there is another node, as far as this one knows.
  default boolean hasOthers() {
    return true;
  }
}
