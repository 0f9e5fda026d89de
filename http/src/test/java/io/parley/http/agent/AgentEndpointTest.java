package io.parley.http.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Principal;
import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.limit.RateLimit;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgentEndpointTest {
  private static final AgentDefinition SALES =
      new AgentDefinition(
          new AgentRef("sales", 3),
          "Larch & Lace",
          new AgentPresentation(
              List.of(
                  new Texts("de", Optional.of("Hallo!"), "Wie können wir helfen?", List.of("Wo?")),
                  new Texts("en", Optional.empty(), "How can we help?", List.of())),
              new Theme("#2f6f4f", "#7fd1a5")),
          new PromptTemplate("support", 1, "a secret recipe"),
          new PromptTemplate("voice", 1, ""),
          new PromptTemplate("summary", 1, ""),
          new PromptTemplate("memory", 1, ""),
          new PromptTemplate("reflection", 1, ""),
          List.of("create_ticket"),
          new AgentLimits(2_000, 500, 5, 10, 0),
          new RateLimit(100, 100_000));

  private static final TenantId SHOP = new TenantId("shop");

  private static final AgentDefinition OF_SHOP =
      new AgentContent(
              "The shop",
              SALES.presentation(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Set.of())
          .over(SALES, new AgentRef("sales", 1_001));

  private static final Sites SITES = new Sites();

  private static ActorSystem system;
  private static Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("agents", ConfigFactory.defaultReference());
    router =
        Router.create(
            List.of(
                AgentEndpoint.of(new Sales(), SITES), ofShop(AgentEndpoint.of(new Sales(), SITES))),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)),
                new Origins(Set.of("https://shop.example")),
                0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  /// Under another path, the sender is a program of an organisation.
  private static Endpoint ofShop(Endpoint agent) {
    var program = Principal.program(SHOP, "0123456789abcdef", Set.of());
    return Endpoint.get(
        "/shop/agents/{id}",
        call -> agent.handler().answer(call.by(new Call.Proven("a key", program))));
  }

  private static HttpResponse get(String id) {
    return getAt("/v1/agents/" + id);
  }

  private static HttpResponse getAt(String path) {
    var request = HttpRequest.GET(path).addHeader(Replies.header("Origin", "https://shop.example"));
    return router.answer(request).toCompletableFuture().join();
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

  private static String header(HttpResponse response, String name) {
    return response.getHeader(name).map(found -> found.value()).orElse("");
  }

  @Test
  void only_an_agents_presentation_is_public() {
    var response = get("sales");
    assertThat(response.status().intValue()).isEqualTo(200);
    assertThat(JsonText.object(text(response)))
        .isEqualTo(
            JsonText.object(
                """
                {"id": "sales", "version": 3, "company": "Larch & Lace", "languages": ["de", "en"],
                 "texts": {
                   "de": {"greeting": "Hallo!", "title": "Wie können wir helfen?",
                          "suggestions": ["Wo?"]},
                   "en": {"title": "How can we help?", "suggestions": []}},
                 "theme": {"accent": "#2f6f4f", "accentDark": "#7fd1a5"}}\
                """));
    assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
  }

  @Test
  void default_stands_for_the_agent_of_sessions_that_name_none() {
    assertThat(text(get("default"))).isEqualTo(text(get("sales")));
  }

  @Test
  void with_a_key_it_is_an_agent_of_that_organisation_and_no_cache_keeps_it() {
    var response = getAt("/shop/agents/default");
    assertThat(JsonText.object(text(response)).path("version").asInt()).isEqualTo(1_001);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    for (var each : List.of(response, get("default")))
      assertThat(each.getHeaders())
          .filteredOn(header -> header.name().equals("Vary"))
          .extracting(header -> header.value())
          .contains("Authorization");
  }

  @Test
  void by_the_short_name_of_an_organisation_it_is_an_agent_of_that() {
    SITES.learn(
        List.of(new OrganisationSite(SHOP, true, List.of(new Slug("shop")), List.of(), List.of())));
    var response = getAt("/v1/agents/default?organisation=shop");
    assertThat(JsonText.object(text(response)).path("version").asInt()).isEqualTo(1_001);
    assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(getAt("/v1/agents/default?organisation=nobody").status().intValue()).isEqualTo(404);
    assertThat(JsonText.object(text(get("default"))).path("version").asInt()).isEqualTo(3);
  }

  @Test
  void an_unknown_agent_is_not_found() {
    var response = get("nobody");
    assertThat(response.status().intValue()).isEqualTo(404);
    assertThat(JsonText.object(text(response)).path("type").asText())
        .isEqualTo("/problems/not-found");
  }

  private static final class Sales implements Agents {
    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      var agent = tenant.equals(SHOP) ? OF_SHOP : SALES;
      return Optional.of(agent).filter(_ -> id.isEmpty() || id.get().equals("sales"));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      return Optional.of(SALES);
    }
  }
}
