/// Packets encrypted and authenticated (SRTP, RFC 3711): [io.parley.voice.srtp.Srtp] for both
/// directions of a call, whose keys come from a handshake (DTLS, as browsers do) or from SDP
/// ([io.parley.voice.srtp.SdesCrypto], RFC 4568, as telephones do). No sockets and no clock.
package io.parley.voice.srtp;
