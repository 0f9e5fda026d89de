package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProofOfWorkTest {
  @Test
  void zero_bits_are_counted_from_the_beginning_over_whole_bytes() {
    for (int bits = 0; bits <= 12; bits++) {
      int wanted = bits;
      var found =
          IntStream.range(0, 100_000)
              .mapToObj(nonce -> "challenge:" + nonce)
              .filter(text -> ProofOfWork.isSolved(text, wanted))
              .findFirst()
              .orElseThrow();
      assertThat(hasZeroBits(found, bits)).isTrue();
    }
    assertThat(ProofOfWork.isSolved("anything", 256)).isFalse();
  }

  private static boolean hasZeroBits(String text, int bits) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return new BigInteger(1, digest).bitLength() <= 256 - bits;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void work_grows_with_pressure_and_is_bounded() {
    assertThat(ProofOfWork.bits(0.25, 0.25, 15, 20)).isEqualTo(15);
    assertThat(ProofOfWork.bits(0.1, 0.25, 15, 20)).isEqualTo(15);
    assertThat(ProofOfWork.bits(0.7, 0.25, 15, 20)).isEqualTo(18);
    assertThat(ProofOfWork.bits(3, 0.25, 15, 20)).isEqualTo(20);
  }
}
