/// Packets of sound (RFC 3550): [io.parley.voice.rtp.RtpPacket] reads and writes them,
/// [io.parley.voice.rtp.JitterBuffer] puts them back into their order and time. No sockets and no
/// clock: bytes and times are given. Nothing here allocates while packets go through.
package io.parley.voice.rtp;
