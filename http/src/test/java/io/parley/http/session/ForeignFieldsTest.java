package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.organisation.OrganisationEndpoints;
import io.parley.http.organisation.OrganisationStores;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Mass assignment: each operation of `openapi.json` with a JSON body gets its example and a field
/// more, which would be another organisation, a role, an owner or a state. Nothing is stored: there
/// are no stores, and a request that reached one would be answered with 500. Those of organisations
/// are tried over their stores by `MassAssignmentTest`.
class ForeignFieldsTest {
  private static final Set<String> METHODS = Set.of("post", "put", "patch", "delete");
  private static final List<String> FIELDS =
      List.of("tenant", "organisation", "roles", "owner", "state", "id", "by");

  /// The beginnings of paths whose bodies may have fields that the server does not know.
  private static final Map<String, String> TOLERANT =
      Map.ofEntries(
          Map.entry("/v1/sessions", "commands of the session protocol, which grows by additions"),
          Map.entry("/v1/approvals", "commands of the session protocol"),
          Map.entry("/v1/dead-letters", "commands of the session protocol"),
          Map.entry("/v1/sign-ups", "accounts ignore other fields: docs/ADMIN.md"),
          Map.entry("/v1/links", "accounts ignore other fields"),
          Map.entry("/v1/password-resets", "accounts ignore other fields"),
          Map.entry("/v1/sign-ins", "accounts ignore other fields"),
          Map.entry("/v1/me", "accounts ignore other fields, as WebAuthn adds some"),
          Map.entry("/v1/telephony", "messages of providers, who add fields"),
          Map.entry("/v1/mcp", "JSON-RPC of the Model Context Protocol, which adds fields"),
          Map.entry("/v1/tool-callbacks", "an answer of another server, of any form"));

  private static JsonNode document;
  private static EdgeServer server;
  private static Materializer materializer;
  private static Router router;

  /// @param method such as `put`; @param content the schema of its body, and perhaps an example
  private record Operation(String method, String path, JsonNode content) {}

  @BeforeAll
  static void start() throws IOException {
    try (var in = ForeignFieldsTest.class.getResourceAsStream("/api/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    }
    server = EdgeServer.start();
    materializer = Materializer.createMaterializer(server.system);
    router =
        Router.create(
            EveryEndpoint.ofApi(server.edge),
            new Router.Settings(
                new BodyLimits(65_536, EdgeServer.PATIENCE), new Origins(Set.of()), 0),
            _ -> {},
            materializer);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void no_body_says_an_organisation_a_role_an_owner_or_a_state() {
    var ofOrganisations = ofOrganisations();
    var wrong = new ArrayList<String>();
    int tried = 0;
    for (var operation : operations()) {
      if (ofOrganisations.contains(operation.path()) || tolerant(operation.path()).isPresent())
        continue;
      var known = resolved(operation.content().path("schema")).path("properties");
      for (var field : FIELDS) {
        if (known.has(field)) continue;
        var body = example(operation.content()).put(field, "platform").toString();
        var answer = answer(operation, body);
        if (!answer.startsWith("400 ") || !answer.contains("unknown field"))
          wrong.add(
              "%s %s with %s: %s".formatted(operation.method(), operation.path(), field, answer));
        tried++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(150);
  }

  @Test
  void each_exception_is_one_of_an_operation() {
    var used = new HashSet<String>();
    for (var operation : operations()) tolerant(operation.path()).ifPresent(used::add);
    assertThat(used).containsExactlyInAnyOrderElementsOf(TOLERANT.keySet());
  }

  private static Set<String> ofOrganisations() {
    var stores = new OrganisationStores(null, null, null, null, null, null, null, null, null);
    return OrganisationEndpoints.of(server.edge, stores, null, new SecureRandom()).stream()
        .map(endpoint -> endpoint.path().text())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> tolerant(String path) {
    return TOLERANT.keySet().stream()
        .filter(begin -> path.equals(begin) || path.startsWith(begin + "/"))
        .findFirst();
  }

  /// Those with a body of `application/json`: that of SCIM is another one, which may be extended
  /// (RFC 7643, 3.3).
  private static List<Operation> operations() {
    var all = new ArrayList<Operation>();
    for (var path : document.path("paths").properties())
      for (var operation : path.getValue().properties()) {
        var content = operation.getValue().at("/requestBody/content/application~1json");
        if (METHODS.contains(operation.getKey()) && !content.isMissingNode())
          all.add(new Operation(operation.getKey(), path.getKey(), content));
      }
    return all;
  }

  private static ObjectNode example(JsonNode content) {
    var own = content.path("example");
    var given = own.isMissingNode() ? resolved(content.path("schema")).at("/examples/0") : own;
    return (ObjectNode) given.deepCopy();
  }

  private static JsonNode resolved(JsonNode node) {
    var at = node;
    while (at.has("$ref")) at = document.at(at.path("$ref").asText().substring(1));
    return at;
  }

  /// Its status and its text.
  private static String answer(Operation operation, String body) {
    var method = operation.method().toUpperCase(Locale.ROOT);
    var request =
        HttpRequest.create(filled(operation.path()))
            .withMethod(HttpMethods.lookup(method).orElseThrow())
            .addHeader(Replies.header("Host", "localhost"))
            .addHeader(Replies.header("Authorization", "Bearer " + EdgeServer.OPERATOR))
            .addHeader(Replies.header("Idempotency-Key", "one"))
            .withEntity(ContentTypes.APPLICATION_JSON, body);
    var response = router.answer(request).toCompletableFuture().join();
    var text =
        response
            .entity()
            .toStrict(EdgeServer.PATIENCE.toMillis(), materializer)
            .toCompletableFuture()
            .join()
            .getData()
            .utf8String();
    return response.status().intValue() + " " + text;
  }

  private static String filled(String path) {
    return path.replace("/asked/{id}", "/asked/1")
        .replace("{id}", "a0000000-0000-4000-8000-000000000001")
        .replace("{number}", "+4930901820")
        .replaceAll("\\{[a-z]+}", "one");
  }
}
