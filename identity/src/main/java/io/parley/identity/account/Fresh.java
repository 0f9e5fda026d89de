package io.parley.identity.account;

import io.parley.core.text.RandomText;
import java.security.SecureRandom;
import java.util.UUID;

/// Makes ids and the secrets of links.
final class Fresh {
  private static final int TOKEN_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final long VERSION_4 = 0x4000L;
  private static final long VERSION_BITS = 0xf000L;
  private static final long VARIANT_BITS = Long.MAX_VALUE >>> 1;

  private final SecureRandom random;

  Fresh(SecureRandom random) {
    this.random = random;
  }

  /// 256 random bits, for an address of the web.
  String token() {
    return RandomText.of(TOKEN_BYTES, random);
  }

  /// 128 random bits, for an address of the web.
  String id() {
    return RandomText.of(ID_BYTES, random);
  }

  /// Of version 4 (RFC 9562, section 5.4).
  UUID uuid() {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() & VARIANT_BITS) | Long.MIN_VALUE;
    return new UUID(high, low);
  }
}
