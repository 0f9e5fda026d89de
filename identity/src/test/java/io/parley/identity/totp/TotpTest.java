package io.parley.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final String DIGITS = "1234567890";
  private static final byte[] KEY = (DIGITS + DIGITS).getBytes(StandardCharsets.US_ASCII);

  /// Of the same bytes.
  private static final Totp TOTP = Totp.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final long STEP = NOW.getEpochSecond() / 30;

  /// RFC 6238, appendix B.
  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826"
  })
  void codes_are_those_of_the_rfc(long second, String sha1, String sha256, String sha512) {
    assertThat(code(second, "HmacSHA1", 20)).isEqualTo(sha1);
    assertThat(code(second, "HmacSHA256", 32)).isEqualTo(sha256);
    assertThat(code(second, "HmacSHA512", 64)).isEqualTo(sha512);
  }

  /// The last six of the RFC's eight digits.
  @Test
  void a_code_is_accepted_at_its_time() {
    assertThat(TOTP.check("287082", OptionalLong.empty(), Instant.ofEpochSecond(59))).hasValue(1);
    assertThat(TOTP.check("050471", OptionalLong.empty(), Instant.ofEpochSecond(1_111_111_111)))
        .hasValue(37_037_037);
  }

  @Test
  void a_code_of_a_neighbouring_step_is_accepted_and_no_other() {
    for (int off = -3; off <= 3; off++) {
      var step = TOTP.check(six(STEP + off), OptionalLong.empty(), NOW);
      assertThat(step.isPresent()).as("%d steps off", off).isEqualTo(Math.abs(off) <= 1);
      if (step.isPresent()) assertThat(step).hasValue(STEP + off);
    }
  }

  @Test
  void a_used_code_and_earlier_ones_are_not_accepted_again() {
    var used = TOTP.check(six(STEP), OptionalLong.empty(), NOW);
    assertThat(TOTP.check(six(STEP), used, NOW)).isEmpty();
    assertThat(TOTP.check(six(STEP), used, NOW.plusSeconds(30))).isEmpty();
    assertThat(TOTP.check(six(STEP - 1), used, NOW)).isEmpty();
    assertThat(TOTP.check(six(STEP + 1), used, NOW)).hasValue(STEP + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "12345",
    "1234567",
    "12345a",
    "' 12345'",
    "'\u0661\u0662\u0663\u0664\u0665\u0666'"
  })
  void other_texts_are_no_codes(String text) {
    assertThat(TOTP.check(text, OptionalLong.empty(), NOW)).isEmpty();
  }

  @Test
  void a_key_is_written_and_read() {
    var made = Totp.random(new SecureRandom());
    assertThat(made.base32()).matches("[A-Z2-7]{32}");
    assertThat(Totp.of(made.base32()).base32()).isEqualTo(made.base32());
    assertThat(made.toString()).doesNotContain(made.base32());
    for (var text : new String[] {"", "GEZDGNBV", "not a key!"})
      assertThatThrownBy(() -> Totp.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void apps_read_the_key_from_an_address() {
    assertThat(TOTP.uri("Acme & Co", "ada@acme.example"))
        .isEqualTo(
            "otpauth://totp/Acme%20%26%20Co:ada%40acme.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%26%20Co"
                + "&algorithm=SHA1&digits=6&period=30");
  }

  private static String code(long second, String algorithm, int bytes) {
    var key = DIGITS.repeat(7).substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    return Totp.code(key, second / 30, algorithm, 8);
  }

  private static String six(long step) {
    return Totp.code(KEY, step, "HmacSHA1", 6);
  }
}
