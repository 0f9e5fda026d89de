package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.AgentCommand;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.UsageEvent.WordsChecked;
import io.parley.core.session.WordsCheck;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Staff write what was really said in a call.
class WordCallsTest {
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

  private HttpResponse<String> check(String token, String body) {
    var path = "/v1/sessions/%s/call/words".formatted(key.session().value());
    return server.call("POST", path, body, "Authorization", "Bearer " + token);
  }

  /// A call in which the caller has said this, and which is over.
  ///
  /// @return the number of the event that has it
  private long called(String words) {
    var say =
        new SessionCommand.Say(
            "m1", Party.CUSTOMER, words, Channel.VOICE, OptionalDouble.of(0.9), Instant.now());
    var said = (Answer.Stored) server.sessions.perform(key, say);
    var figures = CallFigures.withoutSound("sip", 60, Optional.empty(), 0);
    server.sessions.perform(
        key, new SessionCommand.MeasureCall("c1-measured", "c1", figures, Instant.now()));
    return said.seq();
  }

  private long checked() {
    return server.sessions.read(key, 0, 100).toCompletableFuture().join().stream()
        .filter(recorded -> recorded.event() instanceof WordsChecked)
        .count();
  }

  @Test
  void a_person_corrects_words_of_a_call_and_gets_its_word_errors_once() {
    long seq = called("where is my odor");
    var body = "{\"id\":\"k1\",\"said\":{\"%d\":\"Where is my order?\"}}".formatted(seq);
    var answer = check(EdgeServer.AGENT, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var figures = json(answer);
    assertThat(figures.path("call").asText()).isEqualTo("c1");
    assertThat(figures.path("words").asInt()).isEqualTo(4);
    assertThat(figures.path("errors").asInt()).isEqualTo(1);
    assertThat(figures.path("errorPercent").asDouble()).isEqualTo(25);
    assertThat(json(check(EdgeServer.AGENT, body)).path("seq")).isEqualTo(figures.path("seq"));
    assertThat(checked()).isEqualTo(1);
    isProblem(check(EdgeServer.AGENT, body.replace("order", "old hat")), 409, "id-reused");
  }

  @Test
  void what_is_not_said_in_a_call_that_is_over_is_not_compared() {
    isProblem(check(EdgeServer.OPERATOR, "{\"said\":{\"1\":\"well\"}}"), 404, "no-such-call");
    long seq = called("where is my odor");
    var other = "{\"call\":\"c2\",\"said\":{\"%d\":\"well\"}}".formatted(seq);
    isProblem(check(EdgeServer.OPERATOR, other), 404, "no-such-call");
    for (var wrong :
        new String[] {"{}", "{\"said\":{\"1\":\"well\"}}", "{\"said\":{\"x\":\"well\"}}"})
      isProblem(check(EdgeServer.OPERATOR, wrong), 400, "invalid-request");
    assertThat(checked()).isZero();
  }

  @Test
  void a_session_takes_so_many_comparisons_and_answers_repeated_ones() {
    long seq = called("where is my odor");
    var body = "{\"id\":\"k1\",\"said\":{\"%d\":\"Where is my order?\"}}".formatted(seq);
    var first = check(EdgeServer.AGENT, body);
    var words = new WordsCheck.Compared("c1", "sip", 1, 1, new WordErrors(0, 4));
    for (int i = 1; i < WordsCheck.COUNT_MAX; i++)
      server.sessions.perform(
          key, new AgentCommand.CheckWords("more-" + i, Party.HUMAN, words, Instant.now()));
    isProblem(check(EdgeServer.AGENT, body.replace("k1", "k2")), 409, "limit-reached");
    assertThat(check(EdgeServer.AGENT, body).body()).isEqualTo(first.body());
  }

  @Test
  void customers_compare_nothing() {
    isProblem(check(server.token(key), "{\"said\":{\"1\":\"well\"}}"), 403, "not-allowed");
  }
}
