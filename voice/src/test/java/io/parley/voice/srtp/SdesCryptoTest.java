package io.parley.voice.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdesCryptoTest {
  /// The key of RFC 4568, section 6.1.
  private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
        "1  AES_CM_128_HMAC_SHA1_80 \t inline:" + KEY + " ",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^48",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2097152",
        "1 AES_CM_128_HMAC_SHA1_80 INLINE:" + KEY + " WSH=64",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^21 -FUTURE=1 wsh=128",
      })
  void lines_that_are_understood(String line) {
    var crypto = SdesCrypto.parse(line).orElseThrow();
    assertThat(crypto.tag()).isOne();
    assertThat(crypto.profile()).isEqualTo(SrtpProfile.AES128_CM_HMAC_SHA1_80);
    assertThat(crypto.line()).isEqualTo("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 AES_CM_128_HMAC_SHA1_80",
        "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
        "1000000000 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
        "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
        "1 aes_cm_128_hmac_sha1_80 inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 uri:" + KEY,
        // too short, too long, not base64
        "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
        "1 AEAD_AES_128_GCM inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "AAAA",
        "1 AES_CM_128_HMAC_SHA1_80 inline:!" + KEY,
        // several keys, and a key with an identifier
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4",
        // lifetimes
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^49",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^99999",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1000",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|",
        // weaker protection
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTCP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNAUTHENTICATED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=20",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " FEC_ORDER=FEC_SRTP",
      })
  void lines_that_are_refused(String line) {
    assertThat(SdesCrypto.parse(line)).isEmpty();
  }

  @Test
  void the_first_line_that_is_understood_is_chosen() {
    var chosen =
        SdesCrypto.choose(
            List.of(
                "1 AES_256_CM_HMAC_SHA1_80 inline:" + KEY,
                "2 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31|1:1",
                "3 AES_CM_128_HMAC_SHA1_32 inline:" + KEY,
                "4 AES_CM_128_HMAC_SHA1_80 inline:" + KEY));
    assertThat(chosen.orElseThrow().tag()).isEqualTo(3);
    assertThat(SdesCrypto.choose(List.of())).isEmpty();
  }

  @Test
  void an_answer_names_a_line_of_the_offer() {
    var offered = new ArrayList<SdesCrypto>();
    for (var profile : SrtpProfile.values())
      offered.add(SdesCrypto.offered(offered.size() + 1, profile, random));
    var answer = offered.get(1).answer(random);
    assertThat(SdesCrypto.accepted(offered, answer.line()).orElseThrow().tag()).isEqualTo(2);
    assertThat(SdesCrypto.accepted(offered, answer.line().replaceFirst("2", "3"))).isEmpty();
    assertThat(SdesCrypto.accepted(offered, answer.line().replaceFirst("2", "7"))).isEmpty();
    assertThat(SdesCrypto.accepted(offered, "nonsense")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void both_ends_understand_each_other(SrtpProfile profile) {
    var offer = SdesCrypto.offered(1, profile, random);
    var read = SdesCrypto.choose(List.of(offer.line())).orElseThrow();
    var answer = read.answer(random);
    var back = SdesCrypto.accepted(List.of(offer), answer.line()).orElseThrow();
    var caller = SdesCrypto.srtp(offer, back, 11, 4);
    var callee = SdesCrypto.srtp(answer, read, 22, 4);
    exchange(caller, callee, 11);
    exchange(callee, caller, 22);
  }

  private static void exchange(Srtp from, Srtp to, int ssrc) {
    for (int number = 0; number < 3; number++) {
      var plain = new byte[40];
      plain[0] = (byte) 0x80;
      plain[3] = (byte) number;
      plain[11] = (byte) ssrc;
      var packet = Arrays.copyOf(plain, 64);
      int length = from.seal(packet, plain.length);
      assertThat(Arrays.copyOf(packet, plain.length)).isNotEqualTo(plain);
      assertThat(to.open(packet, length)).isEqualTo(plain.length);
      assertThat(packet).startsWith(plain);
    }
    var plain = new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, (byte) ssrc};
    var report = Arrays.copyOf(plain, 64);
    int length = from.sealControl(report, plain.length);
    assertThat(to.openControl(report, length)).isEqualTo(plain.length);
  }

  @Test
  void a_key_is_not_printed() {
    var crypto = SdesCrypto.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY).orElseThrow();
    assertThat(crypto.toString()).contains("SrtpKey").doesNotContain(KEY);
  }

  @Test
  void any_text_is_tolerated() {
    var alphabet = "1 AES_CM128_HMACSHA80inline:|2^;=-WSH\t" + KEY;
    var chance = new Random(4_568);
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31");
      for (int j = chance.nextInt(4); j >= 0; j--)
        text.setCharAt(
            chance.nextInt(text.length()), alphabet.charAt(chance.nextInt(alphabet.length())));
      SdesCrypto.parse(text.toString())
          .ifPresent(crypto -> assertThat(SdesCrypto.parse(crypto.line())).isPresent());
    }
  }
}
