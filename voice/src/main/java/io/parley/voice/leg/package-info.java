/// Sources and sinks of a call's sound. A leg handles networks and codecs, not who has the floor.
/// Start at [io.parley.voice.leg.Leg].
package io.parley.voice.leg;
