package io.parley.voice.srtp;

import java.util.OptionalInt;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.jitsi.srtp.SrtpPolicy;

/// Protection profiles of SRTP, the best first: with the numbers of RFC 5764 and RFC 7714 in DTLS,
/// and the names of RFC 4568 and RFC 7714 in SDP.
public enum SrtpProfile {
  AEAD_AES_128_GCM("AEAD_AES_128_GCM", SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM, 12) {
    @Override
    SrtpPolicy policy() {
      // the tag is the cipher's own
      return new SrtpPolicy(
          SrtpPolicy.AESGCM_ENCRYPTION, KEY, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, saltBytes());
    }
  },
  AES128_CM_HMAC_SHA1_80(
      "AES_CM_128_HMAC_SHA1_80", SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, 14) {
    @Override
    SrtpPolicy policy() {
      return counterMode(10);
    }
  },
  /// Short tags for sound; reports have long ones (RFC 4568, section 6.2.2). Only telephones.
  AES128_CM_HMAC_SHA1_32("AES_CM_128_HMAC_SHA1_32", SrtpProfile.NONE, 14) {
    @Override
    SrtpPolicy policy() {
      return counterMode(4);
    }

    @Override
    SrtpPolicy reportPolicy() {
      return AES128_CM_HMAC_SHA1_80.policy();
    }
  };

  /// Bytes of a master key.
  public static final int KEY = 16;

  private static final int NONE = -1;

  private final String suite;
  private final int number;
  private final int saltBytes;

  SrtpProfile(String suite, int number, int saltBytes) {
    this.suite = suite;
    this.number = number;
    this.saltBytes = saltBytes;
  }

  /// In the attribute `crypto` of SDP.
  public String suite() {
    return suite;
  }

  /// In the extension `use_srtp` of DTLS; empty where it is not offered there.
  public OptionalInt number() {
    return number == NONE ? OptionalInt.empty() : OptionalInt.of(number);
  }

  public int saltBytes() {
    return saltBytes;
  }

  /// Both ends' keys and salts.
  public int materialBytes() {
    return 2 * (KEY + saltBytes);
  }

  /// For sound.
  abstract SrtpPolicy policy();

  /// For reports.
  SrtpPolicy reportPolicy() {
    return policy();
  }

  SrtpPolicy counterMode(int tagBytes) {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION,
        KEY,
        SrtpPolicy.HMACSHA1_AUTHENTICATION,
        20,
        tagBytes,
        saltBytes);
  }
}
