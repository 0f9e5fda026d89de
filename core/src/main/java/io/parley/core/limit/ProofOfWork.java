package io.parley.core.limit;

import io.parley.core.text.Sha256;
import java.nio.charset.StandardCharsets;

/// Work that is expensive to do and cheap to check (hashcash, Back 1997): the client must find a
/// text that begins with a given one and whose SHA-256 begins with a number of zero bits. Each bit
/// doubles the work.
public final class ProofOfWork {
  private ProofOfWork() {}

  /// @param text ASCII: the given text and its continuation
  public static boolean isSolved(String text, int bits) {
    int zeros = 0;
    for (var octet : sha256(text)) {
      int leading = Integer.numberOfLeadingZeros(octet & 0xff) - (Integer.SIZE - Byte.SIZE);
      zeros += leading;
      if (leading < Byte.SIZE) break;
    }
    return zeros >= bits;
  }

  /// The number of bits to require, from `min` at the threshold to `max` at full use.
  ///
  /// @param pressure the used part of the capacity; may be more than 1
  /// @param threshold the pressure from which on work is required, less than 1
  public static int bits(double pressure, double threshold, int min, int max) {
    double over = Math.clamp((pressure - threshold) / (1 - threshold), 0, 1);
    return min + (int) Math.round(over * (max - min));
  }

  private static byte[] sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
