package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Agents of organisations on the built program: written by their owner, used by new sessions, kept
/// by running ones, unknown to others.
class AgentsIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUPPORT = "/v1/organisation/agents/support";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller STRANGER = Caller.with("");
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);

  /// For addresses and slugs, so that the test can be run again.
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /// The owner of a new organisation.
  private Caller owner(String name) throws Exception {
    return NewOwner.of(SERVER, "agents-" + name + "-" + run).caller();
  }

  private static String agent(String greeting) {
    var agent = body().put("company", "Alder & Ash");
    agent.putArray("languages").add("en");
    agent
        .putObject("texts")
        .putObject("en")
        .put("greeting", greeting)
        .put("title", "How can we help?");
    agent.putObject("theme").put("accent", "#2f6f4f").put("accentDark", "#7fd1a5");
    agent.put("instructions", "You help customers of {{company}}. Today is {{today}}.");
    return agent.toString();
  }

  /// A session as its starter got it.
  private record Started(Caller.Session session, int version) {}

  private static Started start(Caller by) throws Exception {
    var started = by.post(SERVER, "/v1/sessions", "{}", 201);
    return new Started(
        new Caller.Session(started.get("id").asText(), started.get("token").asText()),
        started.at("/agent/version").asInt());
  }

  private static String events(Started started) throws Exception {
    return Caller.with(started.session().token()).events(SERVER, started.session()).toString();
  }

  private static int pinned(Caller by, Started started) throws Exception {
    return by.get(SERVER, "/v1/sessions/" + started.session().id()).at("/agent/version").asInt();
  }

  /// The answer to a change comes when this node uses it.
  @Test
  void a_new_session_has_the_changed_agent_and_a_running_one_keeps_its_version() throws Exception {
    var owner = owner("ada");
    var before = start(owner);
    assertThat(before.version()).isLessThanOrEqualTo(1_000);

    var stored = owner.put(SERVER, SUPPORT, agent("Welcome to the alders!"), 200);
    assertThat(stored.get("version").asInt()).isEqualTo(1_001);
    var first = start(owner);
    assertThat(first.version()).isEqualTo(1_001);
    assertThat(events(first)).contains("Welcome to the alders!");

    owner.put(SERVER, SUPPORT, agent("Welcome to the ashes!"), 200);
    var second = start(owner);
    assertThat(second.version()).isEqualTo(1_002);
    assertThat(events(second)).contains("Welcome to the ashes!").doesNotContain("alders");

    Caller.with(first.session().token()).say(SERVER, first.session(), "m1", "hello");
    await().atMost(PATIENCE).until(() -> events(first).contains("reply-completed"));
    assertThat(pinned(owner, first)).isEqualTo(1_001);
    assertThat(pinned(owner, before)).isEqualTo(before.version());

    owner.post(SERVER, SUPPORT + "/versions/1001/restoration", "", 200);
    assertThat(events(start(owner))).contains("Welcome to the alders!");
    owner.delete(SERVER, SUPPORT, 204);
    assertThat(start(owner).version()).isEqualTo(before.version());
    assertThat(pinned(owner, second)).isEqualTo(1_002);

    var trail = owner.get(SERVER, "/v1/organisation/audit?limit=100").toString();
    assertThat(trail).contains("agent-changed", "agent-retired").doesNotContain("Welcome");
  }

  @Test
  void another_organisation_sees_nothing_of_it() throws Exception {
    var owner = owner("hedy");
    var other = owner("rosa");
    owner.put(SERVER, SUPPORT, agent("Only for Hedy's customers."), 200);
    owner.put(SERVER, "/v1/organisation/agents/sales", agent("Hedy sells."), 200);

    var listed = other.get(SERVER, "/v1/agents").get("agents");
    assertThat(listed).hasSize(1).noneMatch(agent -> agent.get("own").asBoolean());
    assertThat(other.get(SERVER, SUPPORT).toString()).doesNotContain("Hedy");
    var foreign = other.get(SERVER, "/v1/organisation/agents/sales", 404);
    var missing = other.get(SERVER, "/v1/organisation/agents/nobody", 404);
    assertThat(foreign.get("detail")).isEqualTo(missing.get("detail"));
    other.get(SERVER, SUPPORT + "/versions", 404);
    other.get(SERVER, SUPPORT + "/versions/1001", 404);
    other.post(SERVER, SUPPORT + "/versions/1001/restoration", "", 404);
    other.delete(SERVER, SUPPORT, 404);
    other.post(SERVER, "/v1/sessions", "{\"agent\": \"sales\"}", 400);
    assertThat(events(start(other))).doesNotContain("Hedy");
    assertThat(STRANGER.get(SERVER, "/v1/agents/default").toString()).doesNotContain("Hedy");
    STRANGER.get(SERVER, "/v1/agents/sales", 404);

    var named = owner.post(SERVER, "/v1/sessions", "{\"agent\": \"sales\"}", 201);
    assertThat(named.at("/agent/id").asText()).isEqualTo("sales");
    JsonNode own = owner.get(SERVER, "/v1/agents").get("agents");
    assertThat(own).hasSize(2).allMatch(agent -> agent.get("own").asBoolean());
  }

  @Test
  void a_wrong_agent_is_refused_with_what_was_expected() throws Exception {
    var wrong = agent("Hello!").replace("{{company}}", "{{password}}");
    var problem = OPERATOR.put(SERVER, SUPPORT, wrong, 400);
    assertThat(problem.get("detail").asText())
        .contains("instructions", "expected: no variables but {{company}} and {{today}}");
  }
}
