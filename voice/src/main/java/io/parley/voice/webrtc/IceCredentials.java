package io.parley.voice.webrtc;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/// The name and password of one end (RFC 8445, section 5.3).
record IceCredentials(String ufrag, String password) {
  // the lengths are of RFC 8839, section 5.4
  private static final Pattern UFRAG = Pattern.compile("[A-Za-z0-9+/]{4,256}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");

  /// 64 letters: each has six random bits.
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  static IceCredentials random(SecureRandom random) {
    return new IceCredentials(letters(random, 12), letters(random, 32));
  }

  /// @throws OfferRefused when they are invalid
  static IceCredentials parse(String ufrag, String password) {
    if (!UFRAG.matcher(ufrag).matches())
      throw OfferRefused.expected(
          "ice-ufrag", ufrag.length() + " letters", "4 to 256 ICE characters");
    if (!PASSWORD.matcher(password).matches())
      throw OfferRefused.expected(
          "ice-pwd", password.length() + " letters", "22 to 256 ICE characters");
    return new IceCredentials(ufrag, password);
  }

  private static String letters(SecureRandom random, int count) {
    var letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) letters.append(LETTERS.charAt(random.nextInt(64)));
    return letters.toString();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "IceCredentials[ufrag=" + ufrag + "]";
  }
}
