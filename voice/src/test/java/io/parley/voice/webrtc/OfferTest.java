package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.webrtc.WebRtcSettings.OfferLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chromium's offer was recorded here; there is no Firefox on this machine: its offer is written by
/// hand after what it is known to send (what holds for all media is said once, above them).
class OfferTest {
  private static final OfferLimits LIMITS = new OfferLimits(64 << 10, 2_000, 16);

  private static final String HEX = "AB:".repeat(31) + "AB";

  private static final String OFFER =
      """
      v=0
      o=- 1 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE a
      m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8
      a=ice-ufrag:abcd
      a=ice-pwd:abcdefghijklmnopqrstuv
      a=fingerprint:sha-256 %s
      a=setup:actpass
      a=mid:a
      a=sendrecv
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      a=rtpmap:0 PCMU/8000
      """
          .formatted(HEX);

  @ParameterizedTest
  @CsvSource({"chromium, 111", "firefox, 109"})
  void browsers_offers_are_accepted(String browser, int payloadType) throws IOException {
    var offer = Offer.parse(recorded(browser), LIMITS);
    assertThat(offer.codec()).isEqualTo(SoundCodec.OPUS);
    assertThat(offer.payloadType()).isEqualTo(payloadType);
    assertThat(offer.mid()).isEqualTo("0");
    assertThat(offer.isBundled()).isTrue();
    assertThat(offer.fingerprints()).hasSize(1);
    var answer = answer(offer);
    assertThat(answer.lines())
        .contains(
            "a=ice-lite",
            "a=group:BUNDLE 0",
            "m=audio 7882 UDP/TLS/RTP/SAVPF " + payloadType,
            "a=setup:passive",
            "a=sendrecv",
            "a=rtcp-mux",
            "a=rtpmap:" + payloadType + " opus/48000/2",
            "a=candidate:1 1 udp 2130706431 192.0.2.1 7882 typ host",
            "a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 7882 typ host",
            "a=end-of-candidates");
    assertThat(answer).contains("\r\n").doesNotContain("\n\n");
  }

  @Test
  void media_other_than_sound_are_rejected_in_place() {
    var offer =
        Offer.parse(
            OFFER.replace(
                "m=audio",
                """
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                a=mid:v
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                a=mid:d
                m=audio\
                """),
            LIMITS);
    assertThat(answer(offer).lines().filter(line -> line.startsWith("m=")))
        .containsExactly(
            "m=video 0 UDP/TLS/RTP/SAVPF 96",
            "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
            "m=audio 7882 UDP/TLS/RTP/SAVPF 111");
    assertThat(answer(offer).lines()).contains("a=mid:v", "a=mid:d", "a=group:BUNDLE a");
  }

  @ParameterizedTest
  @CsvSource({"PCMU/8000, MU_LAW, 0", "PCMA/8000, A_LAW, 8", "pcma/8000/1, A_LAW, 96"})
  void g711_is_accepted_without_opus(String rtpmap, SoundCodec codec, int type) {
    var offer =
        Offer.parse(
            OFFER
                .replace("SAVPF 111 0 8", "SAVPF 13 " + type)
                .replace("a=rtpmap:111 opus/48000/2", "a=rtpmap:" + type + " " + rtpmap),
            LIMITS);
    assertThat(offer.codec()).isEqualTo(codec);
    assertThat(offer.payloadType()).isEqualTo(type);
  }

  @Test
  void strong_hashes_are_accepted_and_weak_ones_are_not() {
    assertThat(Offer.parse(OFFER.replace("sha-256", "SHA-256"), LIMITS).fingerprints()).hasSize(1);
    var sha512 = "sha-512 " + "cd:".repeat(63) + "cd";
    assertThat(Offer.parse(OFFER.replace("sha-256 " + HEX, sha512), LIMITS).fingerprints())
        .containsExactly(new Fingerprint("sha-512", "CD:".repeat(63) + "CD"));
    refused(OFFER.replace("sha-256", "sha-1"), "fingerprint: none");
    refused(OFFER.replace(HEX, "AB:CD"), "fingerprint: none");
    refused(OFFER.replace(HEX, HEX.replace("AB", "XY")), "fingerprint: none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=0 | v=1 | a first line of v=0",
        "a=rtcp-mux | a=x | RTP and RTCP on one port",
        "a=sendrecv | a=sendonly | direction: sendonly (expected: sendrecv)",
        "a=setup:actpass | a=setup:passive | setup: passive (expected: actpass or active)",
        "a=setup:actpass | a=x | setup: none",
        "a=ice-ufrag:abcd | a=ice-ufrag:abc | ice-ufrag: 3 letters (expected: 4 to 256",
        "a=ice-ufrag:abcd | a=ice-ufrag:ab cd | ice-ufrag",
        "a=ice-pwd:abcdefghijklmnopqrstuv | a=ice-pwd:short | ice-pwd: 5 letters",
        "UDP/TLS/RTP/SAVPF | RTP/AVP | audio over UDP/TLS/RTP/SAVPF",
        "m=audio 9 | m=audio 0 | audio over",
        "m=audio 9 | m=audio -9 | port in line 6: no number (expected: 0 to 65535)",
        "m=audio 9 | m=audio 65536 | port in line 6: 65536",
        "m=audio 9 | m=audio 9/2 | port in line 6",
        "m=audio 9 | m=audio 99999999999 | port in line 6",
        "m=audio 9 | m=video 9 | media: 1 others",
        "SAVPF 111 0 8 | SAVPF 13 | formats: none that is known",
        "SAVPF 111 0 8 | SAVPF opus | format: no number",
        "a=mid:a | a=mid:a b | mid: unreadable",
        "s=- | s | line 3: no type",
      })
  void a_refused_offer_has_a_reason(String is, String becomes, String why) {
    refused(OFFER.replaceFirst(is, becomes), why);
  }

  @Test
  void a_large_offer_is_refused_before_it_is_parsed() {
    refused("v=0\n" + "a=x\n".repeat(2_500_000), "length: 10000004 (expected: at most 65536)");
    var generous = new OfferLimits(1 << 20, 2_000, 16);
    refused("v=0\n" + "a=x\n".repeat(100_000), "lines: more (expected: at most 2000)", generous);
    refused(
        "v=0\n" + "m=audio 9 UDP/TLS/RTP/SAVPF 111\n".repeat(1_999),
        "media: more (expected: at most 16)",
        generous);
    refused(OFFER + "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\n".repeat(2_000), "lines", generous);
    refused(OFFER.replace("SAVPF 111", "SAVPF " + "1 ".repeat(30_000)), "line 6", generous);
    refused(OFFER.replace("a=mid:a", "a=mid:" + "a".repeat(60_000)), "mid", generous);
    refused(OFFER.replace("a=ice-pwd:", "a=ice-pwd:" + "a".repeat(60_000)), "ice-pwd", generous);
  }

  @Test
  void the_limits_are_exact() {
    int lines = (int) OFFER.lines().count();
    int bytes = OFFER.length();
    // the least that a setting may be is more than this offer has
    var exact = new OfferLimits(Math.max(bytes, 1 << 10), Math.max(lines, 16), 1);
    var padded = OFFER + "a=x\n".repeat(Math.max(0, 16 - lines));
    assertThat(Offer.parse(padded, exact).mid()).isEqualTo("a");
    refused(padded + "a=x\n", "lines", exact);
    refused(padded + "m=video 9 RTP/AVP 9\n", "", exact);
    refused(OFFER + "a=" + "x".repeat((1 << 10) - bytes - 1), "length", exact);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void any_offer_is_accepted_or_refused(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(OFFER);
      for (int change = 0; change <= random.nextInt(6); change++)
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      try {
        assertThat(answer(Offer.parse(text.toString(), LIMITS))).startsWith("v=0\r\n");
      } catch (OfferRefused refused) {
        assertThat(refused).hasMessageContaining("expected");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\r\r", "\u0085", "\u2028", "\u000b", "\0"})
  void an_offer_cannot_inject_lines_into_the_answer(String lineEnd) {
    var line = lineEnd + "a=injected:1";
    for (var place :
        List.of("a=mid:a", "a=group:BUNDLE a", "opus/48000/2", "m=audio 9", "SAVPF 111", "actpass"))
      try {
        assertThat(answer(Offer.parse(OFFER.replace(place, place + line), LIMITS)))
            .doesNotContain("injected");
      } catch (OfferRefused refused) {
        assertThat(refused.getMessage()).doesNotContain("injected");
      }
    var video = "m=video 9 RTP/AVP 96" + line + "\na=mid:v" + line + "\nm=audio";
    try {
      assertThat(answer(Offer.parse(OFFER.replace("m=audio", video), LIMITS)))
          .doesNotContain("injected");
    } catch (OfferRefused refused) {
      assertThat(refused.getMessage()).doesNotContain("injected");
    }
  }

  private static void refused(String offer, String why) {
    refused(offer, why, LIMITS);
  }

  private static void refused(String offer, String why, OfferLimits limits) {
    assertThatThrownBy(() -> Offer.parse(offer, limits))
        .isInstanceOf(OfferRefused.class)
        .hasMessageContaining(why)
        .hasMessageContaining("expected")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
  }

  private static String answer(Offer offer) {
    var addresses =
        List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
    return new AnswerText(addresses, 7_882)
        .answer(
            offer,
            new IceCredentials("ufrag", "p".repeat(24)),
            new Fingerprint("sha-256", HEX),
            1,
            true,
            42);
  }

  private static String recorded(String browser) throws IOException {
    try (var file = OfferTest.class.getResourceAsStream("/webrtc/" + browser + "-offer.sdp")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
