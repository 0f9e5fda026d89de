package io.parley.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.tools.agent.AgentSettings;
import io.parley.voice.telephony.TransferSettings;
import org.junit.jupiter.api.Test;

class MenuTargetsTest {
  private static void check(String menu, String agent, String terminator) {
    var config =
        ConfigFactory.parseString(
                """
                parley.agent.texts.de.menu { prompt = "Drücken Sie 1.", keys { "1" { %s } } }
                parley.telephony.transfer.targets = [
                  { name = sales, number = "+493012346", agents = [%s] }
                ]
                """
                    .formatted(menu, agent))
            .withFallback(ConfigFactory.defaultReference());
    var settings = AgentSettings.from(config);
    MenuTargets.check(
        settings.ref(),
        settings.presentation(),
        TransferSettings.from(config).targets(),
        terminator);
  }

  @Test
  void a_target_of_the_agent_is_right() {
    assertThatCode(() -> check("transfer = sales", "support", "#")).doesNotThrowAnyException();
  }

  @Test
  void a_target_that_is_not_listed_for_the_agent_is_refused() {
    assertThatThrownBy(() -> check("transfer = accounts", "support", "#"))
        .hasMessage(
            "parley.agent.texts.de.menu.keys.1.transfer: accounts (expected: a name in"
                + " parley.telephony.transfer.targets for agent support: sales)");
    assertThatThrownBy(() -> check("transfer = sales", "billing", "#"))
        .hasMessageContaining("for agent support: there is none");
  }

  @Test
  void a_key_that_ends_utterances_chooses_nothing() {
    assertThatThrownBy(() -> check("repeat = true", "support", "1"))
        .hasMessage(
            "parley.agent.texts.de.menu.keys: 1 (expected: another key than"
                + " parley.voice.turn.keys.terminator)");
  }
}
