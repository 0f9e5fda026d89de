package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.MessageLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A connection of ours to an end that says nothing, under manual time.
class ConnectionTest {
  private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULTS;

  private ServerSocketChannel silent;
  private SocketChannel channel;
  private Selector selector;
  private Connection connection;

  @BeforeEach
  void open() throws IOException {
    silent = ServerSocketChannel.open();
    silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var address = (InetSocketAddress) silent.getLocalAddress();
    channel = SocketChannel.open(address);
    channel.configureBlocking(false);
    selector = Selector.open();
    connection =
        new Connection(
            channel.register(selector, SelectionKey.OP_READ),
            new PlainPipe(channel, new byte[16]),
            Peer.to(address, Transport.TCP, ""),
            MessageLimits.DEFAULTS,
            0);
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
    channel.close();
    silent.close();
  }

  private static long at(long second) {
    return Duration.ofSeconds(second).toNanos();
  }

  private boolean isDead(long second) {
    return connection.isDead(at(second), LIMITS);
  }

  @Test
  void an_end_that_has_promised_nothing_need_not_answer_pings() throws IOException {
    connection.keepAlive(at(90), LIMITS);
    assertThat(isDead(101)).isFalse();
    assertThat(isDead(601)).as("nothing has come for ten minutes").isTrue();
  }

  @Test
  void an_end_that_has_agreed_to_answer_is_dead_after_ten_seconds() throws IOException {
    connection.keep(Optional.empty());
    connection.keepAlive(at(89), LIMITS);
    assertThat(isDead(100)).as("nothing was asked").isFalse();
    connection.keepAlive(at(100), LIMITS);
    assertThat(isDead(110)).isFalse();
    assertThat(isDead(111)).isTrue();
  }

  @Test
  void an_end_gets_pings_a_little_sooner_than_it_wants_them() throws IOException {
    connection.keep(Optional.of(Duration.ofSeconds(30)));
    connection.keepAlive(at(26), LIMITS);
    assertThat(isDead(80)).isFalse();
    connection.keepAlive(at(27), LIMITS);
    assertThat(isDead(38)).isTrue();
  }

  @Test
  void nobody_has_us_ping_without_a_pause() throws IOException {
    connection.keep(Optional.of(Duration.ZERO));
    connection.keepAlive(at(4), LIMITS);
    assertThat(isDead(60)).isFalse();
    connection.keepAlive(at(5), LIMITS);
    assertThat(isDead(16)).isTrue();
  }
}
