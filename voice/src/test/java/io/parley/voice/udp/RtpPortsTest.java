package io.parley.voice.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.codec.Opus;
import io.parley.voice.udp.UdpSettings.Delay;
import io.parley.voice.udp.UdpSettings.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtpPortsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void a_pair_is_an_even_port_and_the_next() throws IOException {
    try (var ports = new RtpPorts(settings(0, 0), System::nanoTime)) {
      for (int i = 0; i < 20; i++)
        assertThat(ports.open().orElseThrow().address().getPort() % 2).isZero();
      assertThat(ports.stats().open()).isEqualTo(20);
    }
  }

  @Test
  void a_range_is_used_up_and_freed_again() throws IOException {
    int min = free();
    try (var ports = new RtpPorts(settings(min, min + 3), System::nanoTime)) {
      var one = ports.open().orElseThrow();
      var other = ports.open().orElseThrow();
      assertThat(List.of(one.address().getPort(), other.address().getPort()))
          .containsExactly(min, min + 2);
      assertThat(ports.open()).isEmpty();
      one.close();
      one.close();
      // as soon as the thread has let go of it
      await().untilAsserted(() -> assertThat(ports.open()).isPresent());
      assertThat(ports.stats().open()).isEqualTo(2);
    }
  }

  @Test
  void a_freed_port_is_the_last_to_be_used_again() throws IOException {
    int min = free();
    try (var ports = new RtpPorts(settings(min, min + 5), System::nanoTime)) {
      ports.open().orElseThrow().close();
      assertThat(ports.open().orElseThrow().address().getPort()).isEqualTo(min + 2);
    }
  }

  @Test
  void a_port_in_use_is_passed_over() throws IOException {
    int min = free();
    try (var taken = new DatagramSocket(new InetSocketAddress(HERE, min + 1));
        var ports = new RtpPorts(settings(min, min + 3), System::nanoTime)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(ports.open().orElseThrow().address().getPort()).isEqualTo(min + 2);
      assertThat(ports.open()).isEmpty();
    }
  }

  @Test
  void an_error_of_one_call_does_not_affect_another() throws IOException {
    try (var ports = new RtpPorts(settings(0, 0), System::nanoTime);
        var sender = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
      var bad = ports.open().orElseThrow();
      var good = ports.open().orElseThrow();
      var got = Collections.synchronizedList(new ArrayList<byte[]>());
      bad.listen(
          new RtpPort.Listener() {
            @Override
            public boolean received(byte[] b, int length, InetSocketAddress from, boolean report) {
              throw new IllegalStateException("on purpose");
            }

            @Override
            public void tend() {
              throw new StackOverflowError();
            }
          });
      good.listen(
          new RtpPort.Listener() {
            @Override
            public boolean received(byte[] b, int length, InetSocketAddress from, boolean report) {
              got.add(Arrays.copyOf(b, length));
              return true;
            }

            @Override
            public void tend() {
              // nothing is due
            }
          });
      send(sender, bad, 200);
      send(sender, good, 200);
      // longer than a packet may be
      send(sender, good, 1_501);
      send(sender, good, 1_500);
      await().until(() -> got.size() == 2);
      assertThat(got).extracting(bytes -> bytes.length).containsExactly(200, 1_500);
      assertThat(ports.stats().foreign()).isOne();
      assertThat(ports.stats().errors()).isPositive();
    }
  }

  private static void send(DatagramSocket sender, RtpPort to, int length) throws IOException {
    sender.send(new DatagramPacket(new byte[length], length, to.address()));
  }

  /// The first of six ports that are free, and even.
  private static int free() throws IOException {
    for (int min = 20_000; min < 60_000; min += 6) if (isFree(min)) return min;
    throw new IllegalStateException("no ports are free");
  }

  private static boolean isFree(int min) throws IOException {
    for (int port = min; port < min + 6; port++) {
      try (var socket = new DatagramSocket(new InetSocketAddress(HERE, port))) {
        if (!socket.isBound()) return false;
      } catch (BindException _) {
        return false;
      }
    }
    return true;
  }

  private static UdpSettings settings(int min, int max) {
    return new UdpSettings(
        new Ports(HERE, min, max),
        1_500,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        4,
        new Delay(Duration.ofMillis(20), Duration.ofMillis(400)),
        Opus.JAVA);
  }
}
