package io.parley.voice.telnyx;

import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import java.util.Optional;

/// A webhook of Telnyx's Call Control. Not trusted before its signature was checked.
///
/// @param type such as `call.initiated`
/// @param call its `call_control_id`, by which it is commanded
/// @param incoming whether somebody calls us
public record TelnyxEvent(String type, String call, String from, String to, boolean incoming) {
  private static final int TEXT_MAX = 256;

  /// @throws MalformedFrame when it is no such webhook
  public static TelnyxEvent read(String body) {
    var data = WireObject.read(body).object("data");
    var payload = data.object("payload");
    return new TelnyxEvent(
        data.text("event_type", TEXT_MAX),
        payload.text("call_control_id", TEXT_MAX),
        payload.textIfAny("from", TEXT_MAX).orElse(""),
        payload.textIfAny("to", TEXT_MAX).orElse(""),
        payload.textIfAny("direction", TEXT_MAX).filter("incoming"::equals).isPresent());
  }

  /// Whether somebody calls, and is to be answered.
  public boolean isNewCall() {
    return incoming && type.equals("call.initiated");
  }

  /// The report that it makes about its call, if any.
  public Optional<CallProgress> progress() {
    var status =
        switch (type) {
          case "call.initiated" -> Optional.of(CallProgress.Status.INITIATED);
          case "call.answered" -> Optional.of(CallProgress.Status.ANSWERED);
          case "call.hangup" -> Optional.of(CallProgress.Status.COMPLETED);
          default -> Optional.<CallProgress.Status>empty();
        };
    return status.map(s -> new CallProgress("telnyx", call, s, Optional.empty(), Optional.empty()));
  }
}
