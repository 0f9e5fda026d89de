package io.parley.outbound.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/// Keys of tests.
public final class MadeKeys {
  /// 2,048 bits, for all tests of a JVM: such a pair takes half a second to make without HotSpot's
  /// second compiler.
  public static final KeyPair RSA = made();

  private MadeKeys() {}

  private static KeyPair made() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
