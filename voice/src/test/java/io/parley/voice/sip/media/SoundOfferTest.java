package io.parley.voice.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.SdpRefused;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundOfferTest {
  private static final OwnSound OWN =
      new OwnSound(
          "192.0.2.1",
          30_000,
          List.of(SoundCodec.OPUS, SoundCodec.A_LAW, SoundCodec.MU_LAW),
          List.of(),
          Direction.SENDRECV,
          7,
          1);

  /// As telephones send it.
  private static final String OFFER =
      """
      v=0
      o=- 1 1 IN IP4 198.51.100.1
      s=-
      c=IN IP4 198.51.100.2
      t=0 0
      m=audio 4000 RTP/AVP 9 8 0 101
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:20
      m=video 4002 RTP/AVP 31
      """;

  private static final Optional<RtpFormats> NOTHING = Optional.empty();

  /// To our first offer.
  private static SoundAnswer answer(String text, OwnSound own) {
    return SoundAnswer.parse(text, own, SoundOffer.text(own), SoundOffer.LIMITS);
  }

  private static SoundOffer offer(String text) {
    return SoundOffer.parse(text, SoundOffer.LIMITS);
  }

  @Test
  void a_telephones_offer_is_understood() {
    var offer = offer(OFFER);
    assertThat(offer.to()).isEqualTo(new InetSocketAddress("198.51.100.2", 4_000));
    assertThat(offer.formats())
        .containsExactly(
            new RtpFormat(SoundCodec.G722, 9, 101),
            new RtpFormat(SoundCodec.A_LAW, 8, 101),
            new RtpFormat(SoundCodec.MU_LAW, 0, 101));
    assertThat(offer.direction()).isEqualTo(Direction.SENDRECV);
  }

  @Test
  void the_answer_takes_its_first_format_of_ours_and_rejects_other_streams_in_their_places() {
    var answered = SoundAnswer.to(offer(OFFER), OWN, NOTHING);
    assertThat(answered.agreed().formats())
        .isEqualTo(RtpFormats.both(new RtpFormat(SoundCodec.A_LAW, 8, 101)));
    assertThat(answered.text().lines())
        .containsExactly(
            "v=0",
            "o=- 7 1 IN IP4 192.0.2.1",
            "s=-",
            "c=IN IP4 192.0.2.1",
            "t=0 0",
            "m=audio 30000 RTP/AVP 8 101",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:101 0-15",
            "a=ptime:20",
            "a=sendrecv",
            "m=video 0 RTP/AVP 31");
  }

  @Test
  void reports_share_the_port_of_sound_in_answers_to_offers_that_say_so() {
    assertThat(offer(OFFER).sharesPort()).isFalse();
    var sharing = offer(OFFER.replaceFirst("(m=audio[^\r\n]*\r?\n)", "$1a=rtcp-mux\r\n"));
    assertThat(sharing.sharesPort()).isTrue();
    var answered = SoundAnswer.to(sharing, OWN, NOTHING);
    assertThat(answered.text()).contains("a=rtcp-mux");
    assertThat(answered.agreed().sharesPort()).isTrue();
    assertThat(SoundOffer.text(OWN)).contains("a=rtcp-mux");
  }

  @Test
  void our_offer_has_every_codec_and_keys_of_its_clock() {
    assertThat(SoundOffer.text(OWN).lines())
        .contains(
            "m=audio 30000 RTP/AVP 111 8 0 110 101",
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:110 telephone-event/48000",
            "a=rtpmap:101 telephone-event/8000")
        .doesNotHaveDuplicates();
  }

  @Test
  void keys_beside_opus_have_its_clock_where_both_are_offered_and_otherwise_8_khz() {
    var opus =
        OFFER.replace(
            "9 8 0 101\n",
            "96 100 101\na=rtpmap:96 opus/48000/2\na=rtpmap:100 telephone-event/48000\n");
    assertThat(offer(opus).formats())
        .containsExactly(new RtpFormat(SoundCodec.OPUS, 96, /* keys= */ 100));
    var telephone = OFFER.replace("9 8 0 101\n", "96 101\na=rtpmap:96 opus/48000/2\n");
    var answered = SoundAnswer.to(offer(telephone), OWN, NOTHING);
    assertThat(answered.agreed().formats().received().keys())
        .contains(new RtpFormat.Keys(101, 8_000));
    assertThat(answered.text().lines())
        .contains(
            "m=audio 30000 RTP/AVP 96 101",
            "a=rtpmap:96 opus/48000/2",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:101 0-15");
    var other = telephone.replace("telephone-event/8000", "telephone-event/16000");
    assertThat(offer(other).formats()).containsExactly(new RtpFormat(SoundCodec.OPUS, 96));
  }

  @Test
  void our_offer_of_opus_alone_has_keys_of_8_khz_too_which_an_answer_may_take() {
    var own =
        new OwnSound("192.0.2.1", 1, List.of(SoundCodec.OPUS), List.of(), Direction.SENDRECV, 1, 1);
    assertThat(SoundOffer.text(own)).contains("m=audio 1 RTP/AVP 111 110 101\r\n");
    var answer = OFFER.replace("9 8 0 101\n", "111 101\na=rtpmap:111 opus/48000/2\n");
    assertThat(answer(answer, own).formats().received().keys())
        .contains(new RtpFormat.Keys(101, 8_000));
  }

  @Test
  void silence_is_agreed_on_where_it_is_offered_beside_a_codec_of_8_khz() {
    var answered =
        SoundAnswer.to(offer(OFFER.replace("9 8 0 101\n", "8 0 13 101\n")), OWN, NOTHING);
    assertThat(answered.agreed().formats().received())
        .isEqualTo(
            new RtpFormat(
                SoundCodec.A_LAW,
                8,
                Optional.of(new RtpFormat.Keys(101, 8_000)),
                OptionalInt.of(RtpFormat.COMFORT)));
    assertThat(answered.text().lines())
        .contains(
            "m=audio 30000 RTP/AVP 8 13 101",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:13 CN/8000",
            "a=rtpmap:101 telephone-event/8000");
    var named = offer(OFFER.replace("9 8 0 101\n", "0 97\na=rtpmap:97 cn/8000\n"));
    assertThat(named.formats().getFirst().comfort()).hasValue(97);
    assertThat(SoundAnswer.to(named, OWN, NOTHING).text()).contains("RTP/AVP 0 97\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "96 13\na=rtpmap:96 opus/48000/2\n",
        "8 13\na=rtpmap:13 other/8000\n",
        "8 97\na=rtpmap:97 CN/16000\n",
        "8 0\n"
      })
  void silence_goes_with_nothing_else(String formats) {
    var answered = SoundAnswer.to(offer(OFFER.replace("9 8 0 101\n", formats)), OWN, NOTHING);
    assertThat(answered.agreed().formats().received().comfort()).isEmpty();
    assertThat(answered.text()).doesNotContain("CN/");
  }

  @Test
  void our_offers_have_no_silence() {
    assertThat(SoundOffer.text(OWN)).doesNotContain("CN/");
  }

  private static SoundAnswer agreed(String formats) {
    var keys = "9 8 0 101\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n";
    return SoundAnswer.to(offer(OFFER.replace(keys, formats)), OWN, NOTHING).agreed();
  }

  private static String again(SoundAnswer agreed) {
    return SoundOffer.text(OWN, agreed.formats().received(), agreed.sharesPort());
  }

  @Test
  void our_offers_within_a_call_have_the_numbers_that_the_other_end_has_given() {
    // 111 and 101, of our first offers, mean something else there
    var opus =
        agreed(
            """
            101 111 96
            a=rtpmap:101 opus/48000/2
            a=rtpmap:111 telephone-event/48000
            a=rtpmap:96 telephone-event/8000
            """);
    assertThat(again(opus).lines())
        .contains(
            "m=audio 30000 RTP/AVP 101 111",
            "a=rtpmap:101 opus/48000/2",
            "a=rtpmap:111 telephone-event/48000",
            "a=fmtp:101 useinbandfec=1",
            "a=fmtp:111 0-15")
        .doesNotContain("a=rtcp-mux");
    assertThat(again(agreed("8 97\na=rtpmap:97 telephone-event/8000\n")).lines())
        .contains("m=audio 30000 RTP/AVP 8 97", "a=rtpmap:97 telephone-event/8000");
  }

  @Test
  void our_offers_within_a_call_have_nothing_that_was_not_agreed_on() {
    assertThat(again(agreed("8\n"))).contains("RTP/AVP 8\r\n");
    assertThat(again(agreed("8 13\n"))).contains("RTP/AVP 8 13\r\n", "a=rtpmap:13 CN/8000\r\n");
    var answer = OFFER.replace("9 8 0 101\n", "111 101\na=rtpmap:111 opus/48000/2\n");
    assertThat(again(answer(answer, OWN))).contains("RTP/AVP 111 101\r\n");
  }

  @Test
  void an_offer_within_a_call_leaves_the_other_ends_format_as_it_was() {
    var theirs = agreed("96 100\na=rtpmap:96 opus/48000/2\na=rtpmap:100 telephone-event/48000\n");
    var read = offer(again(theirs));
    assertThat(read.formats()).containsExactly(theirs.formats().sent());
  }

  @Test
  void two_ends_of_ours_agree() {
    var answered = SoundAnswer.to(offer(SoundOffer.text(OWN)), OWN, NOTHING);
    var agreed = answer(answered.text(), OWN);
    assertThat(agreed.formats())
        .isEqualTo(RtpFormats.both(new RtpFormat(SoundCodec.OPUS, 111, 110)));
    assertThat(agreed.formats()).isEqualTo(answered.agreed().formats());
    assertThat(agreed.direction()).isEqualTo(Direction.SENDRECV);
    assertThat(agreed.to()).isEqualTo(new InetSocketAddress("192.0.2.1", 30_000));
  }

  @ParameterizedTest
  @CsvSource({
    "SENDRECV, SENDRECV, SENDRECV",
    "SENDONLY, SENDRECV, RECVONLY",
    "RECVONLY, SENDRECV, SENDONLY",
    "INACTIVE, SENDRECV, INACTIVE",
    "SENDRECV, SENDONLY, SENDONLY",
    "SENDONLY, SENDONLY, INACTIVE"
  })
  void a_direction_is_answered_by_its_mirror(Direction theirs, Direction wanted, Direction ours) {
    assertThat(theirs.answered(wanted)).isEqualTo(ours);
    var held = OFFER.replace("a=ptime:20", "a=" + theirs.attribute());
    assertThat(offer(held).direction()).isEqualTo(theirs);
  }

  @Test
  void hold_may_be_said_for_all_streams_or_by_an_unspecified_address() {
    assertThat(offer(OFFER.replace("t=0 0\n", "t=0 0\na=inactive\n")).direction())
        .isEqualTo(Direction.INACTIVE);
    assertThat(offer(OFFER.replace("198.51.100.2", "0.0.0.0")).direction())
        .isEqualTo(Direction.SENDONLY);
  }

  @Test
  void a_streams_own_address_counts_and_may_be_ipv6() {
    var own = OFFER.replace("RTP/AVP 9 8 0 101\n", "RTP/AVP 8\nc=IN IP6 2001:db8::2\n");
    assertThat(offer(own).to()).isEqualTo(new InetSocketAddress("2001:db8::2", 4_000));
  }

  @Test
  void keys_of_srtp_are_kept_as_they_are_and_never_mixed_with_rtp() {
    var line =
        "1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32";
    var secure = OFFER.replace("RTP/AVP 9", "RTP/SAVP 9").replace("a=ptime:20", "a=crypto:" + line);
    assertThat(offer(secure).crypto()).containsExactly(line);
    assertThatThrownBy(() -> SoundAnswer.to(offer(secure), OWN, NOTHING))
        .isInstanceOf(SdpRefused.class);
    var own = new OwnSound("192.0.2.1", 1, OWN.codecs(), List.of(line), Direction.SENDRECV, 1, 1);
    assertThat(SoundAnswer.to(offer(secure), own, NOTHING).text())
        .contains("m=audio 1 RTP/SAVP 8 101", "a=crypto:" + line);
    assertThatThrownBy(() -> SoundAnswer.to(offer(OFFER), own, NOTHING))
        .isInstanceOf(SdpRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IN IP4 media.example.com",
        "IN IP4 224.0.0.1",
        "IN IP4 999.0.0.1",
        "IN IP4 1",
        "IN IP6 fe80::1%eth0",
        "IN IP6 192.0.2.1",
        "IN IP4 192.0.2.1/127",
        "NO IP4 192.0.2.1",
        ""
      })
  void an_address_that_is_none_of_a_single_host_is_refused_and_never_looked_up(String connection) {
    assertThatThrownBy(() -> offer(OFFER.replace("IN IP4 198.51.100.2", connection)))
        .isInstanceOf(SdpRefused.class)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("example");
  }

  @Test
  void what_has_no_sound_that_we_know_is_refused() {
    for (var text :
        List.of(
            OFFER.replace("9 8 0 101", "18"),
            OFFER.replace("audio 4000", "audio 0"),
            OFFER.replace("RTP/AVP 9", "RTP/SAVPF 9"),
            OFFER.replace("RTP/AVP 9", "RTP/SAVP 9"),
            OFFER.replace("m=audio", "m=image"),
            "hello")) assertThatThrownBy(() -> offer(text)).isInstanceOf(SdpRefused.class);
    var noOpus =
        new OwnSound("::1", 1, List.of(SoundCodec.OPUS), List.of(), Direction.SENDRECV, 1, 1);
    assertThatThrownBy(() -> SoundAnswer.to(offer(OFFER), noOpus, NOTHING))
        .isInstanceOf(SdpRefused.class);
  }
}
