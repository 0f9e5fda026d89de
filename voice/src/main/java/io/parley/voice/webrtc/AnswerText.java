package io.parley.voice.webrtc;

import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.Sdp;
import io.parley.voice.sdp.Sdp.Media;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Writes answers to offers (RFC 9429): ICE-lite, one port, DTLS as the server.
final class AnswerText {
  /// The preference of the first address of a host (RFC 8445, section 5.1.2); each further one has
  /// a slightly lower preference.
  private static final long TYPE_PREFERENCE = 126L << 24;

  private static final int LOCAL_PREFERENCE = 65_535;

  private final List<InetAddress> addresses;
  private final int port;

  /// @param addresses addresses at which browsers reach us, and @param port there
  AnswerText(List<InetAddress> addresses, int port) {
    this.addresses = List.copyOf(addresses);
    this.port = port;
  }

  /// @param ssrc of the stream that we send; @param dtx whether silence may be left out
  String answer(
      Offer offer, IceCredentials own, Fingerprint certificate, int ssrc, boolean dtx, long id) {
    var text = new StringBuilder(1_024);
    line(text, "v=0");
    line(text, "o=- " + id + " 1 IN IP4 127.0.0.1");
    line(text, "s=-");
    line(text, "t=0 0");
    line(text, "a=ice-lite");
    if (offer.isBundled()) line(text, "a=group:BUNDLE " + offer.mid());
    var media = offer.sdp().media();
    for (int i = 0; i < media.size(); i++)
      if (i == offer.soundAt()) sound(text, offer, own, certificate, ssrc, dtx);
      else rejected(text, media.get(i));
    return text.toString();
  }

  private void sound(
      StringBuilder text,
      Offer offer,
      IceCredentials own,
      Fingerprint certificate,
      int ssrc,
      boolean dtx) {
    int type = offer.payloadType();
    line(text, "m=audio " + port + " " + Offer.PROTOCOL + " " + type);
    line(text, "c=IN " + kind(addresses.getFirst()) + " " + literal(addresses.getFirst()));
    line(text, "a=rtcp-mux");
    ways(text, own);
    line(text, "a=fingerprint:" + certificate);
    line(text, "a=setup:passive");
    if (!offer.mid().isEmpty()) line(text, "a=mid:" + offer.mid());
    line(text, "a=sendrecv");
    line(text, "a=msid:parley agent");
    line(text, "a=rtpmap:" + type + " " + offer.codec().rtpmap());
    if (offer.codec() == SoundCodec.OPUS)
      line(
          text,
          "a=fmtp:%d minptime=20;useinbandfec=1;stereo=0;usedtx=%d".formatted(type, dtx ? 1 : 0));
    line(text, "a=ptime:20");
    line(text, "a=maxptime:20");
    var unsigned = Integer.toUnsignedString(ssrc);
    line(text, "a=ssrc:" + unsigned + " cname:parley");
    line(text, "a=ssrc:" + unsigned + " msid:parley agent");
  }

  /// The answer to an ICE restart (RFC 8840): the new name and password, and the same addresses.
  String fragment(Offer offer, IceCredentials own) {
    var text = new StringBuilder(512);
    line(text, "a=ice-lite");
    line(text, "m=audio 9 " + Offer.PROTOCOL + " 0");
    if (!offer.mid().isEmpty()) line(text, "a=mid:" + offer.mid());
    ways(text, own);
    return text.toString();
  }

  private void ways(StringBuilder text, IceCredentials own) {
    line(text, "a=ice-ufrag:" + own.ufrag());
    line(text, "a=ice-pwd:" + own.password());
    for (int i = 0; i < addresses.size(); i++)
      line(
          text,
          "a=candidate:%d 1 udp %d %s %d typ host"
              .formatted(
                  i + 1,
                  TYPE_PREFERENCE + (LOCAL_PREFERENCE - i) * 256L + 255,
                  literal(addresses.get(i)),
                  port));
    line(text, "a=end-of-candidates");
  }

  private static void rejected(StringBuilder text, Media media) {
    line(text, "m=" + media.kind() + " 0 " + media.protocol() + " " + media.formats().getFirst());
    line(text, "c=IN IP4 0.0.0.0");
    media.attribute("mid").filter(Sdp::isToken).ifPresent(mid -> line(text, "a=mid:" + mid));
    line(text, "a=inactive");
  }

  private static String kind(InetAddress address) {
    return address instanceof Inet6Address ? "IP6" : "IP4";
  }

  /// Without the interface that Java appends to a link-local address.
  private static String literal(InetAddress address) {
    var text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }
}
