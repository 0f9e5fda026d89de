package io.parley.voice.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormat.Keys;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.SdpRefused;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Two ends may give the same sound different numbers, one for each direction (RFC 3264, sections
/// 5.1 and 6.1).
class SoundNumbersTest {
  private static final OwnSound OWN = own(List.of(SoundCodec.OPUS, SoundCodec.MU_LAW));

  private static OwnSound own(List<SoundCodec> codecs) {
    return new OwnSound("192.0.2.1", 30_000, codecs, List.of(), Direction.SENDRECV, 7, 1);
  }

  /// @param formats with the lines of their numbers
  private static String theirs(String formats) {
    return """
    v=0
    o=- 1 1 IN IP4 198.51.100.1
    s=-
    c=IN IP4 198.51.100.2
    t=0 0
    m=audio 4000 RTP/AVP %s\
    """
        .formatted(formats);
  }

  private static final String OPUS =
      theirs(
          """
          96 97 98
          a=rtpmap:96 opus/48000/2
          a=rtpmap:97 telephone-event/48000
          a=rtpmap:98 telephone-event/8000
          """);

  private static RtpFormats agreed(String answer, String offered) {
    return SoundAnswer.parse(answer, OWN, offered, SoundOffer.LIMITS).formats();
  }

  private static RtpFormat opus(int sound, int keys) {
    return new RtpFormat(SoundCodec.OPUS, sound, keys);
  }

  private static RtpFormat opus(int sound, Keys keys) {
    return new RtpFormat(SoundCodec.OPUS, sound, Optional.of(keys), OptionalInt.empty());
  }

  @Test
  void we_send_by_the_numbers_of_an_answer_and_receive_by_those_of_our_offer() {
    assertThat(agreed(OPUS, SoundOffer.text(OWN)))
        .isEqualTo(new RtpFormats(/* received= */ opus(111, 110), /* sent= */ opus(96, 97)));
  }

  @Test
  void keys_come_by_our_number_of_the_clock_that_the_answer_takes() {
    var telephone =
        OPUS.replace("96 97 98", "96 98").replace("a=rtpmap:97 telephone-event/48000\n", "");
    assertThat(agreed(telephone, SoundOffer.text(OWN)))
        .isEqualTo(new RtpFormats(opus(111, new Keys(101, 8_000)), opus(96, new Keys(98, 8_000))));
    var pcmu = theirs("0 99\na=rtpmap:99 telephone-event/8000\n");
    assertThat(agreed(pcmu, SoundOffer.text(OWN)))
        .isEqualTo(
            new RtpFormats(
                new RtpFormat(SoundCodec.MU_LAW, 0, 101), new RtpFormat(SoundCodec.MU_LAW, 0, 99)));
  }

  @Test
  void an_answer_without_keys_leaves_none_in_either_direction() {
    var bare = theirs("96\na=rtpmap:96 opus/48000/2\n");
    assertThat(agreed(bare, SoundOffer.text(OWN)))
        .isEqualTo(
            new RtpFormats(
                new RtpFormat(SoundCodec.OPUS, 111), new RtpFormat(SoundCodec.OPUS, 96)));
  }

  @Test
  void silence_comes_by_the_number_of_our_offer() {
    var now = new RtpFormat(SoundCodec.MU_LAW, 0, Optional.empty(), OptionalInt.of(97));
    var offered = SoundOffer.text(own(List.of(SoundCodec.MU_LAW)), now, false);
    var formats = agreed(theirs("0 13\n"), offered);
    assertThat(formats.received().comfort()).hasValue(97);
    assertThat(formats.sent().comfort()).hasValue(13);
    assertThat(agreed(theirs("0\n"), offered).received().comfort()).isEmpty();
  }

  @Test
  void silence_that_was_not_offered_comes_by_its_static_number_alone() {
    var ours = SoundOffer.text(OWN);
    assertThat(agreed(theirs("0 13\n"), ours).received().comfort()).hasValue(13);
    var dynamic = agreed(theirs("0 99\na=rtpmap:99 CN/8000\n"), ours);
    assertThat(dynamic.sent().comfort()).hasValue(99);
    assertThat(dynamic.received().comfort()).isEmpty();
  }

  @Test
  void our_offers_within_a_call_have_the_numbers_by_which_we_receive() {
    var formats = agreed(OPUS, SoundOffer.text(OWN));
    var again = SoundOffer.text(OWN, formats.received(), false);
    assertThat(again.lines())
        .contains(
            "m=audio 30000 RTP/AVP 111 110",
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:110 telephone-event/48000");
    assertThat(agreed(OPUS, again)).isEqualTo(formats);
  }

  @Test
  void an_offer_is_answered_by_its_numbers() {
    var answered = SoundAnswer.to(SoundOffer.parse(OPUS, SoundOffer.LIMITS), OWN, Optional.empty());
    assertThat(answered.agreed().formats()).isEqualTo(RtpFormats.both(opus(96, 97)));
    assertThat(answered.text()).contains("RTP/AVP 96 97\r\n");
  }

  @Test
  void an_offer_that_changes_nothing_is_answered_by_the_numbers_that_we_have_named() {
    var now = agreed(OPUS, SoundOffer.text(OWN));
    var offer = SoundOffer.parse(OPUS, SoundOffer.LIMITS);
    var answered = SoundAnswer.to(offer, OWN, Optional.of(now));
    assertThat(answered.agreed().formats()).isEqualTo(now);
    assertThat(answered.text()).contains("RTP/AVP 111 110\r\n", "a=rtpmap:111 opus/48000/2\r\n");
    var other = SoundOffer.parse(OPUS.replace("96", "100"), SoundOffer.LIMITS);
    assertThat(SoundAnswer.to(other, OWN, Optional.of(now)).agreed().formats())
        .isEqualTo(RtpFormats.both(opus(100, 97)));
  }

  @Test
  void a_codec_that_was_not_offered_is_no_answer() {
    var pcmu = SoundOffer.text(own(List.of(SoundCodec.MU_LAW)));
    assertThatThrownBy(() -> agreed(OPUS, pcmu)).isInstanceOf(SdpRefused.class);
  }
}
