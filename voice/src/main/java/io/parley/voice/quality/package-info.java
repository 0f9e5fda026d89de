/// How good a call sounds, estimated from its packets: the E-model
/// ([io.parley.voice.quality.EModel]), a pure function.
package io.parley.voice.quality;
