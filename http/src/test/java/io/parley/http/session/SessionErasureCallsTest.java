package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.tenant.SessionKey;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionErasureCallsTest {
  private static final String OPERATOR = "Bearer " + EdgeServer.OPERATOR;

  private EdgeServer server;
  private SessionKey key;
  private String path;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = server.startSession();
    path = "/v1/sessions/" + key.session();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> erase(String of) {
    return server.call("DELETE", of, "", "Authorization", OPERATOR);
  }

  @Test
  void an_ended_session_is_erased_by_order_of_an_operator() {
    var customer = "Bearer " + server.token(key);
    assertThat(server.call("POST", path + "/end", "{}", "Authorization", customer).statusCode())
        .isEqualTo(202);
    var answer = erase(path);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(server.erasures.sessions)
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.key()).isEqualTo(key);
              assertThat(session.last()).isAfterOrEqualTo(session.began());
            });
    assertThat(server.erasures.acts)
        .extracting(Act::by)
        .containsExactly(new Actor.Program("operator"));
  }

  @Test
  void one_that_goes_on_is_not_erased() {
    isProblem(erase(path), 409, "session-active");
    assertThat(server.erasures.sessions).isEmpty();
  }

  @Test
  void one_that_was_erased_looks_like_one_that_never_was() {
    isProblem(erase("/v1/sessions/nobody"), 404, "session-not-found");
    assertThat(server.erasures.sessions).isEmpty();
  }
}
