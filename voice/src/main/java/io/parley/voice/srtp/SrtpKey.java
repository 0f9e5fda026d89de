package io.parley.voice.srtp;

import java.security.SecureRandom;
import java.util.Arrays;

/// The master key and salt of one direction (RFC 3711, section 8.2). Never printed.
public final class SrtpKey {
  private final byte[] key;
  private final byte[] salt;

  /// @param salt of the profile's length
  public SrtpKey(byte[] key, byte[] salt) {
    this.key = key.clone();
    this.salt = salt.clone();
  }

  public static SrtpKey random(SrtpProfile profile, SecureRandom random) {
    var bytes = new byte[SrtpProfile.KEY + profile.saltBytes()];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /// @param keyAndSalt one after the other
  static SrtpKey of(byte[] keyAndSalt) {
    return new SrtpKey(
        Arrays.copyOf(keyAndSalt, SrtpProfile.KEY),
        Arrays.copyOfRange(keyAndSalt, SrtpProfile.KEY, keyAndSalt.length));
  }

  byte[] key() {
    return key.clone();
  }

  byte[] salt() {
    return salt.clone();
  }

  /// Both, one after the other.
  byte[] bytes() {
    var both = Arrays.copyOf(key, key.length + salt.length);
    System.arraycopy(salt, 0, both, key.length, salt.length);
    return both;
  }

  @Override
  public String toString() {
    return "SrtpKey";
  }
}
