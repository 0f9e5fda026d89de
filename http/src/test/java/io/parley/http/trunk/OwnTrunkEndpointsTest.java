package io.parley.http.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.trunk.OwnTrunks.Standing;
import io.parley.core.trunk.OwnTrunks.Told;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTrunkEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String ALL = "/v1/organisation/trunks";
  private static final String PATH = ALL + "/line";

  private static final String BODY =
      """
      {"host": "sip.provider.example", "transport": "tls", "user": "4930123456",
       "password": "s3cret", "numbers": ["+49 30 123456"], "agent": "support", "language": "de"}\
      """;

  private static final String SHOWN =
      """
      {"name": "line", "version": 1, "host": "sip.provider.example", "transport": "tls",
       "user": "4930123456", "numbers": ["+4930123456"], "agent": "support", "language": "de",
       "changedAt": "2026-11-26T12:00:00.000Z"}\
      """;

  private final BroughtTrunks trunks = new BroughtTrunks();
  private final ActorSystem system = ActorSystem.create("trunk", ConfigFactory.defaultReference());
  private final Materializer materializer = Materializer.createMaterializer(system);

  private final Router router =
      Router.create(
          OwnTrunkEndpoints.of(
              StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOON, ZoneOffset.UTC)),
              trunks,
              (_, host) -> !host.equals("10.0.0.1")),
          new Router.Settings(
              new BodyLimits(100_000, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
          _ -> {},
          materializer);

  @AfterEach
  void stop() {
    system.terminate();
  }

  private HttpResponse answer(HttpRequest request, String token) {
    return router
        .answer(request.addHeader(Replies.header("Authorization", "Bearer " + token)))
        .toCompletableFuture()
        .join();
  }

  private HttpResponse get(String path) {
    return answer(HttpRequest.GET(path), OPERATOR);
  }

  private HttpResponse put(String path, String body) {
    return answer(HttpRequest.PUT(path).withEntity(ContentTypes.APPLICATION_JSON, body), OPERATOR);
  }

  private static int status(HttpResponse response) {
    return response.status().intValue();
  }

  private String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, materializer)
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @Test
  void a_trunk_is_stored_and_shown_without_its_password() {
    assertThat(status(get(PATH))).isEqualTo(404);
    assertThat(JsonText.object(text(put(PATH, BODY)))).isEqualTo(JsonText.object(SHOWN));
    assertThat(trunks.passwords).containsExactly("s3cret");
    assertThat(JsonText.object(text(get(PATH)))).isEqualTo(JsonText.object(SHOWN));
    assertThat(text(get(ALL))).contains("\"name\":\"line\"").doesNotContain("s3cret");
  }

  @Test
  void people_see_how_a_trunk_goes() {
    put(PATH, BODY);
    trunks.told.put("line", new Told(Standing.NO_ANSWER, NOON));
    assertThat(text(get(PATH)))
        .contains("\"state\":{\"is\":\"no-answer\",\"since\":\"2026-11-26T12:00:00.000Z\"}");
  }

  @Test
  void without_a_password_the_one_before_is_kept_for_the_same_line_alone() {
    put(PATH, BODY);
    var silent = BODY.replace("\"password\": \"s3cret\", ", "");
    assertThat(status(put(PATH, silent))).isEqualTo(200);
    var elsewhere = put(PATH, silent.replace("sip.provider", "sip.other"));
    assertThat(status(elsewhere)).isEqualTo(400);
    assertThat(text(elsewhere)).contains("password is missing");
    assertThat(trunks.passwords).hasSize(1);
  }

  @Test
  void an_organisation_has_five_trunks_at_most() {
    for (int number = 1; number <= 5; number++)
      assertThat(status(put(ALL + "/t" + number, BODY))).isEqualTo(200);
    var sixth = put(PATH, BODY);
    assertThat(status(sixth)).isEqualTo(409);
    assertThat(text(sixth)).contains("limit-reached", "there are 5 trunks");
  }

  @Test
  void a_trunk_is_removed_once() {
    put(PATH, BODY);
    assertThat(status(answer(HttpRequest.DELETE(PATH), OPERATOR))).isEqualTo(204);
    assertThat(status(answer(HttpRequest.DELETE(PATH), OPERATOR))).isEqualTo(404);
    assertThat(trunks.acts).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\": \"u\", \"password\": \"p\"}",
        "{\"host\": \"a\", \"password\": \"p\"}",
        "{\"host\": \"sip:a\", \"user\": \"u\", \"password\": \"p\"}",
        "{\"host\": \"10.0.0.1\", \"user\": \"u\", \"password\": \"p\"}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\\n\"}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\", \"transport\": \"ws\"}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\", \"numbers\": [\"030\"]}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\", \"agent\": \"No\"}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\", \"language\": \"?\"}",
        "{\"host\": \"a\", \"user\": \"u\", \"password\": \"p\", \"peers\": [\"192.0.2.1\"]}"
      })
  void a_wrong_body_is_refused(String body) {
    var answer = put(PATH, body);
    assertThat(status(answer)).isEqualTo(400);
    assertThat(text(answer)).doesNotContain("10.0.0.1");
    assertThat(trunks.acts).isEmpty();
  }

  @Test
  void a_name_of_another_form_is_refused_and_desks_may_not_see_trunks() {
    assertThat(status(put(ALL + "/No", BODY))).isEqualTo(400);
    assertThat(status(answer(HttpRequest.GET(ALL), AGENT))).isEqualTo(403);
  }
}
