package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Staff take a conversation over, and hand it back.
class HandoffCallsTest {
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

  private HttpResponse<String> post(String what, String token, String body) {
    var path = "/v1/sessions/%s/%s".formatted(key.session().value(), what);
    return server.call("POST", path, body, "Authorization", "Bearer " + token);
  }

  private void customerSays(String id) {
    var say = new SessionCommand.Say(id, Party.CUSTOMER, "well?", Channel.WEB, Instant.now());
    server.sessions.perform(key, say);
  }

  private Optional<Integer> openTurn() {
    return server.sessions.view(key).toCompletableFuture().join().orElseThrow().openTurn();
  }

  @Test
  void a_colleague_takes_over_which_stops_the_reply_and_hands_back() {
    customerSays("m1");
    assertThat(openTurn()).isPresent();
    var taken = post("take-over", EdgeServer.AGENT, "{\"id\":\"t1\"}");
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    assertThat(json(taken).path("id").asText()).isEqualTo("t1");
    assertThat(openTurn()).isEmpty();
    customerSays("m2");
    assertThat(openTurn()).as("no turn answers it").isEmpty();
    var seq = json(taken).path("seq").asLong();
    var again = post("take-over", EdgeServer.AGENT, "{\"id\":\"t1\"}");
    assertThat(json(again).path("seq").asLong()).as("once").isEqualTo(seq);
    assertThat(post("hand-back", EdgeServer.OPERATOR, "").statusCode()).isEqualTo(202);
    customerSays("m3");
    assertThat(openTurn()).isPresent();
  }

  @Test
  void customers_take_nothing_over() {
    isProblem(post("take-over", server.token(key), ""), 403, "not-allowed");
    isProblem(post("hand-back", server.token(key), ""), 403, "not-allowed");
  }

  @Test
  void an_ended_session_is_not_taken_over() {
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "solved", Party.CUSTOMER, "", Instant.now()));
    isProblem(post("take-over", EdgeServer.AGENT, ""), 409, "session-ended");
    isProblem(post("hand-back", EdgeServer.AGENT, ""), 409, "session-ended");
  }
}
