package io.parley.tools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.limit.RateLimit;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredAgentsTest {
  private static final TenantId ACME = new TenantId("acme");

  @Test
  void defaults() {
    assertThat(AgentSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new AgentSettings(
                new AgentRef("support", 1),
                "Scree & Sorrel",
                Optional.empty(),
                List.of("kb.search", "fetch_status", "create_ticket"),
                new AgentLimits(6_000, 1_500, 8, 20),
                new RateLimit(30, 500_000)));
  }

  @Test
  void every_key_changed() {
    var config =
        """
        parley.agent {
          id = sales, version = 3, company = Acme, greeting = "Hello.", tools = ["x"]
          limits {
            history-tokens = 1, output-tokens = 2, tool-calls-per-turn = 3, waiting-messages = 4
            turns-per-minute = 5, tokens-per-hour = 6
          }
        }\
        """;
    assertThat(AgentSettings.from(ConfigFactory.parseString(config)))
        .isEqualTo(
            new AgentSettings(
                new AgentRef("sales", 3),
                "Acme",
                Optional.of("Hello."),
                List.of("x"),
                new AgentLimits(1, 2, 3, 4),
                new RateLimit(5, 6)));
  }

  @Test
  void a_wrong_value_is_a_sentence() {
    assertThatThrownBy(() -> with("id = \"Support Team\""))
        .hasMessage(
            "parley.agent.id: Support Team (expected: 1 to 64 small letters, digits and hyphens)");
    assertThatThrownBy(() -> with("version = 0"))
        .hasMessage("parley.agent.version: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> with("company = \" \""))
        .hasMessage("parley.agent.company: nothing (expected: a text)");
    assertThatThrownBy(() -> with("limits.output-tokens = 0"))
        .hasMessage("parley.agent.limits.output-tokens: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> with("tools = 7"))
        .hasMessage("parley.agent.tools: 7 (expected: a list of texts)");
  }

  @Test
  void the_one_agent_is_every_tenant_s_default_and_found_by_its_name() {
    var agents = new ConfiguredAgents(AgentSettings.from(ConfigFactory.load()));
    var agent = agents.current(ACME, Optional.empty()).orElseThrow();
    assertThat(agent.ref()).isEqualTo(new AgentRef("support", 1));
    assertThat(agent.prompt().name()).isEqualTo("support-agent");
    assertThat(agent.summaryPrompt().name()).isEqualTo("summary");
    assertThat(agents.current(ACME, Optional.of("support"))).contains(agent);
    assertThat(agents.current(ACME, Optional.of("sales"))).isEmpty();
  }

  @Test
  void a_session_that_began_with_another_version_goes_on_with_this_one() {
    var agents = new ConfiguredAgents(AgentSettings.from(ConfigFactory.load()));
    assertThat(agents.find(ACME, new AgentRef("support", 9))).isPresent();
    assertThat(agents.find(ACME, new AgentRef("sales", 1))).isEmpty();
  }

  private static AgentSettings with(String override) {
    return AgentSettings.from(
        ConfigFactory.parseString("parley.agent { " + override + " }")
            .withFallback(ConfigFactory.load()));
  }
}
