package io.parley.http.agent;

import static io.parley.http.session.StaffRoutes.AGENT;
import static io.parley.http.session.StaffRoutes.NOON;
import static io.parley.http.session.StaffRoutes.OPERATOR;
import static io.parley.http.session.StaffRoutes.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.audit.Act;
import io.parley.core.limit.RateLimit;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferTargets;
import io.parley.http.json.JsonText;
import io.parley.http.model.BroughtModels;
import io.parley.http.session.StaffRoutes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationAgentEndpointsTest {
  private static final String SUPPORT = "/v1/organisation/agents/support";

  private static final String BODY =
      """
      {"company": "Acme", "languages": ["de", "en"],
       "texts": {
         "de": {"greeting": "Hallo!", "title": "Wie können wir helfen?", "suggestions": ["Wo?"],
                "menu": {"prompt": "Drücken Sie 1.", "keys": {"1": {"say": "Eine Frage."}}},
                "asks": [{"words": ["Kartennummer"], "expects": "digits", "least": 6},
                         {"words": ["Bürge"], "expects": "name"}]},
         "en": {"title": "How can we help?", "suggestions": []}},
       "theme": {"accent": "#2f6f4f", "accentDark": "#7fd1a5"},
       "tools": ["kb.search"], "collections": ["faq"],
       "instructions": "You help customers of {{company}}."}\
      """;

  private static final AgentDefinition OF_FILE =
      new AgentDefinition(
          new AgentRef("support", 2),
          "The installation",
          new AgentPresentation(
              List.of(new Texts("en", Optional.empty(), "How can we help?", List.of())),
              new Theme("#1f5c4a", "#8fcdb4")),
          new PromptTemplate("support-agent", 1, "a secret recipe"),
          new PromptTemplate("voice", 1, ""),
          new PromptTemplate("summary", 1, ""),
          new PromptTemplate("memory", 1, ""),
          new PromptTemplate("reflection", 1, ""),
          List.of("create_ticket"),
          new AgentLimits(2_000, 500, 5, 10, 0),
          new RateLimit(100, 100_000));

  private final WrittenAgents written = new WrittenAgents();
  private final BroughtModels models = new BroughtModels();
  private final AtomicInteger looks = new AtomicInteger();
  private final StaffRoutes routes =
      new StaffRoutes(
          edge ->
              OrganisationAgentEndpoints.of(
                  edge,
                  new OwnFirst(),
                  written,
                  new MenuRule(TransferTargets.NONE, "#"),
                  models,
                  this::look));

  /// The agents of a node that knows of every change.
  private final class OwnFirst implements Agents {
    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      return written
          .current(tenant, id.orElse("support"))
          .map(own -> own.content().over(OF_FILE, own.ref()))
          .or(() -> Optional.of(OF_FILE).filter(_ -> id.orElse("support").equals("support")));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      return current(tenant, Optional.of(ref.id()));
    }
  }

  private CompletionStage<Void> look() {
    looks.incrementAndGet();
    return CompletableFuture.completedStage(null);
  }

  @AfterEach
  void stop() {
    routes.close();
  }

  private HttpResponse restore(String version) {
    return routes.post(SUPPORT + "/versions/" + version + "/restoration");
  }

  private static String changed(String from, String to) {
    assertThat(BODY).contains(from);
    return BODY.replace(from, to);
  }

  @Test
  void a_written_agent_is_shown_as_it_was_written() {
    var response = routes.put(SUPPORT, BODY);
    assertThat(status(response)).isEqualTo(200);
    var head =
        JsonText.object(
            """
            {"id": "support", "version": 1001, "own": true,
             "writtenAt": "2026-11-26T12:00:00.000Z"}\
            """);
    head.setAll(JsonText.object(BODY));
    assertThat(routes.json(response)).isEqualTo(head);
    assertThat(routes.json(routes.get(SUPPORT))).isEqualTo(head);
    assertThat(looks).hasValue(1);
    var act = written.acts().getFirst();
    assertThat(act.by().text()).isEqualTo("program:operator");
    assertThat(act.at()).isEqualTo(NOON);
  }

  @Test
  void the_list_has_the_own_agents_and_the_installations_until_it_is_replaced() {
    assertThat(routes.json(routes.get("/v1/agents")))
        .isEqualTo(
            JsonText.object(
                """
                {"agents": [{"id": "support", "version": 2, "own": false, "default": true,
                  "company": "The installation", "languages": ["en"]}]}\
                """));
    routes.put("/v1/organisation/agents/sales", BODY);
    routes.put(SUPPORT, BODY);
    assertThat(routes.json(routes.get("/v1/agents")))
        .isEqualTo(
            JsonText.object(
                """
                {"agents": [
                  {"id": "sales", "version": 1001, "own": true, "default": false,
                   "company": "Acme", "languages": ["de", "en"]},
                  {"id": "support", "version": 1001, "own": true, "default": true,
                   "company": "Acme", "languages": ["de", "en"]}]}\
                """));
  }

  @Test
  void of_the_installations_agent_the_prompts_are_not_shown() {
    var shown = routes.json(routes.get(SUPPORT));
    assertThat(shown.get("own").asBoolean()).isFalse();
    assertThat(shown.get("tools").get(0).asText()).isEqualTo("create_ticket");
    assertThat(shown.toString()).doesNotContain("recipe");
    assertThat(status(routes.get("/v1/organisation/agents/nobody"))).isEqualTo(404);
  }

  @Test
  void a_restored_version_is_the_newest_one() {
    routes.put(SUPPORT, BODY);
    routes.put(SUPPORT, changed("Acme", "Bolt"));
    var restored = routes.json(restore("1001"));
    assertThat(restored.get("version").asInt()).isEqualTo(1_003);
    assertThat(restored.get("company").asText()).isEqualTo("Acme");
    var versions = routes.json(routes.get(SUPPORT + "/versions")).get("versions");
    assertThat(versions).hasSize(3);
    assertThat(versions.get(0))
        .isEqualTo(
            JsonText.object(
                """
                {"version": 1003, "by": "program:operator", "at": "2026-11-26T12:00:00.000Z"}\
                """));
    assertThat(routes.json(routes.get(SUPPORT + "/versions/1002")).get("company").asText())
        .isEqualTo("Bolt");
    for (var none : List.of("1004", "2", "x", "-1", "99999999999"))
      assertThat(status(restore(none))).as(none).isEqualTo(404);
    assertThat(status(routes.get(SUPPORT + "/versions/1004"))).isEqualTo(404);
    assertThat(status(routes.get("/v1/organisation/agents/sales/versions"))).isEqualTo(404);
  }

  @Test
  void an_agent_names_a_model_that_the_organisation_has() {
    var body = changed("\"company\":", "\"model\": \"strong\", \"company\":");
    var refused = routes.put(SUPPORT, body);
    assertThat(status(refused)).isEqualTo(400);
    assertThat(routes.json(refused).get("detail").asText()).contains("model is unknown");
    var strong = new OwnModelName(TenantId.DEFAULT, "strong");
    var model = new OwnModel(Kind.OPENAI, Optional.empty(), "m", Optional.empty());
    var act = Act.ofProgram("operator", NOON);
    models.put(strong, model, Optional.of("k"), Optional.empty(), act).toCompletableFuture().join();
    assertThat(routes.json(routes.put(SUPPORT, body)).get("model").asText()).isEqualTo("strong");
    models.remove(strong, act).toCompletableFuture().join();
    assertThat(routes.json(routes.get(SUPPORT)).get("model").asText()).isEqualTo("strong");
    assertThat(status(restore("1001"))).isEqualTo(400);
  }

  @Test
  void a_retired_agent_gives_its_place_back_and_can_be_restored() {
    routes.put(SUPPORT, BODY);
    assertThat(status(routes.delete(SUPPORT))).isEqualTo(204);
    assertThat(status(routes.delete(SUPPORT))).isEqualTo(404);
    assertThat(routes.json(routes.get(SUPPORT)).get("own").asBoolean()).isFalse();
    assertThat(routes.json(routes.get(SUPPORT + "/versions")).get("versions")).hasSize(1);
    assertThat(status(restore("1001"))).isEqualTo(200);
    assertThat(routes.json(routes.get(SUPPORT)).get("version").asInt()).isEqualTo(1_002);
  }

  @Test
  void one_agent_more_than_the_limit_is_refused() {
    for (int i = 0; i < AgentVersions.COUNT_MAX; i++)
      assertThat(status(routes.put("/v1/organisation/agents/agent-" + i, BODY))).isEqualTo(200);
    var refused = routes.put(SUPPORT, BODY);
    assertThat(status(refused)).isEqualTo(409);
    assertThat(routes.json(refused).get("type").asText()).isEqualTo("/problems/limit-reached");
  }

  private static String seen(int version, String company) {
    return changed(
        "\"company\": \"Acme\"",
        "\"version\": %d, \"company\": \"%s\"".formatted(version, company));
  }

  @Test
  void of_two_authors_who_began_with_the_same_version_the_second_is_refused() {
    assertThat(status(routes.put(SUPPORT, seen(2, "Acme")))).isEqualTo(200);
    assertThat(status(routes.put(SUPPORT, seen(1_001, "Bolt")))).isEqualTo(200);
    for (int old : List.of(0, 2, 1_001)) {
      var refused = routes.put(SUPPORT, seen(old, "Cord"));
      assertThat(status(refused)).as("from %d", old).isEqualTo(409);
      var problem = routes.json(refused);
      assertThat(problem.get("type").asText()).isEqualTo("/problems/version-differs");
      assertThat(problem.get("detail").asText()).isEqualTo("the newest version is 1002");
    }
    assertThat(routes.json(routes.put(SUPPORT, seen(1_001, "Bolt"))).get("version").asInt())
        .isEqualTo(1_002);
    assertThat(routes.json(routes.put(SUPPORT, seen(1_002, "Cord"))).get("version").asInt())
        .isEqualTo(1_003);
    assertThat(status(routes.put(SUPPORT, BODY))).isEqualTo(200);
    assertThat(written.acts()).hasSize(4);
  }

  @Test
  void an_agent_that_was_retired_meanwhile_does_not_come_back_unseen() {
    routes.put(SUPPORT, BODY);
    routes.delete(SUPPORT);
    assertThat(status(routes.put(SUPPORT, seen(1_001, "Bolt")))).isEqualTo(409);
    assertThat(status(routes.put(SUPPORT, seen(2, "Bolt")))).isEqualTo(200);
  }

  @Test
  void nobody_restores_or_retires_over_a_version_that_was_not_seen() {
    routes.put(SUPPORT, BODY);
    routes.put(SUPPORT, changed("Acme", "Bolt"));
    for (var late :
        List.of(
            HttpRequest.POST(SUPPORT + "/versions/1001/restoration?seen=1001"),
            HttpRequest.DELETE(SUPPORT + "?seen=1001"))) {
      var refused = routes.answer(late, OPERATOR);
      assertThat(status(refused)).as(late.toString()).isEqualTo(409);
      assertThat(routes.json(refused).get("type").asText()).isEqualTo("/problems/version-differs");
    }
    assertThat(status(routes.delete(SUPPORT + "?seen=x"))).isEqualTo(400);
    var restoration = HttpRequest.POST(SUPPORT + "/versions/1001/restoration?seen=1002");
    assertThat(routes.json(routes.answer(restoration, OPERATOR)).get("version").asInt())
        .isEqualTo(1_003);
    assertThat(status(routes.delete(SUPPORT + "?seen=1003"))).isEqualTo(204);
    assertThat(written.acts()).hasSize(4);
  }

  @Test
  void human_agents_and_strangers_neither_read_nor_write() {
    for (var request : List.of(HttpRequest.GET("/v1/agents"), HttpRequest.GET(SUPPORT))) {
      assertThat(status(routes.answer(request, AGENT))).isEqualTo(403);
      assertThat(status(routes.answer(request, "a-guess-at-a-token"))).isEqualTo(401);
    }
    var write = HttpRequest.PUT(SUPPORT).withEntity(ContentTypes.APPLICATION_JSON, BODY);
    assertThat(status(routes.answer(write, AGENT))).isEqualTo(403);
    assertThat(status(routes.answer(HttpRequest.DELETE(SUPPORT), AGENT))).isEqualTo(403);
    assertThat(written.acts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"company\": \"Acme\" | \"company\": \" \" | company: a value of another form",
        "\"company\": \"Acme\" | \"tenant\": \"Acme\" | there is an unknown field",
        "\"company\": \"Acme\", | '' | company is missing",
        "[\"de\", \"en\"] | [] | languages is missing or empty",
        "[\"de\", \"en\"] | [\"german!\", \"en\"] | an entry of languages has another form",
        "[\"de\", \"en\"] | [\"de\", \"en\", \"fr\"] | texts.fr is missing",
        "[\"de\", \"en\"] | [\"de\"] | there is an unknown field",
        "[\"de\", \"en\"] | [\"de\", \"en\", \"de\"] | languages has an entry twice",
        "\"How can we help?\" | 7 | texts.en.title is not a string",
        "\"How can we help?\" | \" \" | texts.en.title: a value of another form",
        "\"#2f6f4f\" | \"green\" | theme.accent of another form (expected: #rrggbb)",
        "\"kb.search\" | \"no tool\" | tools: a value of another form",
        "\"faq\" | \"No Name\" | collections: a value of another form",
        "\"company\": \"Acme\" | \"version\": -1, \"company\": \"Acme\" | version is out of range",
        "{{company}} | {{password}} | instructions: a value of another form",
        "\"1\" | \"12\" | texts.de.menu.keys has a longer key",
        "\"1\" | \"x\" | texts.de.menu.keys: x (expected: 0 to 9, or *)",
        "\"say\": \"Eine Frage.\" | \"sing\": \"la\" | texts.de.menu.keys.1 has another meaning",
        "\"say\": \"Eine Frage.\" | \"repeat\": false | texts.de.menu.keys.1.repeat is not true",
        "\"say\": \"Eine Frage.\" | \"transfer\": \"sales\" | texts.de.menu.keys.1.transfer is",
        "\"least\": 6 | \"least\": 31 | texts.de.asks.0.least is out of range",
        "\"least\": 6 | \"least\": 6, \"most\": 5 | texts.de.asks.0.most: 5 (expected: ≥ 6)",
        "\"digits\", \"least\": 6 | \"letters\" | texts.de.asks.0.expects is of another kind",
        "\"digits\", | \"name\", | texts.de.asks.0.expects is no number",
        "[\"Bürge\"] | [] | texts.de.asks.1.words: 0 (expected: 1 to 20)",
        "[\"Bürge\"] | \"Bürge\" | texts.de.asks.1.words is not an array",
        "\"Bürge\"], | \"Bürge\"], \"length\": 1, | there is an unknown field",
      })
  void a_wrong_field_is_named_with_what_was_expected(String from, String to, String detail) {
    var refused = routes.put(SUPPORT, changed(from, to));
    assertThat(status(refused)).as(to).isEqualTo(400);
    assertThat(routes.json(refused).get("detail").asText()).startsWith(detail);
    assertThat(written.acts()).isEmpty();
  }

  @Test
  void an_id_that_means_something_else_is_refused() {
    for (var id : List.of("default", "Support", "a_b", "a".repeat(65)))
      assertThat(status(routes.put("/v1/organisation/agents/" + id, BODY))).as(id).isEqualTo(400);
  }
}
