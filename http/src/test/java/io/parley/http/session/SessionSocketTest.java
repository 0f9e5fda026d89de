package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.limit.RateLimit;
import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.SessionUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frames of clients on a WebSocket, and the server's answers.
class SessionSocketTest {
  private EdgeServer server;
  private SessionKey key;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = server.startSession();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void missed_events_come_before_live_ones() {
    try (var socket = server.socket(key, server.token(key))) {
      assertThat(kinds(socket.upTo("caught-up"))).containsExactly("session-started");
      assertThat(socket.subprotocol()).isEqualTo("parley.v1");
      socket.send(say("a", "hello"));
      var live = socket.upTo("accepted");
      assertThat(live.getLast().toString())
          .isEqualTo("{\"type\":\"accepted\",\"id\":\"a\",\"seq\":2}");
    }
  }

  @Test
  void a_reconnecting_reader_gets_only_missed_events() {
    server.sessions.perform(key, said("a", "one"));
    try (var socket = server.socket(key, server.token(key), 2)) {
      var frames = socket.upTo("caught-up");
      assertThat(kinds(frames)).containsExactly("turn-started");
      assertThat(frames.getFirst().path("seq").asLong()).isEqualTo(3);
      assertThat(frames.getLast().path("seq").asLong()).isEqualTo(3);
    }
  }

  @Test
  void every_reader_hears_the_same_events_under_the_same_numbers() {
    try (var one = server.socket(key, server.token(key));
        var two = server.socket(key, EdgeServer.AGENT)) {
      one.upTo("caught-up");
      two.upTo("caught-up");
      one.send(say("a", "hello"));
      assertThat(two.next("event").path("event").path("text").asText()).isEqualTo("hello");
      assertThat(two.next("event").path("seq").asLong()).isEqualTo(3);
    }
  }

  @Test
  void answers_come_in_the_order_of_commands() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      for (int i = 0; i < 8; i++) socket.send(say("m" + i, "number " + i));
      for (int i = 0; i < 8; i++)
        assertThat(socket.next("accepted").path("id").asText()).isEqualTo("m" + i);
    }
  }

  @Test
  void deltas_and_typing_reach_the_reader_unchanged() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      server.sessions.tell(key, new Heard.Typing(Party.BOT));
      assertThat(socket.next().toString()).isEqualTo("{\"type\":\"typing\",\"by\":\"bot\"}");
      server.sessions.tell(key, new Heard.Delta(1, 2, 3, "näh 👟"));
      assertThat(socket.next().toString())
          .isEqualTo(
              "{\"type\":\"delta\",\"turn\":1,\"attempt\":2,\"from\":3,\"text\":\"näh 👟\"}");
    }
  }

  @Test
  void call_states_reach_the_reader() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      server.sessions.tell(
          key,
          new Heard.Call(
              new CallShown("c-1", Phase.LISTENING, "where is", true, Optional.empty())));
      assertThat(socket.next().toString())
          .isEqualTo(
              "{\"type\":\"call\",\"call\":\"c-1\",\"phase\":\"listening\","
                  + "\"words\":\"where is\",\"voice\":true}");
      server.sessions.tell(
          key,
          new Heard.Call(
              new CallShown(
                  "c-1", Phase.SPEAKING, "", true, Optional.empty(), Optional.of("kokoro"), true)));
      assertThat(socket.next().toString())
          .isEqualTo(
              "{\"type\":\"call\",\"call\":\"c-1\",\"phase\":\"speaking\",\"words\":\"\","
                  + "\"voice\":true,\"speaker\":\"kokoro\",\"interrupted\":true}");
      server.sessions.tell(
          key,
          new Heard.Call(
              new CallShown("c-1", Phase.LISTENING, "", true, Optional.empty())
                  .with(false, Optional.empty(), Optional.empty(), true)));
      assertThat(socket.next().toString())
          .isEqualTo(
              "{\"type\":\"call\",\"call\":\"c-1\",\"phase\":\"listening\",\"words\":\"\","
                  + "\"voice\":true,\"line\":\"bad\"}");
      server.sessions.tell(
          key,
          new Heard.Call(new CallShown("c-1", Phase.ENDED, "", false, Optional.of("gave-up"))));
      assertThat(socket.next().toString())
          .isEqualTo(
              "{\"type\":\"call\",\"call\":\"c-1\",\"phase\":\"ended\",\"words\":\"\","
                  + "\"voice\":false,\"reason\":\"gave-up\"}");
    }
  }

  @Test
  void typing_is_shown_to_other_readers_only() {
    try (var customer = server.socket(key, server.token(key));
        var agent = server.socket(key, EdgeServer.AGENT)) {
      customer.upTo("caught-up");
      agent.upTo("caught-up");
      customer.send("{\"type\":\"typing\"}");
      assertThat(agent.next().path("by").asText()).isEqualTo("customer");
      customer.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(customer.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void a_ping_is_answered_with_its_payload() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"ping\",\"at\":1767268800000}");
      assertThat(socket.next().toString()).isEqualTo("{\"type\":\"pong\",\"at\":1767268800000}");
      socket.send("{\"type\":\"ping\"}");
      assertThat(socket.next().toString()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  @Test
  void invalid_frames_are_refused_by_name_and_the_socket_stays_open() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"say\",\"id\":\"a\"}");
      var rejected = socket.next();
      assertThat(rejected.path("id").asText()).isEqualTo("a");
      assertThat(rejected.path("problem").path("type").asText())
          .isEqualTo("/problems/invalid-request");
      assertThat(rejected.path("problem").path("detail").asText())
          .isEqualTo("text is missing (expected: a string)");
      assertThat(rejected.path("problem").path("requestId").asText()).isNotEmpty();
      socket.send(say("b", "hello"));
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("b");
    }
  }

  @Test
  void a_text_at_the_limit_is_accepted_and_one_above_it_is_not() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "👟".repeat(8_000)));
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("a");
      socket.send(say("b", "x".repeat(8_001)));
      var problem = socket.next("rejected").path("problem");
      assertThat(problem.path("status").asInt()).isEqualTo(413);
      assertThat(problem.path("detail").asText())
          .isEqualTo("text has 8001 characters (expected: ≤ 8000)");
    }
  }

  @Test
  void a_text_at_the_limit_is_accepted_with_any_json_escapes() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "\\uD83D\\uDC5F".repeat(8_000)));
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("a");
      socket.send(say("b", "\\uD83D\\uDC5F".repeat(8_001)));
      assertThat(socket.next("rejected").path("problem").path("detail").asText())
          .isEqualTo("text has 8001 characters (expected: ≤ 8000)");
    }
  }

  @Test
  void the_same_id_with_another_text_is_refused() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      var first = socket.next("accepted");
      socket.send(say("a", "hello"));
      assertThat(socket.next("accepted")).isEqualTo(first);
      socket.send(say("a", "bye"));
      var problem = socket.next("rejected").path("problem");
      assertThat(problem.path("type").asText()).isEqualTo("/problems/id-reused");
      assertThat(problem.path("status").asInt()).isEqualTo(409);
    }
  }

  @Test
  void a_limit_has_retry_after() {
    server.sessions.answerWith(
        new Answer.Limited(
            new RateLimit.Refused("turns", 10, Duration.ofMinutes(1), Duration.ofMillis(6_100))));
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      var problem = socket.next("rejected").path("problem");
      assertThat(problem.path("status").asInt()).isEqualTo(429);
      assertThat(problem.path("retryAfterSeconds").asInt()).isEqualTo(7);
    }
  }

  @Test
  void a_silent_session_is_reported_unavailable_and_the_socket_stays_open() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      server.sessions.failWith(new SessionUnavailable("no answer in time", null));
      socket.send(say("a", "hello"));
      assertThat(socket.next("rejected").path("problem").path("type").asText())
          .isEqualTo("/problems/unavailable");
      socket.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(socket.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void an_agent_sees_events_hidden_from_customers() {
    server.sessions.perform(key, said("a", "where is my order?"));
    server.sessions.perform(
        key,
        new SessionCommand.RequestToolCalls(
            1, 1, List.of(wanted(false)), Instant.parse("2026-01-01T12:00:00Z")));
    try (var customer = server.socket(key, server.token(key));
        var agent = server.socket(key, EdgeServer.AGENT)) {
      var shown = event(customer.upTo("caught-up"), "tool-call-requested");
      assertThat(shown.path("event").has("arguments")).isFalse();
      assertThat(shown.path("at").asText()).isEqualTo("2026-01-01T12:00:00.000Z");
      assertThat(
              event(agent.upTo("caught-up"), "tool-call-requested").path("event").path("arguments"))
          .hasToString("{\"order\":\"1042\"}");
    }
  }

  @Test
  void an_agent_receives_and_decides_an_approval_request() {
    server.sessions.perform(key, said("a", "send it back"));
    server.sessions.perform(
        key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted(true)), Instant.now()));
    try (var customer = server.socket(key, server.token(key));
        var agent = server.socket(key, EdgeServer.AGENT)) {
      customer.upTo("caught-up");
      var call =
          event(agent.upTo("caught-up"), "approval-requested").path("event").path("call").asText();
      var decide =
          "{\"type\":\"decide\",\"id\":\"d\",\"call\":\"%s\",\"decision\":\"approve\",\"note\":\"fine\"}"
              .formatted(call);

      customer.send(decide);
      assertThat(customer.next("rejected").path("problem").path("type").asText())
          .isEqualTo("/problems/not-allowed");

      agent.send(decide);
      assertThat(agent.next("accepted").path("id").asText()).isEqualTo("d");
      var decided = customer.next("event").path("event");
      assertThat(decided.path("kind").asText()).isEqualTo("approval-decided");
      assertThat(decided.path("by").asText()).isEqualTo("agent");
      assertThat(decided.path("note").asText()).isEqualTo("fine");
    }
  }

  @Test
  void an_operator_may_read_and_not_write() {
    try (var socket = server.socket(key, EdgeServer.OPERATOR)) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      var rejected = socket.next("rejected");
      assertThat(rejected.path("id").asText()).isEqualTo("a");
      assertThat(rejected.path("problem").path("status").asInt()).isEqualTo(403);
    }
  }

  @Test
  void interrupting_a_turn_that_is_not_open_is_accepted_without_effect() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"interrupt\",\"id\":\"i\",\"turn\":7}");
      assertThat(socket.next().toString())
          .isEqualTo("{\"type\":\"accepted\",\"id\":\"i\",\"seq\":1}");
    }
  }

  @Test
  void commands_beyond_the_queue_are_read_later_and_all_are_answered() {
    int many = 55;
    try (var socket = server.socket(key, EdgeServer.AGENT)) {
      socket.upTo("caught-up");
      IntStream.range(0, many).forEach(i -> socket.send(say("m" + i, "words")));
      for (int i = 0; i < many; i++)
        assertThat(socket.next("accepted").path("id").asText()).isEqualTo("m" + i);
    }
  }

  static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
  }

  static SessionCommand said(String id, String text) {
    return new SessionCommand.Say(id, Party.CUSTOMER, text, Channel.WEB, Instant.now());
  }

  static SessionCommand.WantedCall wanted(boolean approval) {
    return new SessionCommand.WantedCall(
        new ToolRequest("fetch_status", new Json("{\"order\":\"1042\"}")),
        "Looking at the order",
        new ToolTerms(ToolPolicy.RETRY_WITH_KEY, approval));
  }

  private static List<String> kinds(List<JsonNode> frames) {
    return frames.stream()
        .filter(frame -> frame.path("type").asText().equals("event"))
        .map(frame -> frame.path("event").path("kind").asText())
        .toList();
  }

  private static JsonNode event(List<JsonNode> frames, String kind) {
    return frames.stream()
        .filter(frame -> frame.path("event").path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " in " + kinds(frames)));
  }
}
