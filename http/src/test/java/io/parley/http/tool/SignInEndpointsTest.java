package io.parley.http.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignInDesk;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final String STATE = "state-of-a-sign-in-0123";
  private static final String CRM = "/v1/tool-sources/crm/authorize";

  private static ActorSystem system;
  private static Router local;
  private static Router known;
  private static final FakeDesk desk = new FakeDesk();

  @BeforeAll
  static void start() {
    system = ActorSystem.create("sign-ins", ConfigFactory.defaultReference());
    local = router(new PublicAddress(Optional.empty()));
    known = router(new PublicAddress(Optional.of(URI.create("https://chat.shop.example/parley"))));
  }

  private static Router router(PublicAddress address) {
    var key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    var tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(new SigningKey("k1", key)), TestTokens.LIFETIMES, AGENT, OPERATOR));
    return Router.create(
        SignInEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), desk, address),
        new Router.Settings(
            new BodyLimits(100_000, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
        _ -> {},
        Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private static final class FakeDesk implements SignInDesk {
    final List<Place> places = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> finished = new CopyOnWriteArrayList<>();
    volatile Finished outcome = Finished.CONNECTED;

    @Override
    public CompletionStage<Begun> begin(TenantId tenant, String source, Place place, Act act) {
      places.add(place);
      return CompletableFuture.completedFuture(
          switch (source) {
            case "crm" -> new Begun.At(URI.create("https://login.example/?a=1&b=2"));
            case "away" -> new Begun.Failed("login.example could not be asked");
            case "plain" -> new Begun.Wrong("the source does not sign in");
            case "locked" -> new Begun.NoKey();
            default -> new Begun.Missing();
          });
    }

    @Override
    public CompletionStage<Finished> finish(Map<String, String> parameters) {
      finished.add(parameters);
      return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public CompletionStage<Boolean> signOut(TenantId tenant, String source, Act act) {
      return CompletableFuture.completedFuture(source.equals("crm"));
    }
  }

  private static HttpResponse answer(Router router, HttpRequest request) {
    return router.answer(request).toCompletableFuture().join();
  }

  private static HttpRequest as(String token, HttpRequest request) {
    return request.addHeader(Replies.header("Authorization", "Bearer " + token));
  }

  private static HttpRequest at(String host, HttpRequest request) {
    return request.addHeader(Replies.header("Host", host));
  }

  private static String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @Test
  void an_operator_gets_the_page_and_others_do_not() {
    var page = answer(known, as(OPERATOR, HttpRequest.POST(CRM)));
    assertThat(JsonText.object(text(page)).path("page").asText())
        .isEqualTo("https://login.example/?a=1&b=2");
    assertThat(desk.places.getLast())
        .isEqualTo(
            new SignInDesk.Place(
                URI.create("https://chat.shop.example/parley/v1/oauth/callback"),
                Optional.of(URI.create("https://chat.shop.example/parley/v1/oauth/client"))));
    for (var request : List.of(HttpRequest.POST(CRM), HttpRequest.DELETE(CRM))) {
      assertThat(answer(known, as(AGENT, request)).status().intValue()).isEqualTo(403);
      assertThat(answer(known, request).status().intValue()).isEqualTo(401);
    }
    assertThat(answer(known, as(OPERATOR, HttpRequest.DELETE(CRM))).status().intValue())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "away, 503, /problems/tool-source-unavailable",
    "plain, 400, does not sign in",
    "locked, 503, /problems/secrets-locked",
    "none, 404, /problems/not-found",
    "A, 400, another form"
  })
  void a_sign_in_that_cannot_begin_is_a_problem(String name, int status, String detail) {
    var refused =
        answer(known, as(OPERATOR, HttpRequest.POST("/v1/tool-sources/" + name + "/authorize")));
    assertThat(refused.status().intValue()).isEqualTo(status);
    assertThat(text(refused)).contains(detail);
  }

  @Test
  void without_a_public_address_a_browser_of_this_machine_is_sent_back_to_it() {
    var here = at("localhost:8080", as(OPERATOR, HttpRequest.POST(CRM)));
    assertThat(answer(local, here).status().intValue()).isEqualTo(200);
    assertThat(desk.places.getLast())
        .isEqualTo(
            new SignInDesk.Place(
                URI.create("http://localhost:8080/v1/oauth/callback"), Optional.empty()));
    assertThat(answer(local, HttpRequest.GET("/v1/oauth/client")).status().intValue())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80"})
  void a_claimed_name_is_not_where_codes_are_sent(String host) {
    var refused = answer(local, at(host, as(OPERATOR, HttpRequest.POST(CRM))));
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(text(refused)).contains("parley.http.public-url");
  }

  @ParameterizedTest
  @CsvSource({
    "'de-AT,en;q=0.5', de, Verbunden",
    "'fr, es;q=0.8', es, Conectado",
    "'', en, Connected"
  })
  void the_browser_comes_back_to_a_page_in_its_language(
      String accepted, String language, String title) {
    desk.outcome = SignInDesk.Finished.CONNECTED;
    var request =
        HttpRequest.GET(
                "/v1/oauth/callback?code=c%201&state=" + STATE + "&iss=https://login.example&x=1")
            .addHeader(Replies.header("Accept-Language", accepted));
    var page = answer(known, request);
    assertThat(page.status().intValue()).isEqualTo(200);
    assertThat(text(page)).contains("<html lang=\"" + language + "\">", title);
    assertThat(page.getHeader("Cache-Control").orElseThrow().value()).isEqualTo("no-store");
    assertThat(page.getHeader("Referrer-Policy").orElseThrow().value()).isEqualTo("no-referrer");
    assertThat(desk.finished.getLast())
        .isEqualTo(Map.of("code", "c 1", "state", STATE, "iss", "https://login.example"));
  }

  @Test
  void a_refused_sign_in_repeats_nothing_of_the_address() {
    desk.outcome = SignInDesk.Finished.REFUSED;
    var page =
        answer(
            known,
            HttpRequest.GET(
                "/v1/oauth/callback?state=" + STATE + "&error=%3Cscript%3E&redirect=//evil"));
    assertThat(page.status().intValue()).isEqualTo(400);
    assertThat(text(page)).contains("Not connected").doesNotContain("<script>", "evil");
    assertThat(page.getHeader("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?state=short",
        "?state=%3Cscript%3Ealert(1)%3C/script%3E",
        "?state=" + STATE + "&state=" + STATE
      })
  void a_state_of_another_form_reaches_no_database(String query) {
    int before = desk.finished.size();
    var page = answer(known, HttpRequest.GET("/v1/oauth/callback" + query));
    assertThat(page.status().intValue()).isEqualTo(400);
    assertThat(desk.finished).hasSize(before);
  }

  @Test
  void the_description_names_itself_and_where_browsers_come_back_to() {
    var described = answer(known, HttpRequest.GET("/v1/oauth/client"));
    var json = JsonText.object(text(described));
    assertThat(json.path("client_id").asText())
        .isEqualTo("https://chat.shop.example/parley/v1/oauth/client");
    assertThat(json.path("redirect_uris").path(0).asText())
        .isEqualTo("https://chat.shop.example/parley/v1/oauth/callback");
    assertThat(json.path("token_endpoint_auth_method").asText()).isEqualTo("none");
  }
}
