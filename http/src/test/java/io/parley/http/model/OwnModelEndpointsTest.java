package io.parley.http.model;

import static io.parley.http.session.StaffRoutes.AGENT;
import static io.parley.http.session.StaffRoutes.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.json.JsonText;
import io.parley.http.session.StaffRoutes;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnModelEndpointsTest {
  private static final String PATH = "/v1/organisation/model";
  private static final String STRONG = "/v1/organisation/models/strong";
  private static final String KEY = "sk-0123456789";

  private static final String BODY =
      """
      {"kind": "openai", "model": "gpt-4o-mini", "key": "sk-0123456789",
       "price": {"inputMicros": 150000, "outputMicros": 600000}}\
      """;

  private static final String SHOWN =
      """
      {"own": true, "name": "default", "version": 1, "kind": "openai", "model": "gpt-4o-mini",
       "price": {"inputMicros": 150000, "outputMicros": 600000},
       "writtenAt": "2026-11-26T12:00:00.000Z", "currency": "EUR"}\
      """;

  private final BroughtModels models = new BroughtModels();
  private final AtomicInteger looks = new AtomicInteger();
  private final StaffRoutes routes =
      new StaffRoutes(
          edge ->
              OwnModelEndpoints.of(
                  edge, models, URI.create("https://llm.example/v1")::equals, "EUR", this::look));

  private CompletionStage<Void> look() {
    looks.incrementAndGet();
    return CompletableFuture.completedStage(null);
  }

  @AfterEach
  void stop() {
    routes.close();
  }

  private HttpResponse put(String body) {
    return routes.put(PATH, body);
  }

  @Test
  void a_model_is_stored_and_shown_without_its_key() {
    assertThat(routes.json(routes.get(PATH)))
        .isEqualTo(JsonText.object("{\"own\": false, \"currency\": \"EUR\"}"));
    assertThat(routes.json(put(BODY))).isEqualTo(JsonText.object(SHOWN));
    assertThat(models.keys).containsExactly(KEY);
    assertThat(looks).hasValue(1);
    assertThat(routes.json(routes.get(PATH))).isEqualTo(JsonText.object(SHOWN));
    assertThat(routes.text(routes.get(PATH + "/versions")))
        .contains("\"by\":\"program:operator\"", "\"version\":1")
        .doesNotContain(KEY);
  }

  @Test
  void without_a_key_the_one_before_is_kept_at_the_same_server_alone() {
    put(BODY);
    var same = put("{\"kind\": \"openai\", \"model\": \"gpt-4o\"}");
    assertThat(status(same)).isEqualTo(200);
    assertThat(models.keys).hasSize(1);
    var elsewhere =
        put(
            """
            {"kind": "openai", "model": "m", "address": "https://llm.example/v1"}\
            """);
    assertThat(status(elsewhere)).isEqualTo(400);
    assertThat(routes.text(elsewhere)).contains("key is missing");
  }

  @Test
  void several_models_have_names_and_name_each_other() {
    assertThat(status(routes.put("/v1/organisation/models/default", BODY))).isEqualTo(200);
    assertThat(routes.json(routes.get(PATH))).isEqualTo(JsonText.object(SHOWN));
    var strong = "{\"kind\": \"anthropic\", \"model\": \"m\", \"key\": \"k\", \"fallbacks\": [%s]}";
    var unknown = routes.put(STRONG, strong.formatted("\"weak\""));
    assertThat(status(unknown)).isEqualTo(400);
    assertThat(routes.text(unknown))
        .contains("fallbacks has an unknown name")
        .doesNotContain("weak");
    assertThat(status(routes.put(STRONG, strong.formatted("\"default\"")))).isEqualTo(200);
    assertThat(routes.text(routes.get(STRONG)))
        .contains("\"name\":\"strong\"", "\"fallbacks\":[\"default\"]");
    var all = routes.json(routes.get("/v1/organisation/models")).get("models");
    assertThat(all.valueStream().map(each -> each.get("name").asText()).toList())
        .containsExactly("default", "strong");
    assertThat(routes.text(routes.get(STRONG + "/versions"))).contains("\"model\":\"m\"");
    assertThat(status(routes.delete(STRONG))).isEqualTo(204);
    assertThat(status(routes.get(STRONG))).isEqualTo(404);
    assertThat(status(routes.get("/v1/organisation/models/No"))).isEqualTo(400);
  }

  @Test
  void an_organisation_has_ten_models_at_most() {
    for (int number = 1; number <= 10; number++)
      assertThat(status(routes.put("/v1/organisation/models/m" + number, BODY))).isEqualTo(200);
    var eleventh = routes.put("/v1/organisation/models/m11", BODY);
    assertThat(status(eleventh)).isEqualTo(409);
    assertThat(routes.text(eleventh)).contains("limit-reached", "there are 10 models");
    assertThat(status(routes.put("/v1/organisation/models/m1", BODY))).isEqualTo(200);
  }

  @Test
  void an_author_who_has_not_seen_the_newest_is_told() {
    put(BODY);
    var late = put("{\"kind\": \"openai\", \"model\": \"m\", \"version\": 0}");
    assertThat(status(late)).isEqualTo(409);
    assertThat(routes.text(late)).contains("version-differs");
  }

  @Test
  void a_model_is_removed_once() {
    put(BODY);
    assertThat(status(routes.delete(PATH))).isEqualTo(204);
    assertThat(status(routes.delete(PATH))).isEqualTo(404);
    assertThat(routes.text(routes.get(PATH))).contains("\"own\":false");
    assertThat(looks).hasValue(2);
    assertThat(models.acts).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"oracle\", \"model\": \"m\", \"key\": \"k\"}",
        "{\"kind\": \"openai\", \"key\": \"k\"}",
        "{\"kind\": \"openai\", \"model\": \"a b\", \"key\": \"k\"}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k k\"}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k\", \"more\": 1}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k\", \"fallbacks\": [\"A\"]}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k\", \"fallbacks\": [\"a\", \"a\"]}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k\", \"price\": {\"inputMicros\": 1}}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"address\": \"http://10.0.0.1\"}",
        "{\"kind\": \"openai\", \"model\": \"m\", \"key\": \"k\", \"address\": \"no address\"}"
      })
  void a_wrong_body_is_refused(String body) {
    var answer = put(body);
    assertThat(status(answer)).isEqualTo(400);
    assertThat(routes.text(answer)).doesNotContain("k k", "10.0.0.1");
    assertThat(models.acts).isEmpty();
    assertThat(looks).hasValue(0);
  }

  @Test
  void desks_may_not_see_it() {
    assertThat(status(routes.answer(HttpRequest.GET(PATH), AGENT))).isEqualTo(403);
  }
}
