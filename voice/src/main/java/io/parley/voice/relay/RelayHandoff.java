package io.parley.voice.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import java.util.Optional;

/// Hand-off data of a talk that goes on with somebody else. Twilio brings it to the webhook that
/// says how the call goes on. It has a name and no number: the rule of targets is asked there.
public final class RelayHandoff {
  /// The reason of a talk that ends with its node, and is to go on at another one.
  public static final String DRAINING = "draining";

  private static final String REASON = "reason";
  private static final String TRANSFER = "transfer";
  private static final String TARGET = "target";
  private static final int WORD_MAX = 64;

  private RelayHandoff() {}

  static ObjectNode to(String target) {
    return WireObject.create().put(REASON, TRANSFER).put(TARGET, target);
  }

  /// Whether the talk has left a node that drains.
  ///
  /// @param data as Twilio brings it back
  public static boolean isLeft(String data) {
    try {
      return WireObject.read(data).textIfAny(REASON, WORD_MAX).filter(DRAINING::equals).isPresent();
    } catch (MalformedFrame _) {
      return false;
    }
  }

  /// @param data as Twilio brings it back
  /// @return the name of the target; empty for a call that is over
  public static Optional<String> target(String data) {
    try {
      var read = WireObject.read(data);
      return read.textIfAny(REASON, WORD_MAX)
          .filter(TRANSFER::equals)
          .flatMap(_ -> read.textIfAny(TARGET, WORD_MAX));
    } catch (MalformedFrame _) {
      return Optional.empty();
    }
  }
}
