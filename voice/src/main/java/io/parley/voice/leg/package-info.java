/// Where a call's sound comes from and goes to. A leg knows networks and codecs, and nothing of who
/// has the floor: start reading at [io.parley.voice.leg.Leg].
package io.parley.voice.leg;
