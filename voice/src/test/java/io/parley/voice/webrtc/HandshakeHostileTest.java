package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.webrtc.TestDtlsClient.Flaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Handshakes that mean no good, and what comes to a connection after a good one: whoever knows the
/// browser's address can send from there.
class HandshakeHostileTest {
  private static final Duration PATIENCE = Duration.ofMillis(TestBrowser.PATIENCE_MILLIS);
  private static final Duration A_WHILE = Duration.ofMillis(300);

  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void a_handshake_without_protection_ends_the_call(Flaw flaw) throws Exception {
    try (var line = new TestLine()) {
      line.browser().take(line.answered().sdp());
      assertThat(line.browser().check()).isTrue();
      assertThatThrownBy(() -> line.browser().shakeHandsWith(flaw)).isInstanceOf(IOException.class);
      assertThat(line.leg().gone().toCompletableFuture())
          .succeedsWithin(PATIENCE)
          .isEqualTo(Gone.LOST);
      assertThat(line.leg().isConnected()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 10", "2, 40", "2, 80", "1, 90"})
  void an_unencrypted_alert_ends_no_call(int level, int description) throws Exception {
    try (var line = new TestLine().connect()) {
      for (int sequence = 0; sequence < 20; sequence++)
        line.arrive(record(ALERT, sequence, new byte[] {(byte) level, (byte) description}));
      goesOn(line);
    }
  }

  @Test
  void a_replayed_handshake_changes_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      for (int i = 0; i < 3; i++) line.browser().said().forEach(line::arrive);
      goesOn(line);
    }
  }

  @Test
  void a_second_handshake_is_ignored() throws Exception {
    try (var line = new TestLine().connect();
        var other = new TestLine().connect()) {
      // as somebody would who wants other keys
      other.browser().said().forEach(line::arrive);
      goesOn(line);
    }
  }

  @Test
  void a_handshake_of_any_bytes_ends_at_most_its_own_call() throws Exception {
    var random = new Random(17);
    try (var line = new TestLine().connect();
        var stranger = line.another()) {
      stranger.take(line.webRtc().answer(stranger.offer()).sdp());
      assertThat(stranger.check()).isTrue();
      for (int i = 0; i < 2_000; i++) {
        var message = new byte[12 + random.nextInt(200)];
        random.nextBytes(message);
        message[0] = (byte) new int[] {1, 11, 14, 15, 16, 20}[i % 6];
        // claims to be 16 MB long, and to begin at any place of it
        if (i % 2 == 0) ByteBuffer.wrap(message).putShort(1, (short) 0xffff).putShort(4, (short) i);
        stranger.send(record(HANDSHAKE, i, message));
        if (i % 50 == 49) line.settle();
      }
      goesOn(line);
      assertThat(line.webRtc().stats().errors()).isZero();
    }
  }

  private static byte[] record(int type, int sequence, byte[] content) {
    return ByteBuffer.allocate(13 + content.length)
        .put((byte) type)
        .putShort((short) 0xfefd)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(sequence)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private static void goesOn(TestLine line) {
    await().during(A_WHILE).atMost(PATIENCE).until(line.leg()::isConnected);
    long before = line.leg().stats().received();
    line.hear(10);
    assertThat(line.leg().stats().received()).isEqualTo(before + 10);
  }
}
