package io.parley.voice.webrtc;

import org.bouncycastle.tls.SRTPProtectionProfile;
import org.jitsi.srtp.SrtpPolicy;

/// Protection profiles of SRTP, the best first, with the names of RFC 7714 and RFC 5764.
enum SrtpProfile {
  AEAD_AES_128_GCM(SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM, 12) {
    @Override
    SrtpPolicy policy() {
      // the tag is the cipher's own
      return new SrtpPolicy(
          SrtpPolicy.AESGCM_ENCRYPTION, KEY, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, saltBytes());
    }
  },
  AES128_CM_HMAC_SHA1_80(SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, 14) {
    @Override
    SrtpPolicy policy() {
      return new SrtpPolicy(
          SrtpPolicy.AESCM_ENCRYPTION,
          KEY,
          SrtpPolicy.HMACSHA1_AUTHENTICATION,
          20,
          10,
          saltBytes());
    }
  };

  static final int KEY = 16;

  private final int number;
  private final int saltBytes;

  SrtpProfile(int number, int saltBytes) {
    this.number = number;
    this.saltBytes = saltBytes;
  }

  /// In the extension `use_srtp` of DTLS.
  int number() {
    return number;
  }

  int saltBytes() {
    return saltBytes;
  }

  /// Both ends' keys and salts.
  int materialBytes() {
    return 2 * (KEY + saltBytes);
  }

  abstract SrtpPolicy policy();
}
