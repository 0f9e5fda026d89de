package io.parley.voice.call;

import io.parley.voice.echo.EchoSettings;
import java.time.Clock;

/// Services that all calls of a node share.
record CallServices(MediaClock media, CallMeter meter, Clock clock, EchoSettings echo) {

  /// With the usual cancellation of echoes.
  CallServices(MediaClock media, CallMeter meter, Clock clock) {
    this(media, meter, clock, EchoSettings.typical());
  }
}
