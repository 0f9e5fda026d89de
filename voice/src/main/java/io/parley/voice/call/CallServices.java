package io.parley.voice.call;

import io.parley.voice.echo.EchoSettings;
import java.time.Clock;

/// Services that all calls of a node share.
record CallServices(
    MediaClock media, CallMeter meter, Clock clock, EchoSettings echo, TransferPlan transfers) {

  /// Of calls that are not handed over.
  CallServices(MediaClock media, CallMeter meter, Clock clock, EchoSettings echo) {
    this(media, meter, clock, echo, TransferPlan.none());
  }

  /// With the usual cancellation of echoes.
  CallServices(MediaClock media, CallMeter meter, Clock clock) {
    this(media, meter, clock, EchoSettings.typical());
  }
}
