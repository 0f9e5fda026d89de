package io.parley.voice.call;

import java.time.Clock;

/// Services that all calls of a node share.
record CallServices(MediaClock media, CallMeter meter, Clock clock) {}
