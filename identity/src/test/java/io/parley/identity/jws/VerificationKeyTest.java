package io.parley.identity.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.identity.jws.NearSignatures.Near;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationKeyTest {
  private static boolean verifies(VerificationKey key, byte[] signature) {
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    return key.verifies(CompactJwt.parse(NearSignatures.INPUT + "." + text).orElseThrow());
  }

  static List<Near> right() throws GeneralSecurityException {
    return NearSignatures.right();
  }

  static List<Near> near() throws GeneralSecurityException {
    return NearSignatures.all();
  }

  @ParameterizedTest
  @MethodSource("right")
  void the_right_signature_verifies(Near right) {
    assertThat(verifies(right.key(), right.signature())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("near")
  void a_signature_that_is_nearly_right_is_refused(Near near) {
    assertThat(verifies(near.key(), near.signature())).isFalse();
  }

  @Test
  void small_numbers_verify_in_the_form_that_jose_writes() throws GeneralSecurityException {
    var small = SmallNumbers.of(NearSignatures.INPUT.getBytes(US_ASCII));
    assertThat(verifies(small.key(), small.whole())).isTrue();
    assertThat(verifies(small.key(), small.cut())).isFalse();
  }

  @Test
  void a_bit_changed_anywhere_is_refused() throws GeneralSecurityException {
    for (var right : NearSignatures.right())
      for (int at = 0; at < right.signature().length; at++) {
        var changed = right.signature().clone();
        changed[at] ^= (byte) (1 << (at % 8));
        assertThat(verifies(right.key(), changed)).as("%s, byte %d", right, at).isFalse();
      }
  }
}
