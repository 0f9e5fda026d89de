package io.parley.identity.totp;

import java.time.Instant;
import org.bouncycastle.util.encoders.Base32;

/// A person's app, for tests.
public final class AuthenticatorApp {
  private static final long STEP_SECONDS = 30;

  private AuthenticatorApp() {}

  /// The code that it shows.
  public static String code(String base32, Instant at) {
    return Totp.code(
        Base32.decode(base32), Math.floorDiv(at.getEpochSecond(), STEP_SECONDS), "HmacSHA1", 6);
  }
}
