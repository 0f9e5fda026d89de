package io.parley.voice.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.voice.stream.WireObject;
import io.parley.voice.twilio.Twiml;
import java.net.URI;

/// Messages to ConversationRelay.
public final class RelayFrame {
  private RelayFrame() {}

  /// Text to be spoken.
  ///
  /// @param last whether the talk is complete for now
  public static String text(String token, boolean last) {
    return of("text").put("token", token).put("last", last).toString();
  }

  /// Ends ConversationRelay; the call goes on with the next verb, or ends.
  ///
  /// @param handoff for whatever takes the call over
  public static String end(ObjectNode handoff) {
    return of("end").put("handoffData", handoff.toString()).toString();
  }

  /// From now on Twilio speaks and understands this language.
  ///
  /// @param tag BCP 47
  public static String language(String tag) {
    var named = Twiml.region(tag);
    return of("language").put("ttsLanguage", named).put("transcriptionLanguage", named).toString();
  }

  /// Plays a file.
  public static String play(URI source, int times) {
    return of("play").put("source", source.toString()).put("loop", times).toString();
  }

  /// Presses keys, for a machine at the other end.
  ///
  /// @param digits `0` to `9`, `*`, `#`, and `w` for a pause of half a second
  public static String sendDigits(String digits) {
    if (!digits.matches("[0-9*#w]{1,64}"))
      throw new IllegalArgumentException("digits of another form (expected: 0-9, *, #, w)");
    return of("sendDigits").put("digits", digits).toString();
  }

  private static ObjectNode of(String type) {
    return WireObject.create().put("type", type);
  }
}
