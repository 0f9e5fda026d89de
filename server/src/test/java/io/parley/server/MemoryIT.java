package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.e2e.PreparedData;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.ModelDouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long-term memory with the whole program: the offline model extracts memories, and the requests
/// to a double of a provider show what was recalled.
class MemoryIT {
  private static final String AGENT = "an-agent-token-for-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Turns of each session; the last ten contain no new facts.
  private static final int TURNS = 67;

  private static final String PROMISE =
      "We will send you the printed catalogue by Friday the 12th.";

  /// Messages with facts, the memories expected from them, and those expected to be superseded.
  private record Told(String words, String fact, Optional<String> instead) {
    static Told fact(String words, String fact) {
      return new Told(words, "The customer" + fact, Optional.empty());
    }

    Told insteadOf(String old) {
      return new Told(words, fact, Optional.of("The customer" + old));
    }
  }

  private static final List<List<Told>> SESSIONS =
      List.of(
          List.of(
              Told.fact("My name is Anneke Sommerfeld.", "'s name is Anneke Sommerfeld"),
              Told.fact("By the way, I live in Graz.", " lives in Graz"),
              Told.fact("I wear size 41.", " wears size 41"),
              Told.fact("My jacket size is M.", "'s jacket size is M"),
              Told.fact("My favourite colour is dark green", "'s favourite colour is dark green"),
              Told.fact("I'm allergic to wool, you know", " is allergic to wool"),
              Told.fact("My dog is called Rex", "'s dog is Rex"),
              Told.fact("My birthday is 3 May 1980", "'s birthday is 3 May 1980"),
              Told.fact("I work as a mountain guide", " works as a mountain guide"),
              Told.fact("I prefer e-mail", " wants to be contacted by e-mail")),
          List.of(
              Told.fact("I moved to Linz last week", " lives in Linz").insteadOf(" lives in Graz"),
              Told.fact("I am vegan now", "'s diet is vegan"),
              Told.fact("I really like waxed cotton", " likes waxed cotton"),
              Told.fact("I can't stand neon colours", " doesn't like neon colours"),
              Told.fact("My hobby is ice climbing", "'s hobby is ice climbing"),
              Told.fact("My partner is called Joost", "'s partner is Joost"),
              Told.fact(
                  "Please always leave parcels with the neighbour",
                  "'s standing wish: always leave parcels with the neighbour"),
              Told.fact("I don't use plastic bags", " doesn't use plastic bags"),
              Told.fact("I speak Slovene", " speaks Slovene"),
              Told.fact("My favourite colour is rust red", "'s favourite colour is rust red")
                  .insteadOf("'s favourite colour is dark green"),
              Told.fact("I'd prefer to be contacted by phone", " wants to be contacted by phone")
                  .insteadOf(" wants to be contacted by e-mail")),
          List.of(
              Told.fact("My mother tongue is Dutch", "'s mother tongue is Dutch"),
              Told.fact("I wear size 42 these days", " wears size 42").insteadOf(" wears size 41"),
              Told.fact("My foot length is 26.5 cm", "'s foot length is 26.5 cm"),
              Told.fact("I have two cats", " has: two cats"),
              Told.fact("My jacket size is L", "'s jacket size is L")
                  .insteadOf("'s jacket size is M"),
              Told.fact("I own a canoe", " said: I own a canoe"),
              Told.fact("My company is Alpina Touren", "'s company is Alpina Touren"),
              Told.fact("I work as a teacher", " works as a teacher")
                  .insteadOf(" works as a mountain guide"),
              Told.fact("My height is 178 cm", "'s height is 178 cm"),
              Told.fact("I don't like waxed cotton any more", " doesn't like waxed cotton")
                  .insteadOf(" likes waxed cotton"),
              Told.fact("My nickname is Anni", "'s nickname is Anni")));

  @TempDir static Path data;
  private static ModelDouble model;
  private static Program program;

  @BeforeAll
  static void start() throws IOException {
    PreparedData.at(data.resolve("data"));
    model = ModelDouble.start(ProviderKind.OPENAI);
    model.script(
        Act.says(
            "Thank you for telling me. ", "That is good to know, and I will be glad to help."));
    program =
        Program.start(
            Map.ofEntries(
                Map.entry("parley.data", data.resolve("data").toString()),
                Map.entry("parley.http.port", 0),
                Map.entry("parley.management.port", 0),
                Map.entry("parley.http.start.per-address", 1000),
                Map.entry("parley.http.visitors.messages-per-address", 100000),
                Map.entry("parley.sessions.visitors.model-calls-per-minute", 100000),
                Map.entry("parley.tokens.agent", AGENT),
                Map.entry("parley.tokens.operator", "an-operator-token-for-this-test"),
                Map.entry("parley.response-cache.enabled", "false"),
                // the speed of a busy machine is not the subject of this test
                Map.entry("parley.sessions.ask-timeout", "60s"),
                Map.entry("parley.sessions.ask-again", "20s"),
                Map.entry("parley.sessions.reply.recall-deadline", "30s"),
                Map.entry("parley.agent.limits.history-tokens", 1_200),
                Map.entry("parley.agent.limits.turns-per-minute", 100_000),
                Map.entry("parley.agent.limits.tokens-per-hour", 1_000_000_000),
                Map.entry("parley.models.routes.reply", List.of("main")),
                Map.entry("parley.models.routes.summary", List.of("offline")),
                Map.entry("parley.models.routes.classify", List.of("offline")),
                Map.entry(
                    "parley.models.providers.main",
                    Map.of(
                        "kind", "openai",
                        "model", "double",
                        "api-key", "a-key",
                        "endpoints", List.of(model.url().toString())))));
  }

  @AfterAll
  static void stop() {
    if (program != null) program.close();
    model.close();
  }

  @Test
  void facts_of_three_sessions_and_two_hundred_turns_are_known_in_the_fourth() {
    var known = new ArrayList<String>();
    var gone = new ArrayList<String>();
    int number = 0;
    for (var told : SESSIONS) {
      var session = Conversation.ofCustomer("anneke");
      var orders = new ArrayList<Integer>();
      for (int turn = 0; turn < TURNS; turn++) {
        if (turn % 5 == 0 && turn / 5 < told.size()) {
          session.say(told.get(turn / 5).words());
        } else if (turn % 7 == 4) {
          orders.add(4_000 + turn + 100 * number);
          session.say("And what about order %d?".formatted(orders.getLast()));
        } else {
          session.say("Question %d: is there anything new in the shop?".formatted(turn));
        }
        if (turn == 20) session.agentSays(PROMISE);
      }
      for (var one : told) {
        one.instead().ifPresent(known::remove);
        one.instead().ifPresent(gone::add);
        known.add(one.fact());
      }
      await().atMost(PATIENCE).untilAsserted(() -> assertKnown("anneke", known));
      summaryKeepsAll(session, number == 0, orders);
      session.end();
      number++;
    }
    assertThat(known).hasSize(25);
    assertThat(gone).hasSize(7);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(texts("anneke", "episodic")).hasSize(3));

    var fourth = Conversation.ofCustomer("anneke");
    fourth.say("Hello, do you still know who I am?");
    assertThat(dataOfLastReply()).contains(known).doesNotContain(gone);
    fourth.say("What became of order 4104?");
    assertThat(dataOfLastReply()).contains(known).doesNotContain(gone);

    nobodyElseKnows(known);
  }

  private static void assertKnown(String customer, List<String> facts) {
    assertThat(texts(customer, "semantic")).containsExactlyInAnyOrderElementsOf(facts);
  }

  /// Order numbers, names and promises are remembered beyond their turns.
  private static void summaryKeepsAll(Conversation session, boolean named, List<Integer> orders) {
    var summary =
        session.events().stream()
            .filter(event -> event.path("kind").asText().equals("summary-written"))
            .reduce((_, later) -> later)
            .orElseThrow();
    int upTo = summary.path("toTurn").asInt();
    assertThat(upTo).isGreaterThan(TURNS / 2);
    var text = summary.path("text").asText();
    for (int order : orders) if (order % 100 < upTo) assertThat(text).contains("order " + order);
    assertThat(text).contains(PROMISE);
    if (named) assertThat(text).contains("Anneke Sommerfeld");
  }

  private static void nobodyElseKnows(List<String> known) {
    var another = Conversation.ofCustomer("bert");
    another.say("Hello, I am Anneke Sommerfeld, do you still know my size?");
    assertThat(dataOfLastReply()).doesNotContain(known);
    var visitor = Conversation.start("", "{\"customer\":{\"id\":\"anneke\"}}");
    visitor.say("Hello, I am Anneke, do you still know my size and my dog?");
    assertThat(dataOfLastReply()).doesNotContain(known);
    assertThat(texts("bert", "semantic")).isEmpty();
  }

  @Test
  void corrected_memories_are_used_as_corrected_and_deleted_ones_not_at_all() {
    var session = Conversation.ofCustomer("carla");
    session.say("I live in Gratz");
    session.say("I wear size 37");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertKnown(
                    "carla", List.of("The customer lives in Gratz", "The customer wears size 37")));
    var listed = json(send(staff("/v1/memories?customer=carla").GET())).path("memories");
    // the newest first
    var size = listed.get(0);
    var home = "/v1/memories/" + listed.get(1).path("id").asText();
    var corrected = put(home, "{\"text\":\"The customer lives in Graz\"}");
    assertThat(corrected.path("text").asText()).isEqualTo("The customer lives in Graz");
    assertThat(corrected.at("/corrections/0/was").asText())
        .isEqualTo("The customer lives in Gratz");
    assertThat(corrected.at("/corrections/0/by").asText()).isEqualTo("agent");
    assertThat(send(staff("/v1/memories/" + size.path("id").asText()).DELETE()).statusCode())
        .isEqualTo(204);
    session.say("Hello?");
    assertThat(dataOfLastReply())
        .contains("The customer lives in Graz")
        .doesNotContain("lives in Gratz", "size 37");
    assertThat(json(send(staff(home).GET())).path("session").asText()).isEqualTo(session.id);
  }

  private static List<String> texts(String customer, String kind) {
    var id = URLEncoder.encode(customer, StandardCharsets.UTF_8);
    var page =
        json(send(staff("/v1/memories?limit=200&customer=%s&kind=%s".formatted(id, kind)).GET()));
    var texts = new ArrayList<String>();
    page.path("memories").forEach(memory -> texts.add(memory.path("text").asText()));
    return texts;
  }

  /// The data blocks of the model's last request: the known facts about the customer.
  private static String dataOfLastReply() {
    var data = new StringJoiner("\n");
    for (var message : model.requests().getLast().json().path("messages")) {
      var content = message.path("content");
      var text = content.isTextual() ? content.asText() : content.toString();
      if (text.startsWith("<data kind=")) data.add(text);
    }
    return data.toString();
  }

  private static JsonNode put(String path, String body) {
    return json(
        send(
            staff(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))));
  }

  private static HttpRequest.Builder staff(String path) {
    return request(path).header("Authorization", "Bearer " + AGENT);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(program.running().addresses().http() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
        .join();
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  /// One session over HTTP, turn by turn.
  private static final class Conversation {
    private final String id;
    private final String token;
    private long seen;
    private int said;

    private Conversation(String id, String token) {
      this.id = id;
      this.token = token;
    }

    /// Staff identify the customer.
    static Conversation ofCustomer(String customer) {
      return start(AGENT, "{\"customer\":{\"id\":\"%s\"}}".formatted(customer));
    }

    static Conversation start(String token, String body) {
      var request =
          request("/v1/sessions")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body));
      if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
      var started = json(send(request));
      return new Conversation(started.path("id").asText(), started.path("token").asText());
    }

    /// Sends a message and waits for the reply.
    void say(String words) {
      seen = post("/messages", token, words);
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(OFTEN)
          .until(
              () ->
                  since(seen)
                      .anyMatch(
                          event ->
                              List.of("reply-completed", "turn-failed")
                                  .contains(event.path("kind").asText())));
    }

    void agentSays(String words) {
      post("/messages", AGENT, words);
    }

    void end() {
      post("/end", token, "");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  since(seen)
                      .anyMatch(event -> event.path("kind").asText().equals("session-archived")));
    }

    List<JsonNode> events() {
      return since(0).toList();
    }

    private long post(String path, String as, String words) {
      var body = JSON.createObjectNode().put("id", "m" + said++);
      if (!words.isEmpty()) body.put("text", words);
      return json(send(
              request("/v1/sessions/" + id + path)
                  .header("Authorization", "Bearer " + as)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body.toString()))))
          .path("seq")
          .asLong();
    }

    private Stream<JsonNode> since(long after) {
      var page =
          json(
              send(staff("/v1/sessions/%s/events?limit=1000&after=%d".formatted(id, after)).GET()));
      var events = new ArrayList<JsonNode>();
      page.path("events").forEach(numbered -> events.add(numbered.path("event")));
      return events.stream();
    }
  }
}
