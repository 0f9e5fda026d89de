/// Sound in packets (RFC 3550), for every leg that speaks RTP. Start reading at
/// [io.parley.voice.rtp.RtpSession]: both directions of one call, with reports. Beneath it
/// [io.parley.voice.rtp.RtpPacket] reads and writes packets, and [io.parley.voice.rtp.JitterBuffer]
/// restores their order and timing. No sockets, keys or clock: bytes and times are parameters.
/// Nothing here allocates per packet.
package io.parley.voice.rtp;
