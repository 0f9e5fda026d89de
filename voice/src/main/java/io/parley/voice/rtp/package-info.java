/// Sound in packets (RFC 3550), for every leg that speaks RTP. Start reading at
/// [io.parley.voice.rtp.RtpSession]: both directions of one call, with reports. Beneath it
/// [io.parley.voice.rtp.RtpPacket] reads and writes packets, and [io.parley.voice.rtp.JitterBuffer]
/// puts them back into their order and time. No sockets, no keys and no clock: bytes and times are
/// given. Nothing here allocates while packets go through.
package io.parley.voice.rtp;
