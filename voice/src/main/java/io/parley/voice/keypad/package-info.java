/// The tool by which an agent presses keys of the telephone for the other end of its call:
/// [io.parley.voice.keypad.KeyTools]. The call's part is in [io.parley.voice.call], that of packets
/// and tones in [io.parley.voice.rtp].
package io.parley.voice.keypad;
