package io.parley.voice.call;

import io.parley.voice.echo.EchoSettings;
import io.parley.voice.recording.RecordingPlan;
import java.time.Clock;

/// Services that all calls of a node share.
///
/// @param recording of one call, or of none
record CallServices(
    MediaClock media,
    CallMeter meter,
    Clock clock,
    EchoSettings echo,
    TransferPlan transfers,
    RecordingPlan recording) {

  /// Of calls that are not recorded.
  CallServices(
      MediaClock media, CallMeter meter, Clock clock, EchoSettings echo, TransferPlan transfers) {
    this(media, meter, clock, echo, transfers, RecordingPlan.NONE);
  }

  /// Of calls that are not handed over.
  CallServices(MediaClock media, CallMeter meter, Clock clock, EchoSettings echo) {
    this(media, meter, clock, echo, TransferPlan.none());
  }

  /// With the usual cancellation of echoes.
  CallServices(MediaClock media, CallMeter meter, Clock clock) {
    this(media, meter, clock, EchoSettings.typical());
  }

  /// The same, for a call that may be recorded.
  CallServices recording(RecordingPlan plan) {
    return new CallServices(media, meter, clock, echo, transfers, plan);
  }
}
