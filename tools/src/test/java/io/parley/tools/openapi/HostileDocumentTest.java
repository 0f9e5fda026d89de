package io.parley.tools.openapi;

import static io.parley.tools.openapi.Sources.open;
import static io.parley.tools.openapi.Sources.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.openapi.ServiceDouble.Said;
import io.parley.tools.source.SourceFailure;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileDocumentTest {
  private static final String SERVER = "https://api.example";

  private static String document(String server, String paths, String schemas) {
    return "{\"openapi\": \"3.1.0\", \"servers\": [{\"url\": \"%s\"}], \"paths\": %s, \"components\": {\"schemas\": %s}}"
        .formatted(server, paths, schemas);
  }

  private static String inline(String paths, String schemas) {
    return "{\"document\": " + document(SERVER, paths, schemas) + "}";
  }

  private static String post(String schema) {
    return "{\"/a\": {\"post\": {\"operationId\": \"a\", \"requestBody\": {\"content\": {\"application/json\": {\"schema\": %s}}}}}}"
        .formatted(schema);
  }

  private static String reason(String paths, String schemas) {
    try (var tools = open(inline(paths, schemas))) {
      assertThat(tools.offered()).isEmpty();
      return tools.refusals().getFirst();
    }
  }

  @Test
  void a_schema_within_itself_ends() throws Exception {
    var tree =
        "{\"Node\": {\"type\": \"object\", \"properties\": {\"next\": {\"$ref\":"
            + " \"#/components/schemas/Node\"}, \"n\": {\"type\": \"integer\"}}}}";
    try (var tools = open(inline(post("{\"$ref\": \"#/components/schemas/Node\"}"), tree))) {
      assertThat(tools.offered().getFirst().parameters().text())
          .contains("\"next\":{}", "\"n\":{\"type\":\"integer\"}");
    }
  }

  @Test
  void references_that_lead_nowhere_or_away_cost_their_operation_alone() {
    assertThat(reason(post("{\"$ref\": \"https://evil.example/s.json\"}"), "{}"))
        .contains("another document");
    assertThat(reason(post("{\"$ref\": \"#/components/schemas/None\"}"), "{}"))
        .contains("a reference to nothing");
    var circle =
        "{\"A\": {\"$ref\": \"#/components/schemas/B\"}, \"B\": {\"$ref\":"
            + " \"#/components/schemas/A\"}}";
    assertThat(reason(post("{\"$ref\": \"#/components/schemas/A\"}"), circle))
        .contains("does not end");
    var both = "{\"/b\": {\"get\": {\"operationId\": \"b\"}}, " + post("[1]").substring(1);
    try (var tools = open(inline(both, "{}"))) {
      assertThat(tools.offered()).extracting(ToolSpec::name).containsExactly("crm.b");
      assertThat(tools.refusals()).hasSize(1);
    }
  }

  @Test
  void a_schema_that_doubles_with_each_reference_is_refused() {
    var bomb =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    "\"S%d\": {\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/components/schemas/S%d\"}, \"b\": {\"$ref\": \"#/components/schemas/S%d\"}}}"
                        .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(", ", "{", ", \"S30\": {\"type\": \"string\"}}"));
    assertThat(reason(post("{\"$ref\": \"#/components/schemas/S0\"}"), bomb))
        .containsAnyOf("over 2000 parts", "nested too deeply");
    var deep = String.join("", Collections.nCopies(200, "{\"items\": ")) + "{}" + "}".repeat(200);
    assertThat(reason(post(deep), "{}")).contains("nested too deeply");
  }

  @Test
  void of_ten_thousand_operations_the_first_are_offered() {
    var paths =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"/p%d\": {\"get\": {\"operationId\": \"op%d\"}}".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));
    try (var service = new ServiceDouble()) {
      service.answer("GET /doc", Said.json(document(service.address(), paths, "{}")));
      try (var tools = open("{\"documentUrl\": \"%s/doc\"}".formatted(service.address()))) {
        assertThat(tools.offered()).hasSize(100);
        assertThat(tools.refusals()).singleElement().asString().startsWith("9900 further");
      }
      assertThatThrownBy(
              () ->
                  open(
                      "{\"documentUrl\": \"%s/doc\", \"documentKb\": 100}"
                          .formatted(service.address())))
          .isInstanceOf(SourceFailure.class)
          .hasMessageContaining("over 102400 bytes");
    }
  }

  @Test
  void wrong_types_are_told() {
    assertThatThrownBy(() -> open("{\"document\": {\"swagger\": \"2.0\"}}"))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("3.0 or 3.1");
    assertThatThrownBy(() -> open("{\"document\": {\"openapi\": \"3.1.0\", \"paths\": []}}"))
        .isInstanceOf(SourceFailure.class);
    assertThat(reason("{\"/a\": {\"get\": {\"parameters\": [1]}}}", "{}"))
        .contains("without a name");
    assertThat(
            reason(
                "{\"/a/{x}\": {\"get\": {\"parameters\": [{\"name\": \"x\", \"in\": \"path\","
                    + " \"schema\": \"s\"}]}}}",
                "{}"))
        .contains("a part of a schema is none");
    assertThat(
            reason(
                "{\"/a\": {\"get\": {\"parameters\": [{\"name\": \"Host\", \"in\": \"header\"}]}}}",
                "{}"))
        .contains("a header that cannot be sent");
    assertThat(
            reason(
                "{\"/a\": {\"get\": {\"parameters\": [{\"name\": \"s\", \"in\": \"cookie\","
                    + " \"required\": true}]}}}",
                "{}"))
        .contains("neither in path, query nor header");
  }

  @Test
  void a_path_stays_below_the_server() {
    for (var path :
        new String[] {"/../admin", "/a/%2e%2e/b", "//evil.example/a", "/a?b=c", "@evil.example"})
      assertThat(reason("{\"%s\": {\"get\": {}}}".formatted(path), "{}"))
          .as(path)
          .contains("a path");
  }

  @Test
  void a_path_that_cannot_be_filled_is_not_offered() {
    for (var path : new String[] {"/a/{id}", "/a/{id", "/a[1]", "/a%zz"})
      assertThat(reason("{\"%s\": {\"get\": {}}}".formatted(path), "{}"))
          .as(path)
          .contains("a path with a parameter");
  }

  @Test
  void a_document_that_cannot_be_fetched_again_leaves_the_one_of_before() {
    try (var service = new ServiceDouble()) {
      service.answer(
          "GET /doc", Said.json(document(service.address(), "{\"/a\": {\"get\": {}}}", "{}")));
      var settings =
          "{\"documentUrl\": \"%s/doc\", \"refreshSeconds\": 1}".formatted(service.address());
      try (var tools = open(settings)) {
        service.answer("GET /doc", Said.json("[]"));
        await().until(() -> !tools.refusals().isEmpty());
        assertThat(tools.refusals())
            .singleElement()
            .asString()
            .contains("the one of before", "no JSON object");
        assertThat(tools.offered()).extracting(ToolSpec::name).containsExactly("crm.get_a");
        service.answer(
            "GET /doc", Said.json(document(service.address(), "{\"/b\": {\"get\": {}}}", "{}")));
        await().until(() -> tools.offered().getFirst().name().equals("crm.get_b"));
        assertThat(tools.refusals()).isEmpty();
      }
    }
  }

  @Test
  void a_fetched_document_leads_to_no_other_host() {
    try (var service = new ServiceDouble()) {
      service.answer(
          "GET /doc", Said.json(document("https://evil.example", "{\"/a\": {\"get\": {}}}", "{}")));
      assertThatThrownBy(() -> open("{\"documentUrl\": \"%s/doc\"}".formatted(service.address())))
          .isInstanceOf(SourceFailure.class)
          .hasMessageContaining("another origin");
    }
    assertThatThrownBy(
            () -> open("{\"document\": " + document("http://10.0.0.1", "{}", "{}") + "}"))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("is refused");
  }

  @Test
  void a_huge_answer_ends_its_call() throws Exception {
    try (var service = new ServiceDouble()) {
      service.answer("GET /a", Said.json("\"" + "x".repeat(20_000) + "\""));
      service.answer("GET /text", new Said(200, Map.of("Content-Type", "text/plain"), "a\u200bb"));
      var paths =
          "{\"/a\": {\"get\": {\"operationId\": \"a\"}}, \"/text\": {\"get\": {\"operationId\":"
              + " \"text\"}}}";
      var settings =
          "{\"answerKb\": 16, \"document\": " + document(service.address(), paths, "{}") + "}";
      try (var tools = open(settings)) {
        assertThatThrownBy(() -> Sources.call(tools, "crm.a", "{}").join())
            .isInstanceOf(CompletionException.class)
            .hasMessageContaining("over 16384 bytes");
        var text = outcome(tools, "crm.text", "{}");
        assertThat(text.kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(text.result().text()).isEqualTo("{\"text\":\"ab\"}");
      }
    }
  }
}
