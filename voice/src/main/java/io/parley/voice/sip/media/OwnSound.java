package io.parley.voice.sip.media;

import io.parley.voice.rtp.SoundCodec;
import java.util.List;

/// Our statements about our sound.
///
/// @param address a literal one, at which the other end reaches us, without brackets
/// @param port of RTP, to which RTCP comes too where both ends can (RFC 5761)
/// @param codecs the best first
/// @param crypto values of `a=crypto` for SRTP; empty for RTP
/// @param direction wanted
/// @param session of `o=`; @param version there, higher in each description of a call
public record OwnSound(
    String address,
    int port,
    List<SoundCodec> codecs,
    List<String> crypto,
    Direction direction,
    long session,
    long version) {
  public OwnSound {
    codecs = List.copyOf(codecs);
    crypto = List.copyOf(crypto);
    if (codecs.isEmpty())
      throw new IllegalArgumentException("codecs: none (expected: one or more)");
  }

  String protocol() {
    return crypto.isEmpty() ? SoundOffer.RTP : SoundOffer.SRTP;
  }
}
