package io.parley.http.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.KeptMemory.Approval;
import io.parley.core.memory.KeptMemory.Correction;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryPage;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.MemoryStore;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Call.Proven;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import io.parley.http.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Authorization;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/v1/memories` over a store that holds one memory, `s1.7`.
class MemoryEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));

  private static ActorSystem system;
  private static Tokens tokens;
  private OneMemory store;
  private Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("memory", ConfigFactory.defaultReference());
    var key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(new SigningKey("k1", key)), TestTokens.LIFETIMES, AGENT, OPERATOR));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  @BeforeEach
  void open() {
    store = new OneMemory();
    router = router(MemoryEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), store));
  }

  private static Router router(List<Endpoint> endpoints) {
    return Router.create(
        endpoints,
        new Router.Settings(
            new BodyLimits(10_000, Duration.ofSeconds(5)), new Origins(Set.of()), 0),
        _ -> {},
        Materializer.createMaterializer(system));
  }

  /// For a program with these scopes.
  private Router of(Permission... scopes) {
    var program = Principal.program(TenantId.DEFAULT, "k1", Set.of(scopes));
    return router(
        MemoryEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), store).stream()
            .map(
                each ->
                    new Endpoint(
                        each.method(),
                        each.path(),
                        call -> each.handler().answer(call.by(new Proven("pk_k1", program)))))
            .toList());
  }

  @Test
  void a_list_has_owners_and_sources() {
    var path = "/v1/memories?customer=c%201&session=s1&kind=semantic&approved=true&after=x&limit=7";
    for (var token : List.of(AGENT, OPERATOR))
      assertThat(body(answer(HttpRequest.GET(path), token)))
          .isEqualTo(
              JsonText.object(
                  """
                  {"memories": [{"id": "s1.7", "kind": "semantic", "text": "wears size 42",
                    "customer": "c 1", "verified": true, "agent": "support", "session": "s1", "turn": 3,
                    "writtenAt": "2026-01-01T12:00:00.000Z",
                    "updatedAt": "2026-01-01T13:00:00.000Z"}], "next": "more"}\
                  """));
    assertThat(store.queries.getFirst())
        .isEqualTo(
            new MemoryQuery(
                TenantId.DEFAULT,
                Optional.of("c 1"),
                Optional.of(new SessionId("s1")),
                Optional.of(MemoryKind.SEMANTIC),
                Optional.of(true),
                Optional.of("x"),
                7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=facts",
        "kind=SEMANTIC",
        "limit=0",
        "limit=201",
        "limit=many",
        "session=a%20b",
        "customer=",
        "customer=a%00",
        "after=foreign",
        "approved=yes",
      })
  void invalid_list_parameters_are_refused(String query) {
    isProblem(answer(HttpRequest.GET("/v1/memories?" + query), AGENT), 400, "invalid-request");
  }

  @Test
  void a_memory_is_shown_with_its_earlier_texts() {
    assertThat(body(answer(HttpRequest.GET("/v1/memories/s1.7"), AGENT)).path("corrections"))
        .hasToString(
            "[{\"was\":\"wears size"
                + " 41\",\"at\":\"2026-01-01T13:00:00.000Z\",\"by\":\"operator\"}]");
    isProblem(answer(HttpRequest.GET("/v1/memories/s1.8"), AGENT), 404, "not-found");
  }

  @Test
  void a_correction_records_its_author() {
    var corrected = answer(put("s1.7", "{\"text\": \" wears size 43 \"}"), OPERATOR);
    assertThat(body(corrected).path("text").asText()).isEqualTo("wears size 43");
    assertThat(store.correctedBy).isEqualTo(Party.OPERATOR);
    isProblem(answer(put("s1.8", "{\"text\": \"x\"}"), AGENT), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\": \"\"}",
        "{\"text\": \" \"}",
        "{\"text\": 7}",
        "{\"text\": \"their password is hunter2\"}",
        "{\"text\": \"pays with 4111 1111 1111 1111\"}",
        "[]",
      })
  void invalid_corrections_are_refused(String body) {
    isProblem(answer(put("s1.7", body), AGENT), 400, "invalid-request");
  }

  @Test
  void text_length_is_limited() {
    var longest = "x".repeat(1_000);
    assertThat(body(answer(put("s1.7", "{\"text\": \"" + longest + "\"}"), AGENT)).path("id"))
        .hasToString("\"s1.7\"");
    isProblem(answer(put("s1.7", "{\"text\": \"" + longest + "x\"}"), AGENT), 413, "too-long");
  }

  @Test
  void a_procedure_is_approved_and_the_approval_is_withdrawn() {
    store.kind = MemoryKind.PROCEDURAL;
    store.memory = Optional.of(store.saying("Airing helps."));
    assertThat(body(answer(HttpRequest.GET("/v1/memories/s1.7"), AGENT)).path("approved"))
        .hasToString("false");
    var approved = body(answer(approval("s1.7", "{\"decision\": \"approve\"}"), OPERATOR));
    assertThat(approved.path("approved").asBoolean()).isTrue();
    assertThat(approved.path("approvedBy").asText()).isEqualTo("operator");
    assertThat(approved.path("approvedAt").asText()).isEqualTo("2026-01-01T12:00:00.000Z");
    var rejected = body(answer(approval("s1.7", "{\"decision\": \"reject\"}"), AGENT));
    assertThat(rejected.path("approved").asBoolean(true)).isFalse();
    assertThat(rejected.has("approvedBy")).isFalse();
    isProblem(answer(approval("s1.8", "{\"decision\": \"approve\"}"), AGENT), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"decision\": \"yes\"}", "{\"decision\": \"approve\"}"})
  void invalid_approvals_are_refused(String body) {
    isProblem(answer(approval("s1.7", body), AGENT), 400, "invalid-request");
  }

  private static HttpRequest approval(String id, String body) {
    return HttpRequest.POST("/v1/memories/" + id + "/approval")
        .withEntity(ContentTypes.APPLICATION_JSON, body);
  }

  @Test
  void a_deleted_memory_is_not_found() {
    assertThat(answer(HttpRequest.DELETE("/v1/memories/s1.7"), AGENT).status().intValue())
        .isEqualTo(204);
    isProblem(answer(HttpRequest.DELETE("/v1/memories/s1.7"), AGENT), 404, "not-found");
  }

  @Test
  void a_customer_sees_changes_and_deletes_nothing() {
    var customer = tokens.issue(SESSION, Instant.now()).token();
    for (var request :
        List.of(
            HttpRequest.GET("/v1/memories?customer=c"),
            HttpRequest.GET("/v1/memories/s1.7"),
            put("s1.7", "{\"text\": \"x\"}"),
            approval("s1.7", "{\"decision\": \"approve\"}"),
            HttpRequest.DELETE("/v1/memories/s1.7"))) {
      isProblem(answer(request, customer), 403, "not-allowed");
      isProblem(answer(request, "nobody"), 401, "token-invalid");
      isProblem(router.answer(request).toCompletableFuture().join(), 401, "token-missing");
    }
    assertThat(store.memory).isPresent();
    assertThat(store.correctedBy).isNull();
  }

  @Test
  void a_program_that_only_looks_changes_and_deletes_nothing() {
    router = of(Permission.OVERSEE);
    var show = HttpRequest.GET("/v1/memories/s1.7");
    assertThat(answer(show, "pk_k1").status().intValue()).isEqualTo(200);
    for (var request :
        List.of(
            put("s1.7", "{\"text\": \"x\"}"),
            approval("s1.7", "{\"decision\": \"approve\"}"),
            HttpRequest.DELETE("/v1/memories/s1.7")))
      isProblem(answer(request, "pk_k1"), 403, "not-allowed");
    assertThat(store.memory).isPresent();
    assertThat(store.correctedBy).isNull();
  }

  @Test
  void a_program_that_leads_or_curates_changes_memories() {
    for (var scope : List.of(Permission.LEAD, Permission.CURATE)) {
      router = of(Permission.OVERSEE, scope);
      var corrected = answer(put("s1.7", "{\"text\": \"wears size 43\"}"), "pk_k1");
      assertThat(corrected.status().intValue()).as(scope.word()).isEqualTo(200);
    }
  }

  private HttpResponse answer(HttpRequest request, String token) {
    return router
        .answer(request.addHeader(Authorization.oauth2(token)))
        .toCompletableFuture()
        .join();
  }

  private static HttpRequest put(String id, String body) {
    return HttpRequest.PUT("/v1/memories/" + id).withEntity(ContentTypes.APPLICATION_JSON, body);
  }

  private static void isProblem(HttpResponse response, int status, String type) {
    assertThat(response.status().intValue()).isEqualTo(status);
    assertThat(body(response).path("type").asText()).isEqualTo("/problems/" + type);
  }

  private static JsonNode body(HttpResponse response) {
    var strict =
        response
            .entity()
            .toStrict(10_000, Materializer.createMaterializer(system))
            .toCompletableFuture()
            .join();
    return JsonText.object(strict.getData().utf8String());
  }

  private static final class OneMemory implements MemoryStore {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final List<MemoryQuery> queries = new ArrayList<>();
    MemoryKind kind = MemoryKind.SEMANTIC;
    Optional<Approval> approval = Optional.empty();
    Optional<KeptMemory> memory = Optional.of(saying("wears size 42"));
    Party correctedBy;

    private KeptMemory saying(String text) {
      var later = NOON.plusSeconds(3_600);
      return new KeptMemory(
          new Memory("s1.7", kind, text, SESSION, later),
          Optional.of("c 1"),
          "support",
          3,
          NOON,
          approval,
          List.of(new Correction("wears size 41", later, Party.OPERATOR)));
    }

    @Override
    public CompletionStage<List<Memory>> held(MemoryScope scope, Set<MemoryKind> kinds) {
      throw new UnsupportedOperationException("no recall here");
    }

    @Override
    public CompletionStage<MemoryPage> list(MemoryQuery query) {
      queries.add(query);
      return query.after().filter("foreign"::equals).isPresent()
          ? CompletableFuture.failedStage(new IllegalArgumentException("not a cursor"))
          : CompletableFuture.completedStage(
              new MemoryPage(memory.stream().toList(), Optional.of("more")));
    }

    @Override
    public CompletionStage<Optional<KeptMemory>> find(TenantId tenant, String id) {
      return CompletableFuture.completedStage(memory.filter(kept -> kept.memory().id().equals(id)));
    }

    @Override
    public CompletionStage<Optional<KeptMemory>> correct(
        TenantId tenant, String id, String text, Party by) {
      if (!id.equals("s1.7")) return CompletableFuture.completedStage(Optional.empty());
      correctedBy = by;
      memory = Optional.of(saying(text));
      return CompletableFuture.completedStage(memory);
    }

    @Override
    public CompletionStage<Optional<KeptMemory>> approve(
        TenantId tenant, String id, io.parley.core.tool.Approval decision, Party by) {
      if (!id.equals("s1.7")) return CompletableFuture.completedStage(Optional.empty());
      approval =
          decision == io.parley.core.tool.Approval.APPROVE
              ? Optional.of(new Approval(NOON, by))
              : Optional.empty();
      memory = Optional.of(saying("wears size 42"));
      return CompletableFuture.completedStage(memory);
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String id) {
      boolean was = memory.isPresent() && id.equals("s1.7");
      memory = Optional.empty();
      return CompletableFuture.completedStage(was);
    }
  }
}
