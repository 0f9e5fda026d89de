package io.parley.voice.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {
  private static final int SSRC = 0xcafebabe;

  /// RTP of version 2, payload type 15, number 0x1234, timestamp 0xdecafbad, 16 bytes of 0xab.
  private static final String PLAIN = "800f1234decafbadcafebabe" + "ab".repeat(16);

  /// The vectors by which libsrtp validates itself (`srtp_validate`, `srtp_validate_gcm`).
  @ParameterizedTest
  @CsvSource({
    "AES128_CM_HMAC_SHA1_80, e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6,"
        + " 800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
    "AEAD_AES_128_GCM, 000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab,"
        + " 800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06e"
        + "d2976826f796b201df3131a127e8a392"
  })
  void known_packets(SrtpProfile profile, String key, String sealed) {
    var hex = HexFormat.of();
    var own = SrtpKey.of(hex.parseHex(key));
    var packet = Arrays.copyOf(hex.parseHex(PLAIN), 100);
    int length = new Srtp(profile, own, own, SSRC, 4).seal(packet, PLAIN.length() / 2);
    assertThat(hex.formatHex(packet, 0, length)).isEqualTo(sealed);
    assertThat(new Srtp(profile, own, own, 1, 4).open(packet, length))
        .isEqualTo(PLAIN.length() / 2);
    assertThat(hex.formatHex(packet, 0, PLAIN.length() / 2)).isEqualTo(PLAIN);
  }

  /// 4 bytes for sound, the 10 of the long tag and an index of 4 for reports.
  @Test
  void a_short_tag_is_only_for_sound() {
    var profile = SrtpProfile.AES128_CM_HMAC_SHA1_32;
    var key = SrtpKey.of(new byte[30]);
    var srtp = new Srtp(profile, key, key, SSRC, 4);
    var packet = Arrays.copyOf(HexFormat.of().parseHex(PLAIN), 100);
    assertThat(srtp.seal(packet, 28)).isEqualTo(28 + 4);
    var report = Arrays.copyOf(HexFormat.of().parseHex("80c90001cafebabe"), 100);
    assertThat(srtp.sealControl(report, 8)).isEqualTo(8 + 10 + 4);
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void what_is_forged_or_replayed_is_refused(SrtpProfile profile) {
    var key = SrtpKey.of(new byte[SrtpProfile.KEY + profile.saltBytes()]);
    var other = SrtpKey.of(Arrays.copyOf(new byte[] {1}, SrtpProfile.KEY + profile.saltBytes()));
    var sender = new Srtp(profile, other, key, SSRC, 4);
    var receiver = new Srtp(profile, key, other, 1, 4);
    var packet = Arrays.copyOf(HexFormat.of().parseHex(PLAIN), 100);
    int length = sender.seal(packet, 28);
    var forged = packet.clone();
    forged[20]++;
    assertThat(receiver.open(forged, length)).isEqualTo(-1);
    var reflected = packet.clone();
    assertThat(new Srtp(profile, other, key, 1, 4).open(reflected, length)).isEqualTo(-1);
    var again = packet.clone();
    assertThat(receiver.open(packet, length)).isEqualTo(28);
    assertThat(receiver.open(again, length)).isEqualTo(-1);
  }
}
