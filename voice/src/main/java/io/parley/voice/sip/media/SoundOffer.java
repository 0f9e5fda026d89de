package io.parley.voice.sip.media;

import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.Sdp;
import io.parley.voice.sdp.SdpLimits;
import io.parley.voice.sdp.SdpRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The statements of a description about the stream of sound that a call takes: its first one with
/// a port and a codec that we know. An answer is read the same way.
///
/// @param sdp as it came; @param at index of the stream
/// @param to where its sound goes; an unspecified address is an old way to say hold (RFC 3264,
///   section 8.4)
/// @param formats that we know, in the other end's order
/// @param crypto values of `a=crypto`, unread; empty for RTP
/// @param direction of the other end
public record SoundOffer(
    Sdp sdp,
    int at,
    InetSocketAddress to,
    List<RtpFormat> formats,
    List<String> crypto,
    Direction direction) {
  static final String RTP = "RTP/AVP";
  static final String SRTP = "RTP/SAVP";
  static final String KEYS = "telephone-event/";

  /// Of keys in Hz, where there are none of the codec's.
  private static final int KEYS_CLOCK = 8_000;

  /// Of keys of that clock, in offers of ours.
  private static final int KEYS_NUMBER = 101;

  private static final int COMFORT_CLOCK = 8_000;
  static final String COMFORT = "CN/" + COMFORT_CLOCK;

  public static final SdpLimits LIMITS = new SdpLimits(16_384, 400, 16);

  /// The first number of those that have no fixed meaning (RFC 3551, section 6).
  private static final int DYNAMIC = 96;

  public SoundOffer {
    formats = List.copyOf(formats);
    crypto = List.copyOf(crypto);
  }

  /// @throws SdpRefused if it is not well formed, or has no such stream: 488 is due
  public static SoundOffer parse(String text, SdpLimits limits) {
    if (!text.startsWith("v=0")) throw SdpRefused.expected("SDP", "none", "a first line of v=0");
    var sdp = Sdp.parse(text, limits);
    for (int i = 0; i < sdp.media().size(); i++) {
      var media = sdp.media().get(i);
      if (!isSound(media)) continue;
      var formats = formats(media);
      if (!formats.isEmpty()) return of(sdp, i, formats);
    }
    throw SdpRefused.expected(
        "media",
        "no sound that is known",
        "audio over RTP/AVP or RTP/SAVP; opus, G722, PCMU or PCMA");
  }

  /// Whether reports may share the port of sound (RFC 5761).
  public boolean sharesPort() {
    return sdp.media().get(at).has("rtcp-mux");
  }

  /// The first format that is one of ours, which an answer takes.
  ///
  /// @throws SdpRefused if none is: 488 is due
  public RtpFormat chosen(List<SoundCodec> own) {
    return formats.stream()
        .filter(each -> own.contains(each.codec()))
        .findFirst()
        .orElseThrow(() -> SdpRefused.expected("formats", "none of ours", "one of ours"));
  }

  /// The numbers by which the end of this offer receives a format that an answer has taken. Keys
  /// and silence come by numbers of the offer alone; the static number of silence means the same
  /// without an offer.
  ///
  /// @throws SdpRefused if the offer does not have its codec
  RtpFormat received(RtpFormat taken) {
    var own = chosen(List.of(taken.codec()));
    var media = sdp.media().get(at);
    var comfort =
        own.comfort().isEmpty() && taken.comfort().equals(OptionalInt.of(RtpFormat.COMFORT))
            ? taken.comfort()
            : own.comfort();
    return new RtpFormat(
        taken.codec(),
        own.payloadType(),
        taken.keys().flatMap(keys -> keysOf(media, keys.clockRate())),
        taken.comfort().isPresent() ? comfort : OptionalInt.empty());
  }

  private static boolean isSound(Sdp.Media media) {
    return media.kind().equals("audio")
        && media.port() != 0
        && (media.protocol().equals(RTP) || (media.protocol().equals(SRTP) && media.has("crypto")));
  }

  private static SoundOffer of(Sdp sdp, int at, List<RtpFormat> formats) {
    var media = sdp.media().get(at);
    var to = new InetSocketAddress(address(sdp.connection(media)), media.port());
    var crypto =
        media.protocol().equals(SRTP) ? sdp.attributes(media, "crypto") : List.<String>of();
    var said = Direction.of(sdp, media);
    var direction = to.getAddress().isAnyLocalAddress() ? Direction.of(said.sends(), false) : said;
    return new SoundOffer(sdp, at, to, formats, crypto, direction);
  }

  /// Of `IN IP4 192.0.2.1`, never a name: nothing is looked up for a peer.
  private static InetAddress address(String connection) {
    var words = connection.split(" ", 4);
    if (words.length != 3
        || !words[0].equals("IN")
        || !(words[1].equals("IP4")
            ? isIpv4(words[2])
            : words[1].equals("IP6") && isIpv6(words[2])))
      throw SdpRefused.expected("connection", "something else", "IN IP4 or IP6 and an address");
    try {
      var address = InetAddress.ofLiteral(words[2]);
      if (address.isMulticastAddress()) throw unusable();
      return address;
    } catch (IllegalArgumentException _) {
      throw unusable();
    }
  }

  private static SdpRefused unusable() {
    return SdpRefused.expected("connection", "another address", "one of a single host");
  }

  private static boolean isIpv4(String text) {
    return text.length() <= 15
        && text.chars().filter(c -> c == '.').count() == 3
        && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static boolean isIpv6(String text) {
    return text.length() <= 45
        && text.indexOf(':') >= 0
        && text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
  }

  private static List<RtpFormat> formats(Sdp.Media media) {
    var formats = new ArrayList<RtpFormat>();
    for (var format : media.formats()) {
      int number = Sdp.number("format", format, 127);
      codec(media, format, number)
          .ifPresent(
              codec ->
                  formats.add(
                      new RtpFormat(
                          codec,
                          number,
                          keys(media, codec.clockRate()),
                          comfort(media, codec.clockRate()))));
    }
    return formats;
  }

  private static Optional<SoundCodec> codec(Sdp.Media media, String format, int number) {
    var map = rtpmap(media, format);
    for (var codec : SoundCodec.values())
      if (map.isPresent()
          ? codec.isNamed(map.get())
          : number < DYNAMIC && number == codec.staticPayloadType()) return Optional.of(codec);
    return Optional.empty();
  }

  /// Of the codec's clock, since keys have the timestamps of the sound (RFC 4733, section 2.1). The
  /// practice differs: most telephones offer keys of 8 kHz alone, beside Opus too. Their timestamps
  /// are the sound's all the same, and their lengths have 8 kHz.
  private static Optional<RtpFormat.Keys> keys(Sdp.Media media, int clockRate) {
    return keysOf(media, clockRate).or(() -> keysOf(media, KEYS_CLOCK));
  }

  private static Optional<RtpFormat.Keys> keysOf(Sdp.Media media, int clockRate) {
    for (var format : media.formats())
      if (rtpmap(media, format).filter((KEYS + clockRate)::equalsIgnoreCase).isPresent())
        return Optional.of(new RtpFormat.Keys(Sdp.number("format", format, 127), clockRate));
    return Optional.empty();
  }

  /// Silence (RFC 3389) has a clock of 8 kHz here, and goes with codecs of that clock alone.
  private static OptionalInt comfort(Sdp.Media media, int clockRate) {
    if (clockRate != COMFORT_CLOCK) return OptionalInt.empty();
    for (var format : media.formats()) {
      int number = Sdp.number("format", format, 127);
      var map = rtpmap(media, format);
      if (map.isPresent() ? map.get().equalsIgnoreCase(COMFORT) : number == RtpFormat.COMFORT)
        return OptionalInt.of(number);
    }
    return OptionalInt.empty();
  }

  private static Optional<String> rtpmap(Sdp.Media media, String format) {
    for (var attribute : media.attributes())
      if (attribute.name().equals("rtpmap") && attribute.value().startsWith(format + " "))
        return Optional.of(attribute.value().substring(format.length() + 1).strip());
    return Optional.empty();
  }

  /// Ours, before anything is agreed on.
  public static String text(OwnSound own) {
    var formats = offered(own);
    var keys =
        Stream.concat(
                formats.stream().flatMap(format -> format.keys().stream()),
                Stream.of(new RtpFormat.Keys(KEYS_NUMBER, KEYS_CLOCK)))
            .distinct()
            .toList();
    var text = new SoundText(own);
    text.sound(formats, keys, own.crypto(), true, own.direction());
    return text.toString();
  }

  /// Ours within a call: what is agreed on, by its numbers alone. A number keeps its meaning as
  /// long as the session (RFC 3264, section 8.3.2).
  ///
  /// @param agreed with the numbers by which we receive
  /// @param sharesPort whether reports share the port, as agreed
  public static String text(OwnSound own, RtpFormat agreed, boolean sharesPort) {
    var text = new SoundText(own);
    text.sound(
        List.of(agreed),
        agreed.keys().stream().toList(),
        own.crypto(),
        sharesPort,
        own.direction());
    return text.toString();
  }

  /// The formats of an offer of ours: keys have one number for each clock. Silence is not offered:
  /// many ends stop sending sound where it is, and cut beginnings of words.
  private static List<RtpFormat> offered(OwnSound own) {
    return own.codecs().stream()
        .map(
            codec ->
                codec == SoundCodec.OPUS
                    ? new RtpFormat(codec, 111, 110)
                    : new RtpFormat(codec, codec.staticPayloadType(), KEYS_NUMBER))
        .toList();
  }
}
