package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.codec.Opus;
import io.parley.voice.leg.Leg.Gone;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Packets that mean no good, against a port with a call: there is never an answer to them, and the
/// call goes on.
class WebRtcHostileTest {
  private static final int SILENCE_MILLIS = 200;

  @Test
  void checks_that_prove_nothing_get_no_answer() throws Exception {
    try (var line = new TestLine();
        var stranger = line.another()) {
      var right = line.browser();
      right.take(line.answered().sdp());
      var own = right.theirs();
      stranger.send(right.newCheck().withoutIntegrity().to(own));
      stranger.send(right.newCheck().withoutFingerprint().to(own));
      stranger.send(right.newCheck().to(new IceCredentials(own.ufrag(), "p".repeat(32))));
      stranger.send(right.newCheck().to(new IceCredentials("nobody", own.password())));
      stranger.send(new TestChecks("somebody").to(own));
      var valid = right.checkBytes();
      for (int length = 0; length < valid.length; length++)
        stranger.send(Arrays.copyOf(valid, length));
      line.settle();
      assertThat(stranger.hearsAnything(SILENCE_MILLIS)).isFalse();
      assertThat(right.check()).isTrue();
    }
  }

  @Test
  void ten_thousand_packets_of_anything_get_no_answer_and_stop_nothing() throws Exception {
    var random = new Random(11);
    try (var line = new TestLine().connect();
        var stranger = line.another()) {
      long unknown = line.webRtc().stats().unknown();
      var bytes = new byte[1_500];
      for (int i = 0; i < 10_000; i++) {
        random.nextBytes(bytes);
        // each kind in its turn, so that none of them is left out by chance
        bytes[0] = (byte) new int[] {0, 1, 22, 25, 128, 144, 191, 255}[i % 8];
        var from = i % 2 == 0 ? stranger : line.browser();
        from.send(Arrays.copyOf(bytes, random.nextInt(i % 100 == 0 ? 1_500 : 120)));
        // no more at once than the system's buffer holds: none is lost on the way
        if (i % 50 == 49) line.settle();
      }
      assertThat(stranger.hearsAnything(SILENCE_MILLIS)).isFalse();
      assertThat(line.browser().check()).isTrue();
      assertThat(line.webRtc().stats().unknown()).isGreaterThan(unknown + 4_000);
      assertThat(line.webRtc().stats().errors()).isZero();
      line.hear(20);
      assertThat(line.leg().stats().received()).isEqualTo(20);
    }
  }

  @Test
  void another_certificate_gets_no_call() throws Exception {
    try (var line = new TestLine()) {
      line.browser().take(line.answered().sdp());
      assertThat(line.browser().check()).isTrue();
      assertThatThrownBy(line.browser()::shakeHandsAsSomebodyElse).isInstanceOf(IOException.class);
      assertThat(line.leg().gone().toCompletableFuture())
          .succeedsWithin(Duration.ofMillis(TestBrowser.PATIENCE_MILLIS))
          .isEqualTo(Gone.LOST);
      assertThat(line.leg().isConnected()).isFalse();
    }
  }

  @Test
  void a_handshake_from_an_unverified_address_is_ignored() throws Exception {
    try (var line = new TestLine();
        var stranger = line.another()) {
      stranger.send(hello());
      line.settle();
      assertThat(stranger.hearsAnything(SILENCE_MILLIS)).isFalse();
      assertThat(line.webRtc().stats().unknown()).isEqualTo(1);
    }
  }

  @Test
  void sound_before_there_are_keys_is_dropped() throws Exception {
    try (var line = new TestLine()) {
      line.browser().take(line.answered().sdp());
      assertThat(line.browser().check()).isTrue();
      var packet = new byte[80];
      packet[0] = (byte) 0x80;
      packet[1] = 111;
      line.arrive(packet);
      assertThat(line.leg().hear(new short[Opus.FRAME])).isFalse();
      assertThat(line.leg().stats().received()).isZero();
    }
  }

  @Test
  void sound_that_is_replayed_forged_or_cut_off_is_dropped() throws Exception {
    try (var line = new TestLine().connect()) {
      var browser = line.browser();
      var packet = browser.sealed(new byte[60], 60, 111, 9, 9, 9);
      line.arrive(packet);
      for (int length = 0; length < packet.length; length++)
        line.arrive(Arrays.copyOf(packet, length));
      for (int i = 0; i < 10; i++) line.arrive(packet);
      var next = browser.sealed(new byte[60], 60, 111, 10, 969, 9);
      for (int at = 0; at < next.length; at++) {
        var forged = next.clone();
        forged[at] ^= 0x10;
        line.arrive(forged);
      }
      assertThat(line.leg().stats().received()).isEqualTo(1);
      line.arrive(next);
      assertThat(line.leg().stats().received()).isEqualTo(2);
    }
  }

  @Test
  void a_call_has_no_more_addresses_than_allowed() throws Exception {
    try (var line = new TestLine("addresses-max = 2").connect()) {
      var browser = line.browser();
      var packet = browser.sealed(new byte[60], 60, 111, 9, 9, 9);
      try (var second = line.another().as(browser);
          var third = line.another().as(browser)) {
        var check = browser.newCheck().withoutNomination().to(browser.theirs());
        assertThat(second.check(check, TestBrowser.PATIENCE_MILLIS)).isTrue();
        assertThat(third.check(check, TestBrowser.PATIENCE_MILLIS)).isTrue();
        // the second has given way, the first is in use
        second.send(packet);
        line.settle();
        assertThat(line.leg().stats().received()).isZero();
        line.arrive(packet);
        assertThat(line.leg().stats().received()).isEqualTo(1);
      }
    }
  }

  @Test
  void a_caller_cannot_direct_sound_to_a_stranger() throws Exception {
    try (var line = new TestLine().connect();
        var victim = line.another().mute()) {
      var sine = new Sine(Opus.SAMPLE_RATE, 500);
      int bytes = 0;
      // right name, right password, nominated: all but the sender is true
      for (int millis = 0; millis < 20_000; millis += 50) {
        var check = line.browser().checkBytes();
        bytes += check.length;
        victim.send(check);
        line.passes(Duration.ofMillis(50));
        if (millis % 1_000 == 0) line.leg().play(sine.next(Opus.FRAME));
      }
      line.settle();
      assertThat(line.browser().payload(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      assertThat(victim.hearsAnything(TestBrowser.PATIENCE_MILLIS)).isTrue();
      assertThat(victim.packets()).isLessThanOrEqualTo(Proof.ASKED_MAX + Proof.ANSWERED_MAX);
      assertThat(victim.bytes()).isLessThan(Math.min(bytes, 1_000));
      assertThat(victim.hearsSound()).isFalse();
    }
  }

  @Test
  void a_replayed_check_cannot_redirect_a_call() throws Exception {
    try (var line = new TestLine().connect();
        var thief = line.another()) {
      thief.send(line.browser().checkBytes());
      line.settle();
      line.leg().play(new Sine(Opus.SAMPLE_RATE, 500).next(Opus.FRAME));
      assertThat(line.browser().payload(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      // it is asked, and does not know what to answer
      var question = thief.question(TestBrowser.PATIENCE_MILLIS);
      for (var password : new String[] {"x".repeat(32), line.browser().theirs().password()})
        thief.send(TestChecks.answer(question, password, 0x0101));
      line.settle();
      line.leg().play(new Sine(Opus.SAMPLE_RATE, 500).next(Opus.FRAME));
      assertThat(line.browser().payload(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      assertThat(thief.hearsSound()).isFalse();
    }
  }

  @Test
  void no_handshake_is_sent_to_an_unverified_address() throws Exception {
    try (var line = new TestLine();
        var victim = line.another().mute()) {
      line.browser().take(line.answered().sdp());
      victim.send(line.browser().checkBytes());
      for (int i = 0; i < 100; i++) victim.send(hello());
      line.settle();
      line.passes(Duration.ofSeconds(5));
      assertThat(victim.question(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      assertThat(victim.hearsHandshake()).isFalse();
      // and the browser itself is not kept from its call by it
      line.connect();
      assertThat(victim.hearsHandshake()).isFalse();
    }
  }

  @Test
  void an_unverified_claim_takes_no_address_from_another_call() throws Exception {
    try (var line = new TestLine().connect();
        var robber = line.another()) {
      robber.take(line.webRtc().answer(robber.offer()).sdp());
      // the browser's own address, and the robber's own call
      line.arrive(robber.newCheck().to(robber.theirs()));
      line.hear(10);
      assertThat(line.leg().stats().received()).isEqualTo(10);
      assertThat(line.browser().check()).isTrue();
    }
  }

  @Test
  void a_claimed_address_goes_to_the_call_that_verifies_it() throws Exception {
    try (var line = new TestLine();
        var robber = line.another()) {
      robber.take(line.webRtc().answer(robber.offer()).sdp());
      line.arrive(robber.newCheck().to(robber.theirs()));
      line.connect().hear(10);
      assertThat(line.leg().stats().received()).isEqualTo(10);
    }
  }

  @Test
  void addresses_in_an_offer_or_fragment_get_nothing() throws Exception {
    try (var line = new TestLine();
        var victim = line.another();
        var caller = line.another()) {
      var candidate =
          "a=candidate:1 1 udp 2130706431 127.0.0.1 %d typ host\r\n".formatted(victim.port());
      var leg = line.webRtc().answer(caller.offer() + candidate).leg();
      assertThat(leg.patch(candidate)).isEmpty();
      assertThat(leg.patch(caller.newName() + candidate)).isPresent();
      line.passes(Duration.ofSeconds(5));
      assertThat(victim.hearsAnything(SILENCE_MILLIS)).isFalse();
    }
  }

  @Test
  void a_call_that_answers_no_check_is_lost_in_any_order() throws Exception {
    try (var line = new TestLine("connect-timeout = 10s")) {
      line.browser().mute().take(line.answered().sdp());
      line.browser().send(line.browser().checkBytes());
      assertThat(line.browser().question(TestBrowser.PATIENCE_MILLIS)).isNotEmpty();
      line.passes(Duration.ofSeconds(11));
      assertThat(line.leg().gone().toCompletableFuture())
          .succeedsWithin(Duration.ofMillis(TestBrowser.PATIENCE_MILLIS))
          .isEqualTo(Gone.LOST);
    }
  }

  /// The beginning of a handshake, as far as its header goes.
  private static byte[] hello() {
    var hello = new byte[100];
    hello[0] = 22;
    hello[1] = (byte) 254;
    hello[2] = (byte) 253;
    return hello;
  }

  @Test
  void datagrams_that_are_too_long_are_dropped() throws Exception {
    try (var line = new TestLine("packet-bytes-max = 1200").connect()) {
      long unknown = line.webRtc().stats().unknown();
      line.arrive(line.browser().sealed(new byte[1_172], 1_172, 111, 9, 9, 9));
      assertThat(line.leg().stats().received()).isEqualTo(1);
      line.arrive(line.browser().sealed(new byte[1_173], 1_173, 111, 10, 9, 9));
      assertThat(line.leg().stats().received()).isEqualTo(1);
      assertThat(line.webRtc().stats().unknown()).isEqualTo(unknown + 1);
    }
  }
}
