package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      line.hear(20);
      assertThat(line.leg().stats().received()).isEqualTo(20);
    }
  }

  @Test
  void somebody_with_another_certificate_gets_no_call() throws Exception {
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
  void a_handshake_from_an_address_that_has_proved_nothing_is_not_looked_at() throws Exception {
    try (var line = new TestLine();
        var stranger = line.another()) {
      // a record of a handshake, as far as its header goes
      var hello = new byte[100];
      hello[0] = 22;
      hello[1] = (byte) 254;
      hello[2] = (byte) 253;
      stranger.send(hello);
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
      assertThat(line.leg().hear(new short[960])).isFalse();
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
      try (var second = line.another();
          var third = line.another()) {
        second.send(browser.newCheck().withoutNomination().to(browser.theirs()));
        assertThat(second.hearsAnything(TestBrowser.PATIENCE_MILLIS)).isTrue();
        third.send(browser.newCheck().withoutNomination().to(browser.theirs()));
        assertThat(third.hearsAnything(TestBrowser.PATIENCE_MILLIS)).isTrue();
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
