package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallNews;

/// Our side of one call.
@FunctionalInterface
public interface CallListener {
  /// Called in the port's thread, which must not wait. [CallNews.Ended] is the last one.
  void told(SipCall call, CallNews news);
}
