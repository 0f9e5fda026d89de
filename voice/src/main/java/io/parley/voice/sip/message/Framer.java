package io.parley.voice.sip.message;

import io.parley.voice.sip.message.StreamFramer.Frame;
import java.util.Optional;

/// Makes messages of what comes over a connection. For one connection and one thread at a time.
public sealed interface Framer permits StreamFramer, MessageFramer {
  /// Takes bytes. They are kept until [#next] has taken their message, so that it is to be called
  /// until it returns nothing.
  void put(byte[] bytes, int length);

  /// The next message, if it has come whole; nothing after a [Frame.Broken].
  Optional<Frame> next();
}
