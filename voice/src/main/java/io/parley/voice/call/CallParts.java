package io.parley.voice.call;

import io.parley.voice.leg.Leg;

/// What one call is made of.
///
/// @param after number of the session's last event before the call
record CallParts(
    CallPlan plan,
    Leg leg,
    Engines engines,
    Conversation conversation,
    long after,
    CallHouse house) {}
