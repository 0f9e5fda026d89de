package io.parley.voice.udp;

import io.parley.voice.srtp.SdesCrypto;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The other end, as the signalling names it.
///
/// @param sound its addresses, the likeliest first: that of SDP, and perhaps that which a
///   translator gave to it
/// @param reports the same for reports; those of sound where they share its port
/// @param sharesPort whether reports share the port of sound (`a=rtcp-mux`, RFC 5761)
/// @param keys of SRTP; empty where nothing is encrypted
public record RtpPeer(
    List<InetSocketAddress> sound,
    List<InetSocketAddress> reports,
    boolean sharesPort,
    Optional<Keys> keys) {

  /// The lines of both ends (RFC 4568), of the same suite.
  public record Keys(SdesCrypto ours, SdesCrypto theirs) {}

  public RtpPeer {
    sound = List.copyOf(sound);
    reports = List.copyOf(reports);
    if (sound.isEmpty() || reports.isEmpty())
      throw new IllegalArgumentException("no address is named");
  }

  /// One whose reports come from the next port.
  public static RtpPeer plain(InetSocketAddress sound) {
    var reports = new InetSocketAddress(sound.getAddress(), sound.getPort() + 1);
    return new RtpPeer(List.of(sound), List.of(reports), false, Optional.empty());
  }

  /// One whose reports share the port of sound.
  public static RtpPeer shared(InetSocketAddress sound, Optional<Keys> keys) {
    return new RtpPeer(List.of(sound), List.of(sound), true, keys);
  }
}
