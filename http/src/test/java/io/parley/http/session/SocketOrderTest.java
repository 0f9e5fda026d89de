package io.parley.http.session;

import static io.parley.http.session.SessionSocketTest.said;
import static io.parley.http.session.SessionSocketTest.say;
import static io.parley.http.session.SessionSocketTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The order of answers and events on a socket, and its starting point.
class SocketOrderTest {
  private final EdgeServer server = EdgeServer.start();
  private final SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_reader_ahead_of_the_journal_is_4409() {
    try (var socket = server.socket(key, server.token(key), 2)) {
      SocketClosingTest.closes(socket, 4409, "/problems/resume-ahead");
    }
    try (var socket = server.socket(key, server.token(key), 1)) {
      assertThat(socket.upTo("caught-up").getLast().path("seq").asLong()).isEqualTo(1);
    }
  }

  @Test
  void a_command_is_accepted_before_its_events_although_its_answer_is_late() {
    var late = new CompletableFuture<Void>();
    try (var socket = server.socket(key, server.token(key));
        var agent = server.socket(key, EdgeServer.AGENT)) {
      socket.upTo("caught-up");
      agent.upTo("caught-up");
      server.sessions.answerAfter(late);

      socket.send(say("a", "send it back"));
      assertThat(types(socket, 3)).containsExactly("accepted a 2", "said", "turn-started");
      server.sessions.perform(
          key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted(true)), Instant.now()));
      assertThat(types(socket, 2)).containsExactly("tool-call-requested", "approval-requested");
      socket.send("{\"type\":\"interrupt\",\"id\":\"i\",\"turn\":1}");
      assertThat(types(socket, 3))
          .containsExactly("accepted i 7", "tool-call-settled", "turn-interrupted");
      socket.send(say("b", "well?"));
      assertThat(types(socket, 3)).containsExactly("accepted b 8", "said", "turn-started");
      socket.send("{\"type\":\"rate\",\"id\":\"r\",\"score\":4}");
      assertThat(types(socket, 2)).containsExactly("accepted r 10", "rated");
      socket.send("{\"type\":\"end\",\"id\":\"e\",\"reason\":\"done\"}");
      assertThat(types(socket, 3))
          .containsExactly("accepted e 12", "turn-interrupted", "session-ended");

      // the late answer sends nothing more
      late.complete(null);
      socket.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(socket.next().path("type").asText()).isEqualTo("pong");
      // other readers wait for no answer
      assertThat(agent.upTo("event").getLast().path("seq").asLong()).isEqualTo(2);
    }
  }

  @Test
  void a_lost_answer_delays_neither_events_nor_other_answers() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "send it back"));
      assertThat(types(socket, 3)).containsExactly("accepted a 2", "said", "turn-started");
      server.sessions.answerAfter(new CompletableFuture<>());
      // has no effect, so that no event follows the answer
      socket.send("{\"type\":\"interrupt\",\"id\":\"i\",\"turn\":7}");
      socket.send(say("b", "well?"));
      assertThat(types(socket, 2)).containsExactly("accepted b 4", "said");
      // events after those of the lost answer arrive all the same
      server.sessions.perform(
          key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted(false)), Instant.now()));
      server.sessions.perform(
          key,
          new SessionCommand.SettleToolCall(
              "1.1",
              ToolOutcome.of(ToolOutcome.Kind.FAILED, new Json("{}")),
              1,
              10,
              Instant.now()));
      assertThat(types(socket, 2)).containsExactly("tool-call-requested", "tool-call-settled");
    }
  }

  @Test
  void a_completed_written_reply_cannot_be_interrupted() {
    server.sessions.perform(key, said("a", "hello"));
    server.sessions.perform(
        key,
        new SessionCommand.CompleteReply(
            1,
            1,
            "You have 60 days.",
            List.of(),
            10,
            5,
            new Usage("test", 1, 1, 0, "EUR", false),
            false,
            Instant.now()));
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"interrupt\",\"id\":\"i\",\"turn\":1}");
      assertThat(socket.next().toString())
          .isEqualTo("{\"type\":\"accepted\",\"id\":\"i\",\"seq\":4}");
      socket.send(say("b", "thanks"));
      assertThat(types(socket, 2)).containsExactly("accepted b 5", "said");
    }
  }

  /// The kind of an event; for other frames their type and subject.
  private static List<String> types(TestSocket socket, int count) {
    return Stream.generate(socket::next)
        .limit(count)
        .map(
            frame ->
                frame.path("type").asText().equals("event")
                    ? frame.path("event").path("kind").asText()
                    : "%s %s %s"
                        .formatted(
                            frame.path("type").asText(),
                            frame.path("id").asText(),
                            frame.path("seq").asText()))
        .toList();
  }
}
