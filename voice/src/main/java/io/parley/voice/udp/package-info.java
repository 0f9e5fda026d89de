/// Sound over plain UDP, as telephones send it: [io.parley.voice.udp.RtpPorts] has the ports of all
/// calls, [io.parley.voice.udp.RtpLeg] is one end of a call over one of them, and
/// [io.parley.voice.udp.Latch] decides whose packets count. Signalling is another package's: it
/// names formats, addresses and keys.
package io.parley.voice.udp;
