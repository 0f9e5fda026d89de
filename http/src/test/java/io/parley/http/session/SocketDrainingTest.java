package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Readers of an open reply when its node drains.
class SocketDrainingTest {
  private final EdgeServer server = EdgeServer.start();
  private final SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_draining_node_finishes_an_open_reply_before_closing() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"say\",\"id\":\"a\",\"text\":\"hello\"}");
      socket.next("accepted");
      socket.next("event");
      assertThat(socket.next("event").at("/event/kind").asText()).isEqualTo("turn-started");
      server.readers.drain(EdgeServer.PATIENCE);
      server.sessions.tell(key, new Heard.Delta(1, 1, 0, "Hi"));
      assertThat(socket.next().path("type").asText()).isEqualTo("delta");
      server.sessions.perform(key, completed(1));
      assertThat(socket.next().at("/event/kind").asText()).isEqualTo("reply-completed");
      assertThat(socket.next().path("type").asText()).isEqualTo("draining");
      assertThat(socket.next("closing").path("code").asInt()).isEqualTo(1001);
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void a_reply_opened_before_the_reader_joined_is_finished_too() {
    say();
    try (var socket = server.socket(key, server.token(key), 3)) {
      socket.upTo("caught-up");
      server.readers.drain(EdgeServer.PATIENCE);
      server.sessions.perform(key, completed(1));
      assertThat(socket.next().at("/event/kind").asText()).isEqualTo("reply-completed");
      assertThat(socket.next().path("type").asText()).isEqualTo("draining");
    }
  }

  @Test
  void a_reply_beyond_the_drain_timeout_is_cut_off() {
    say();
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      server.readers.drain(Duration.ofMillis(50));
      assertThat(socket.next().path("type").asText()).isEqualTo("draining");
      assertThat(socket.next("closing").path("code").asInt()).isEqualTo(1001);
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
  }

  private void say() {
    server.sessions.perform(
        key, new SessionCommand.Say("a", Party.CUSTOMER, "hello", Channel.WEB, Instant.now()));
  }

  private static SessionCommand completed(int turn) {
    var usage = new Usage("test", 1, 1, 0, "EUR", false);
    return new SessionCommand.CompleteReply(
        turn, 1, "Hi.", List.of(), 1, 1, usage, false, Instant.now());
  }
}
