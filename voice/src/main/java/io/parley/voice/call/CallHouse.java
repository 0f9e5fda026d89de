package io.parley.voice.call;

import java.time.Clock;

/// What all calls of a node share.
record CallHouse(MediaClock media, CallMeter meter, Clock clock) {}
