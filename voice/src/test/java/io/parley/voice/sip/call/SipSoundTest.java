package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.Reach;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipSoundTest {
  private static final String CRYPTO =
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40) + "\r\n";

  private final List<LegEvent> events = new ArrayList<>();
  private RtpPorts ports;
  private SipSound sound;

  @BeforeEach
  void open() throws IOException {
    ports = Sounds.ports();
    sound = new SipSound(Sounds.parts(ports, new Counted()), "127.0.0.1", Sounds.HERE, false);
  }

  @AfterEach
  void close() throws IOException {
    sound.close();
    ports.close();
  }

  private SipLeg leg() {
    return sound.leg().orElseThrow();
  }

  private static String offer(String formats, String direction) {
    return Sounds.description(40_000, formats, direction);
  }

  @Test
  void an_offer_is_answered_with_its_first_codec_that_is_ours() {
    var answer = sound.answer(offer("8 0 101", "sendrecv"));
    assertThat(Sounds.line(answer, "m=audio ")).endsWith(" RTP/AVP 8 101");
    assertThat(answer).contains("a=sendrecv").doesNotContain("rtcp-mux");
    assertThat(leg().sampleRate()).isEqualTo(8_000);
    assertThat(ports.stats().open()).isEqualTo(1);
  }

  @Test
  void the_same_again_keeps_its_port_and_raises_its_version() {
    var first = sound.answer(offer("0 101", "sendrecv"));
    var second = sound.answer(offer("0 101", "sendrecv"));
    assertThat(Sounds.port(second)).isEqualTo(Sounds.port(first));
    assertThat(Sounds.line(first, "o=- ").split(" ", -1)[1]).isEqualTo("1");
    assertThat(Sounds.line(second, "o=- ").split(" ", -1)[1]).isEqualTo("2");
  }

  @Test
  void another_codec_gets_another_port_and_the_leg_goes_on_at_its_sample_rate() {
    var first = sound.answer(offer("0 101", "sendrecv"));
    var before = leg();
    var second = sound.answer(offer("9 101", "sendrecv"));
    assertThat(Sounds.port(second)).isNotEqualTo(Sounds.port(first));
    assertThat(leg()).isSameAs(before);
    assertThat(before.sampleRate()).isEqualTo(8_000);
    assertThat(before.rtp().sampleRate()).isEqualTo(16_000);
    assertThat(before.gone().toCompletableFuture()).isNotDone();
    assertThat(ports.stats().open()).isEqualTo(1);
    before.play(new short[160]);
    assertThat(before.hear(new short[160])).isFalse();
  }

  @Test
  void an_end_that_does_not_listen_has_the_call_on_hold() {
    sound.answer(offer("0 101", "sendrecv"));
    leg().listen(events::add);
    assertThat(sound.answer(offer("0 101", "sendonly"))).contains("a=recvonly");
    assertThat(events).containsExactly(new LegEvent.Held(true));
    assertThat(sound.answer(offer("0 101", "inactive"))).contains("a=inactive");
    assertThat(leg().silentFor()).as("nothing is expected").isZero();
    assertThat(sound.answer(offer("0 101", "sendrecv"))).contains("a=sendrecv");
    assertThat(events).containsExactly(new LegEvent.Held(true), new LegEvent.Held(false));
  }

  @Test
  void an_end_that_does_not_listen_is_pressed_no_keys() {
    sound.answer(offer("0 101", "sendrecv"));
    assertThat(leg().press('1', Duration.ofMillis(100))).isTrue();
    sound.answer(offer("0 101", "sendonly"));
    assertThat(leg().press('1', Duration.ofMillis(100))).isFalse();
  }

  @Test
  void an_old_telephone_says_hold_by_an_address_of_nobody() {
    sound.answer(offer("0 101", "sendrecv"));
    leg().listen(events::add);
    sound.answer(offer("0 101", "sendrecv").replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0"));
    assertThat(events).containsExactly(new LegEvent.Held(true));
  }

  @Test
  void over_an_organisations_trunk_no_sound_goes_into_our_own_network() {
    var signalling = InetAddress.ofLiteral("8.8.8.8");
    var outside = new InetSocketAddress("9.9.9.9", 4_000);
    var inside = new InetSocketAddress("10.1.2.3", 4_000);
    var seen = new InetSocketAddress(signalling, 4_000);
    var reach = Optional.of(new Reach(Allowed.NOTHING));
    assertThat(SipSound.targets(outside, signalling, reach)).containsExactly(outside, seen);
    assertThat(SipSound.targets(inside, signalling, reach)).containsExactly(seen);
    assertThat(SipSound.targets(inside, signalling, Optional.empty()))
        .as("an operator's telephone system may be there")
        .containsExactly(inside, seen);
  }

  @Test
  void what_we_do_not_know_is_refused_and_takes_no_port() {
    var other = offer("18", "sendrecv");
    assertThatThrownBy(() -> sound.check(other)).isInstanceOf(SdpRefused.class);
    assertThatThrownBy(() -> sound.answer(other)).isInstanceOf(SdpRefused.class);
    assertThatThrownBy(() -> sound.answer("nonsense")).isInstanceOf(SdpRefused.class);
    assertThat(ports.stats().open()).isZero();
    sound.answer(offer("0 101", "sendrecv"));
    assertThatThrownBy(() -> sound.answer(other)).isInstanceOf(SdpRefused.class);
    assertThat(ports.stats().open()).as("what was agreed before holds").isEqualTo(1);
  }

  @Test
  void encrypted_sound_is_answered_by_the_same_and_by_another_key_on_another_port() {
    var offer = offer("0 101", "sendrecv").replace("RTP/AVP", "RTP/SAVP");
    assertThatThrownBy(() -> sound.answer(offer)).isInstanceOf(SdpRefused.class);
    var first = sound.answer(offer + CRYPTO);
    assertThat(Sounds.line(first, "m=audio ")).contains("RTP/SAVP");
    assertThat(Sounds.line(first, "a=crypto:")).startsWith("1 AES_CM_128_HMAC_SHA1_80 inline:");
    assertThat(Sounds.line(sound.answer(offer + CRYPTO), "a=crypto:"))
        .isEqualTo(Sounds.line(first, "a=crypto:"));
    var other = sound.answer(offer + CRYPTO.replace("AAAA", "BBBB"));
    assertThat(Sounds.port(other)).isNotEqualTo(Sounds.port(first));
  }

  @Test
  void encrypted_sound_stays_encrypted_and_an_offer_without_keys_changes_nothing() {
    var plain = offer("0 101", "sendrecv");
    var encrypted = plain.replace("RTP/AVP", "RTP/SAVP") + CRYPTO;
    var first = sound.answer(encrypted);
    var before = leg().rtp();
    leg().listen(events::add);
    for (var offer : List.of(plain, offer("8 101", "sendrecv"), offer("0 101", "sendonly")))
      assertThatThrownBy(() -> sound.answer(offer))
          .isInstanceOf(SdpRefused.class)
          .hasMessageContaining("expected: RTP/SAVP");
    assertThat(leg().rtp()).isSameAs(before);
    assertThat(events).as("nobody is on hold").isEmpty();
    assertThat(ports.stats().open()).isEqualTo(1);
    assertThat(Sounds.line(sound.answer(encrypted), "a=crypto:"))
        .isEqualTo(Sounds.line(first, "a=crypto:"));
  }

  @Test
  void plain_sound_may_become_encrypted_and_then_stays_so() {
    var plain = offer("0 101", "sendrecv");
    sound.answer(plain);
    var answer = sound.answer(plain.replace("RTP/AVP", "RTP/SAVP") + CRYPTO);
    assertThat(Sounds.line(answer, "m=audio ")).contains(" RTP/SAVP ");
    assertThatThrownBy(() -> sound.answer(plain)).isInstanceOf(SdpRefused.class);
  }

  @Test
  void reports_share_the_port_where_the_offer_says_so() {
    assertThat(sound.answer(offer("0 101", "sendrecv") + "a=rtcp-mux\r\n")).contains("a=rtcp-mux");
  }

  @Test
  void without_an_offer_ours_has_all_codecs_and_the_answer_makes_the_leg() {
    var ours = sound.offer(Direction.SENDRECV);
    assertThat(Sounds.line(ours, "m=audio ")).endsWith(" RTP/AVP 0 8 9 101");
    assertThat(sound.leg()).isEmpty();
    sound.answered(offer("8 101", "sendrecv"));
    var again = sound.offer(Direction.SENDONLY);
    assertThat(Sounds.line(again, "m=audio ")).endsWith(" RTP/AVP 8 101");
    assertThat(Sounds.port(again)).isEqualTo(Sounds.port(ours));
    assertThat(ports.stats().open()).isEqualTo(1);
  }

  @Test
  void an_offer_within_a_call_keeps_numbers_port_and_leg() {
    var theirs = offer("0 97", "sendrecv").replace("a=rtpmap:101 ", "a=rtpmap:97 ");
    var answer = sound.answer(theirs);
    var before = leg().rtp();
    var again = sound.offer(Direction.SENDRECV);
    assertThat(Sounds.line(again, "m=audio ")).endsWith(" RTP/AVP 0 97");
    assertThat(again)
        .contains("a=rtpmap:97 telephone-event/8000")
        .doesNotContain("a=rtpmap:101 ", "a=rtcp-mux");
    assertThat(Sounds.port(again)).isEqualTo(Sounds.port(answer));
    sound.answered(theirs);
    assertThat(leg().rtp()).isSameAs(before);
  }

  @Test
  void an_answer_may_have_numbers_of_its_own_and_a_call_keeps_both() {
    var ours = sound.offer(Direction.SENDRECV);
    var theirs = offer("0 97", "sendrecv").replace("a=rtpmap:101 ", "a=rtpmap:97 ");
    sound.answered(theirs);
    var before = leg().rtp();
    var again = sound.answer(theirs);
    assertThat(Sounds.line(again, "m=audio ")).endsWith(" RTP/AVP 0 101");
    assertThat(Sounds.port(again)).isEqualTo(Sounds.port(ours));
    assertThat(leg().rtp()).as("nothing has changed").isSameAs(before);
    var other = theirs.replace("97", "98");
    assertThat(Sounds.line(sound.answer(other), "m=audio ")).endsWith(" RTP/AVP 0 98");
    assertThat(leg().rtp()).as("its keys come by another number").isNotSameAs(before);
  }

  @Test
  void an_answer_within_a_call_changes_the_numbers_that_are_sent_alone() {
    sound.answer(offer("0 101", "sendrecv"));
    var before = leg().rtp();
    sound.offer(Direction.SENDRECV);
    sound.answered(offer("0", "sendrecv"));
    assertThat(leg().rtp()).isSameAs(before);
    assertThat(leg().press('1', Duration.ofMillis(100))).as("as a tone").isTrue();
    assertThat(Sounds.line(sound.offer(Direction.SENDRECV), "m=audio ")).endsWith(" RTP/AVP 0 101");
  }

  @Test
  void an_offer_before_the_call_is_answered_counts_once_that_end_answers() {
    var ours = sound.offer(Direction.SENDRECV);
    var first = offer("0 97", "sendrecv").replace("a=rtpmap:101 ", "a=rtpmap:97 ");
    var same = sound.early(first, first.replace("40000", "40002"));
    assertThat(Sounds.line(same, "m=audio ")).endsWith(" RTP/AVP 0 101");
    assertThat(Sounds.port(same)).isEqualTo(Sounds.port(ours));
    var second = offer("8", "sendrecv");
    var other = sound.early(first.replace("40000", "40002"), second);
    assertThat(Sounds.line(other, "m=audio ")).endsWith(" RTP/AVP 8");
    assertThat(sound.leg()).isEmpty();
    assertThat(ports.stats().open()).isEqualTo(1);
    sound.answered(second);
    assertThat(leg().sampleRate()).isEqualTo(8_000);
    assertThat(Sounds.line(sound.offer(Direction.SENDRECV), "m=audio ")).endsWith(" RTP/AVP 8");
  }

  @Test
  void another_end_may_answer_than_the_one_that_made_an_offer_before() {
    sound.offer(Direction.SENDRECV);
    sound.early(offer("0 101", "sendrecv"), offer("8 101", "sendrecv"));
    sound.answered(offer("9 101", "sendrecv"));
    assertThat(leg().sampleRate()).isEqualTo(16_000);
  }

  @Test
  void an_offer_before_the_answer_that_has_nothing_for_us_changes_nothing() {
    sound.offer(Direction.SENDRECV);
    var before = offer("0 101", "sendrecv");
    assertThatThrownBy(() -> sound.early(before, offer("18", "sendrecv")))
        .isInstanceOf(SdpRefused.class);
    assertThatThrownBy(() -> sound.early(offer("18", "sendrecv"), before))
        .isInstanceOf(SdpRefused.class);
    sound.answered(before);
    assertThat(leg().sampleRate()).isEqualTo(8_000);
    assertThatThrownBy(() -> sound.early(before, before)).isInstanceOf(SdpRefused.class);
  }

  @Test
  void an_encrypted_offer_before_the_answer_gets_a_key_for_it() {
    try (var ours = encrypting()) {
      var first = sound.answer(ours.offer(Direction.SENDRECV));
      var crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40);
      var next = first.replaceAll("a=crypto:[^\\r]*", crypto);
      assertThat(Sounds.line(ours.early(first, next), "a=crypto:"))
          .startsWith("1 AES_CM_128_HMAC_SHA1_80 inline:");
      ours.answered(next);
      assertThat(ours.leg()).isPresent();
    }
  }

  @Test
  void encrypted_sound_stays_encrypted_before_the_call_is_answered_too() {
    try (var ours = encrypting()) {
      var first = sound.answer(ours.offer(Direction.SENDRECV));
      assertThatThrownBy(() -> ours.early(first, offer("0 101", "sendrecv")))
          .isInstanceOf(SdpRefused.class)
          .hasMessageContaining("expected: RTP/SAVP");
      ours.answered(first);
      assertThat(ours.leg()).isPresent();
    }
  }

  @Test
  void an_offer_of_encrypted_sound_takes_the_line_of_the_answer() {
    try (var ours = encrypting()) {
      var offer = ours.offer(Direction.SENDRECV);
      assertThat(Sounds.line(offer, "m=audio ")).contains(" RTP/SAVP ");
      assertThat(offer).contains("a=crypto:1 AEAD_AES_128_GCM inline:");
      var answer = sound.answer(withoutFirstLine(offer));
      assertThat(Sounds.line(answer, "a=crypto:")).startsWith("2 AES_CM_128_HMAC_SHA1_80 inline:");
      ours.answered(answer);
      assertThat(ours.leg()).isPresent();
      assertThat(ours.offer(Direction.SENDONLY))
          .contains("a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:")
          .doesNotContain("GCM");
    }
  }

  @Test
  void an_answer_with_other_lines_or_none_is_refused() {
    try (var ours = encrypting()) {
      var answer = sound.answer(ours.offer(Direction.SENDRECV));
      assertThatThrownBy(() -> ours.answered(answer.replace("a=crypto:1", "a=crypto:3")))
          .isInstanceOf(SdpRefused.class);
      assertThatThrownBy(() -> ours.answered(offer("0 101", "sendrecv")))
          .isInstanceOf(SdpRefused.class);
      assertThat(ours.leg()).isEmpty();
    }
  }

  private SipSound encrypting() {
    return new SipSound(Sounds.parts(ports, new Counted()), "127.0.0.1", Sounds.HERE, true);
  }

  private static String withoutFirstLine(String offer) {
    return offer.replaceAll("a=crypto:1 [^\\r]*\\r\\n", "");
  }

  @Test
  void the_last_port_of_all_has_no_next_one_for_reports() {
    sound.answer(Sounds.description(65_535, "0 101", "sendrecv"));
    assertThat(sound.leg()).isPresent();
  }

  @Test
  void an_offer_that_is_never_answered_frees_its_port() {
    sound.offer(Direction.SENDRECV);
    assertThat(ports.stats().open()).isEqualTo(1);
    sound.offer(Direction.SENDRECV);
    assertThat(ports.stats().open()).isEqualTo(1);
    sound.close();
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void the_leg_is_ready_when_the_answer_is_acknowledged_and_over_when_it_is_closed() {
    sound.answer(offer("0 101", "sendrecv"));
    assertThat(leg().ready().toCompletableFuture()).isNotDone();
    leg().confirmed();
    assertThat(leg().ready().toCompletableFuture()).isDone();
    leg().hungUp();
    assertThat(leg().gone().toCompletableFuture().join()).isEqualTo(Leg.Gone.HUNG_UP);
    assertThat(ports.stats().open()).isZero();
  }
}
