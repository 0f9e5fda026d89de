package io.parley.voice.webrtc;

import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.Sdp;
import io.parley.voice.sdp.Sdp.Media;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.webrtc.WebRtcSettings.OfferLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An acceptable offer of a browser: one stream of sound in both directions; everything else is
/// rejected.
///
/// @param sdp unchanged
/// @param soundAt index of the accepted media
/// @param mid its name; empty when it has none
/// @param isBundled whether media share a port by name (RFC 9143)
/// @param codec of the sound; @param payloadType its number
/// @param fingerprints one of which the browser's certificate must have
record Offer(
    Sdp sdp,
    int soundAt,
    String mid,
    boolean isBundled,
    SoundCodec codec,
    int payloadType,
    IceCredentials ice,
    List<Fingerprint> fingerprints) {
  static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";

  private record Format(SoundCodec codec, int payloadType) {}

  /// @throws OfferRefused saying what was expected
  static Offer parse(String text, OfferLimits limits) {
    try {
      return read(text, limits);
    } catch (SdpRefused e) {
      throw OfferRefused.because(e);
    }
  }

  private static Offer read(String text, OfferLimits limits) {
    if (!text.startsWith("v=0")) throw OfferRefused.expected("SDP", "none", "a first line of v=0");
    var sdp = Sdp.parse(text, limits.ofText());
    int soundAt = soundAt(sdp);
    var sound = sdp.media().get(soundAt);
    if (!sound.has("rtcp-mux"))
      throw OfferRefused.expected("rtcp-mux", "none", "RTP and RTCP on one port");
    checkDirection(sdp, sound);
    var setup = sdp.attribute(sound, "setup").orElse("none");
    if (!setup.equals("actpass") && !setup.equals("active"))
      throw OfferRefused.expected("setup", shown(setup), "actpass or active");
    var format = format(sound);
    var mid = sound.attribute("mid").orElse("");
    if (!mid.isEmpty() && !Sdp.isToken(mid))
      throw OfferRefused.expected("mid", "unreadable", "one word");
    return new Offer(
        sdp,
        soundAt,
        mid,
        isBundled(sdp, mid),
        format.codec,
        format.payloadType,
        IceCredentials.parse(
            sdp.attribute(sound, "ice-ufrag").orElse(""),
            sdp.attribute(sound, "ice-pwd").orElse("")),
        fingerprints(sdp, sound));
  }

  private static int soundAt(Sdp sdp) {
    for (int i = 0; i < sdp.media().size(); i++) {
      var media = sdp.media().get(i);
      if (media.kind().equals("audio") && media.port() != 0 && media.protocol().equals(PROTOCOL))
        return i;
    }
    throw OfferRefused.expected("media", sdp.media().size() + " others", "audio over " + PROTOCOL);
  }

  private static void checkDirection(Sdp sdp, Media sound) {
    if (sound.has("sendrecv")) return;
    for (var other : List.of("sendonly", "recvonly", "inactive"))
      if (sdp.attribute(sound, other).isPresent())
        throw OfferRefused.expected("direction", other, "sendrecv");
  }

  private static boolean isBundled(Sdp sdp, String mid) {
    return Sdp.first(sdp.attributes(), "group")
        .filter(group -> group.startsWith("BUNDLE "))
        .filter(group -> List.of(group.split(" ", -1)).contains(mid))
        .isPresent();
  }

  private static List<Fingerprint> fingerprints(Sdp sdp, Media sound) {
    var found = new ArrayList<Fingerprint>();
    for (var value : sdp.attributes(sound, "fingerprint"))
      Fingerprint.parse(value).ifPresent(found::add);
    if (found.isEmpty())
      throw OfferRefused.expected("fingerprint", "none", "sha-256, sha-384 or sha-512");
    return List.copyOf(found);
  }

  /// Opus if offered, otherwise G.711.
  private static Format format(Media sound) {
    for (var codec : SoundCodec.values()) {
      var payloadType = payloadType(sound, codec);
      if (payloadType.isPresent()) return new Format(codec, payloadType.get());
    }
    throw OfferRefused.expected("formats", "none that is known", "opus/48000/2, PCMU or PCMA");
  }

  private static Optional<Integer> payloadType(Media sound, SoundCodec codec) {
    for (var format : sound.formats()) {
      int payloadType = Sdp.number("format", format, 127);
      var map = rtpmap(sound, format);
      if (map.isPresent() ? codec.isNamed(map.get()) : payloadType == codec.staticPayloadType())
        return Optional.of(payloadType);
    }
    return Optional.empty();
  }

  private static Optional<String> rtpmap(Media sound, String format) {
    return sound.attributes().stream()
        .filter(attribute -> attribute.name().equals("rtpmap"))
        .map(Sdp.Attribute::value)
        .filter(value -> value.startsWith(format + " "))
        .map(value -> value.substring(format.length() + 1))
        .findFirst();
  }

  private static String shown(String value) {
    return value.length() <= 16 && Sdp.isToken(value) ? value : "something else";
  }
}
