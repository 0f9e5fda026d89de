/// The keys of a telephone as pairs of tones in its sound (ITU-T Q.23 and Q.24): a
/// [io.parley.voice.dtmf.KeyToneDetector] hears them, [io.parley.voice.dtmf.KeyTones] makes them.
/// Keys in packets of their own are [io.parley.voice.rtp]'s.
package io.parley.voice.dtmf;
