package io.parley.voice.call;

import java.time.Clock;

/// What all calls of a node share.
record CallServices(MediaClock media, CallMeter meter, Clock clock) {}
