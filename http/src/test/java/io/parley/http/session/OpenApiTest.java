package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.person.PersonId;
import io.parley.core.session.EventKinds;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Compares `openapi.json` with the routes, the frames and the problems.
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final List<Principal> PEOPLE =
      List.of(
          person(TenantId.DEFAULT, ClientRole.OWNER.permissions()),
          person(TenantId.PLATFORM, PlatformRole.OPERATOR.onPlatform()));

  private static JsonNode document;

  private static Principal person(TenantId tenant, Set<Permission> permissions) {
    var subject = new Subject.Account(new PersonId(new UUID(0, 1)), Role.OPERATOR);
    return new Principal(tenant, subject, permissions);
  }

  @BeforeAll
  static void read() throws IOException {
    try (var in = OpenApiTest.class.getResourceAsStream("/api/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    }
  }

  @Test
  void every_route_is_described_and_nothing_else() {
    try (var server = EdgeServer.start()) {
      var routes =
          Stream.concat(EveryEndpoint.ofApi(server.edge).stream(), EveryEndpoint.ofPages().stream())
              .map(route -> operation(route.method().value(), route.path().text()))
              .toList();
      assertThat(described()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(routes));
    }
  }

  private static List<String> described() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(field -> METHODS.contains(field.getKey()))
                    .map(field -> operation(field.getKey(), path.getKey())))
        .toList();
  }

  private static String operation(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  @Test
  void it_is_openapi_3_1_and_every_operation_is_complete() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    var ids = new HashSet<String>();
    for (var path : document.path("paths")) {
      for (var operation : path) {
        var id = operation.path("operationId").asText();
        assertThat(ids.add(id)).as("operationId " + id).isTrue();
        assertThat(operation.path("summary").asText()).as(id).isNotBlank();
        assertThat(operation.path("tags")).as(id).hasSize(1);
        assertThat(operation.has("security")).as(id).isTrue();
        assertThat(operation.path("responses").size()).as(id).isPositive();
        operation
            .path("responses")
            .properties()
            .forEach(
                response -> {
                  assertThat(response.getKey()).as(id).matches("[1-5][0-9]{2}");
                  assertThat(
                          response.getValue().has("description") || response.getValue().has("$ref"))
                      .as(id)
                      .isTrue();
                });
      }
    }
  }

  @Test
  void every_operation_that_people_may_call_takes_their_token() {
    var rules = PersonRule.read();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        field -> {
                          var operation = operation(field.getKey(), path.getKey());
                          if (METHODS.contains(field.getKey()) && isForPeople(rules.get(operation)))
                            assertThat(field.getValue().path("security").findValue("accessToken"))
                                .as(operation)
                                .isNotNull();
                        }));
  }

  private static boolean isForPeople(PersonRule rule) {
    boolean isForAll = rule.kind().equals("page") || rule.kind().equals("public");
    return !isForAll
        && PEOPLE.stream().anyMatch(person -> rule.outcomes(person, true).contains("yes"));
  }

  @Test
  void every_path_placeholder_is_a_declared_parameter() {
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              if (!path.getKey().contains("{")) return;
              for (var operation : path.getValue())
                assertThat(
                        operation.path("parameters").findValuesAsText("in").contains("path")
                            || operation
                                .path("parameters")
                                .findValuesAsText("$ref")
                                .contains("#/components/parameters/SessionId"))
                    .as(path.getKey())
                    .isTrue();
            });
  }

  @Test
  void every_reference_resolves_and_every_component_is_used() {
    var references = new TreeSet<>(document.findValuesAsText("$ref"));
    assertThat(references).isNotEmpty();
    for (var reference : references) {
      assertThat(reference).startsWith("#/");
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    for (var kind : List.of("schemas", "responses", "parameters", "headers"))
      document
          .path("components")
          .path(kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
  }

  @Test
  void every_kind_of_event_is_described() {
    var kinds = new TreeSet<>(EventKinds.all().keySet());
    kinds.add("hidden");
    var described = document.at("/components/schemas/Event/discriminator/mapping");
    assertThat(described.properties()).extracting(Map.Entry::getKey).hasSameElementsAs(kinds);
    described
        .properties()
        .forEach(
            kind ->
                assertThat(
                        document
                            .at(kind.getValue().asText().substring(1))
                            .at("/properties/kind/const")
                            .asText())
                    .isEqualTo(kind.getKey()));
  }

  @Test
  void every_close_code_and_every_problem_is_named() {
    var codes = document.at("/components/schemas/ClosingFrame/properties/code/enum");
    assertThat(codes)
        .extracting(JsonNode::asInt)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CloseReason.values()).map(CloseReason::code).distinct().toList());
    assertThat(document.at("/components/schemas/Problem/properties/type/examples"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList());
  }
}
