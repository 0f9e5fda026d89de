package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.http.pages.ConsolePages;
import io.parley.http.route.Endpoint;
import io.parley.operations.breaker.BreakerEndpoints;
import io.parley.operations.cluster.ClusterEndpoints;
import io.parley.operations.cluster.StagedCluster;
import io.parley.operations.lag.LagEndpoint;
import io.parley.operations.live.LiveEndpoint;
import io.parley.operations.runtime.ConfigurationEndpoint;
import io.parley.operations.runtime.LoggerEndpoints;
import io.parley.operations.runtime.RuntimeEndpoint;
import io.parley.operations.session.SessionOperations;
import io.parley.operations.signing.SigningKeyEndpoints;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Compares the management port's `openapi.json` with its routes.
class ManagementApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    try (var in = ManagementApiTest.class.getResourceAsStream("/console/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    }
  }

  /// All routes for operators and probes; `ManagementIT` calls each of them in the real program.
  private static Stream<Endpoint> routes() {
    var cluster = new StagedCluster();
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return Stream.of(
            ManagementEndpoints.health(new Readiness()),
            List.of(
                ManagementEndpoints.metrics(metrics),
                Endpoint.get(ClusterEndpoint.PATH, _ -> null),
                DrainEndpoint.of(() -> {}),
                LagEndpoint.of(null, null, null),
                MailEndpoint.of(List::of),
                ConfigurationEndpoint.of(null, null),
                RuntimeEndpoint.of(""),
                LiveEndpoint.of(
                    new LiveEndpoint.Sources(null, cluster, null, null, null, null, metrics),
                    "",
                    null)),
            ConsolePages.all().stream().filter(ManagementApiTest::isNoFile).toList(),
            ClusterEndpoints.of(cluster),
            DamagedEndpoints.of(null, null),
            SessionOperations.of(null, null, cluster, null, Optional.empty(), null),
            BreakerEndpoints.of(null),
            SigningKeyEndpoints.of(null),
            LoggerEndpoints.all())
        .flatMap(List::stream);
  }

  private static boolean isNoFile(Endpoint route) {
    var path = route.path().text();
    return !path.startsWith("/webjars") && (!path.contains(".") || path.equals("/openapi.json"));
  }

  @Test
  void every_route_is_described_and_nothing_else() {
    assertThat(described())
        .containsExactlyInAnyOrderElementsOf(
            routes()
                .map(route -> route.method().value() + " " + route.path().text().replace("*}", "}"))
                .toList());
  }

  private static List<String> described() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(field -> METHODS.contains(field.getKey()))
                    .map(field -> field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .toList();
  }

  @Test
  void it_is_openapi_3_1_and_every_operation_is_complete() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    var ids = new HashSet<String>();
    for (var path : document.path("paths"))
      for (var operation : path) {
        var id = operation.path("operationId").asText();
        assertThat(ids.add(id)).as("operationId " + id).isTrue();
        assertThat(operation.path("summary").asText()).as(id).isNotBlank();
        assertThat(operation.path("tags")).as(id).hasSize(1);
        assertThat(operation.path("responses").size()).as(id).isPositive();
        boolean open = operation.path("security").isEmpty();
        assertThat(operation.path("responses").has("401")).as(id).isEqualTo(!open);
        assertThat(operation.path("responses").has("403")).as(id).isEqualTo(!open);
      }
  }

  @Test
  void every_path_placeholder_is_a_declared_parameter() {
    document
        .path("paths")
        .properties()
        .forEach(
            path -> {
              for (var operation : path.getValue()) {
                var names = new TreeSet<String>();
                for (var parameter : operation.path("parameters")) {
                  var found =
                      parameter.has("$ref")
                          ? document.at(parameter.get("$ref").asText().substring(1))
                          : parameter;
                  if (found.get("in").asText().equals("path"))
                    names.add(found.get("name").asText());
                }
                assertThat(names)
                    .as(path.getKey())
                    .isEqualTo(
                        new TreeSet<>(
                            Pattern.compile("\\{(\\w+)}")
                                .matcher(path.getKey())
                                .results()
                                .map(place -> place.group(1))
                                .toList()));
              }
            });
  }

  @Test
  void every_reference_resolves_and_every_component_is_used() {
    var references = new TreeSet<>(document.findValuesAsText("$ref"));
    for (var reference : references)
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    for (var kind : List.of("schemas", "responses", "parameters"))
      document
          .path("components")
          .path(kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
  }
}
