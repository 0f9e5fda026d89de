package io.parley.voice.srtp;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keys of SRTP in SDP (RFC 4568), the attribute `crypto`: `1 AES_CM_128_HMAC_SHA1_80
/// inline:KEY|2^31`. Each end names the key of what it sends, so it belongs into signalling that is
/// encrypted itself.
///
/// Of an offer's lines the first is taken that is wholly understood, in its order. Refused are:
/// other suites, several keys, a master key identifier, a lifetime shorter than a call may be, and
/// all session parameters that weaken or change the protection; a window for replayed packets
/// (`WSH`) is only a hint, and one whose name begins with `-` may be ignored.
///
/// @param tag the line's number, the same in the answer
/// @param profile of both directions
/// @param key of the direction that the line's author sends
public record SdesCrypto(int tag, SrtpProfile profile, SrtpKey key) {
  private static final int TAG_MAX = 999_999_999;

  /// Packets of a key: at 50 a second 2²¹ last for eleven hours, and reports are fewer.
  private static final long LIFETIME_MIN = 1L << 21;

  /// RFC 3711, section 9.2.
  private static final int LIFETIME_BITS_MAX = 48;

  private static final int LINE_MAX = 1_024;
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final String INLINE = "inline:";

  /// Our line of an offer.
  public static SdesCrypto offered(int tag, SrtpProfile profile, SecureRandom random) {
    return new SdesCrypto(tag, profile, SrtpKey.random(profile, random));
  }

  /// The lines of an offer of ours: all suites with whole tags, the best first.
  public static List<SdesCrypto> offer(SecureRandom random) {
    return List.of(
        offered(1, SrtpProfile.AEAD_AES_128_GCM, random),
        offered(2, SrtpProfile.AES128_CM_HMAC_SHA1_80, random));
  }

  /// Our answer to a line: the same tag and suite, and a key of our own.
  public SdesCrypto answer(SecureRandom random) {
    return offered(tag, profile, random);
  }

  /// The first acceptable line of an offer.
  ///
  /// @param lines values of the attribute, in their order
  public static Optional<SdesCrypto> choose(List<String> lines) {
    return lines.stream().map(SdesCrypto::parse).flatMap(Optional::stream).findFirst();
  }

  /// The answer to an offer of ours.
  ///
  /// @param offered what was offered
  /// @param line the value of the answer's only attribute
  /// @return empty when it is none that was offered, or not understood
  public static Optional<SdesCrypto> accepted(List<SdesCrypto> offered, String line) {
    return parse(line)
        .filter(
            answer ->
                offered.stream()
                    .anyMatch(ours -> ours.tag == answer.tag && ours.profile == answer.profile));
  }

  /// Reads the value of an attribute.
  ///
  /// @return empty when it cannot be used
  public static Optional<SdesCrypto> parse(String line) {
    if (line.length() > LINE_MAX) return Optional.empty();
    var parts = BLANKS.split(line.strip(), -1);
    if (parts.length < 3 || !isNumber(parts[0])) return Optional.empty();
    long tag = Long.parseLong(parts[0]);
    if (tag > TAG_MAX) return Optional.empty();
    for (int i = 3; i < parts.length; i++) if (!isHarmless(parts[i])) return Optional.empty();
    return profile(parts[1])
        .flatMap(
            profile -> key(profile, parts[2]).map(key -> new SdesCrypto((int) tag, profile, key)));
  }

  private static Optional<SrtpProfile> profile(String suite) {
    for (var each : SrtpProfile.values()) if (each.suite().equals(suite)) return Optional.of(each);
    return Optional.empty();
  }

  /// `inline:KEY`, and perhaps `|` with a lifetime.
  private static Optional<SrtpKey> key(SrtpProfile profile, String text) {
    if (!text.regionMatches(true, 0, INLINE, 0, INLINE.length()) || text.contains(";"))
      return Optional.empty();
    var parts = text.substring(INLINE.length()).split("\\|", -1);
    if (parts.length > 2 || (parts.length == 2 && !isLongEnough(parts[1]))) return Optional.empty();
    try {
      var bytes = Base64.getDecoder().decode(parts[0]);
      return bytes.length == SrtpProfile.KEY + profile.saltBytes()
          ? Optional.of(SrtpKey.of(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// A number of packets, or a power of two. A master key identifier has a colon, and is neither.
  private static boolean isLongEnough(String lifetime) {
    if (lifetime.startsWith("2^")) {
      var power = lifetime.substring(2);
      if (!isNumber(power)) return false;
      long bits = Long.parseLong(power);
      return bits <= LIFETIME_BITS_MAX && 1L << bits >= LIFETIME_MIN;
    }
    if (!isNumber(lifetime)) return false;
    long packets = Long.parseLong(lifetime);
    return packets >= LIFETIME_MIN && packets <= 1L << LIFETIME_BITS_MAX;
  }

  private static boolean isHarmless(String parameter) {
    return parameter.startsWith("-") || parameter.toUpperCase(Locale.ROOT).startsWith("WSH=");
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /// The attribute's value. It has the key in plain text.
  public String line() {
    return tag
        + " "
        + profile.suite()
        + " "
        + INLINE
        + Base64.getEncoder().encodeToString(key.bytes());
  }

  /// Both directions of a call.
  ///
  /// @param ours the line that we sent; @param theirs the line that they did
  /// @param ssrc of the stream that is sent; @param streamsMax streams that may be received
  public static Srtp srtp(SdesCrypto ours, SdesCrypto theirs, int ssrc, int streamsMax) {
    if (ours.profile != theirs.profile)
      throw new IllegalArgumentException("an answer has the suite of its offer");
    return new Srtp(ours.profile, theirs.key, ours.key, ssrc, streamsMax);
  }
}
