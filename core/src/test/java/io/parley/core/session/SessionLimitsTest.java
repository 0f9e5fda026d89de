package io.parley.core.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
  private static final AgentLimits AGENT = new AgentLimits(1, 1, 1, 1, 0);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void every_limit_of_an_agent_is_at_least_one() {
    assertThatThrownBy(() -> new AgentLimits(0, 1, 1, 1, 0))
        .hasMessage("historyTokens: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> new AgentLimits(1, 0, 1, 1, 0))
        .hasMessageContaining("outputTokens: 0");
    assertThatThrownBy(() -> new AgentLimits(1, 1, -1, 1, 0))
        .hasMessageContaining("toolCallsPerTurn: -1");
    assertThatThrownBy(() -> new AgentLimits(1, 1, 1, 0, 0))
        .hasMessageContaining("waitingMessages: 0");
  }

  @Test
  void every_timeout_is_positive() {
    assertThatThrownBy(() -> new SessionLimits(AGENT, Duration.ZERO, SECOND))
        .hasMessage("idleTimeout: 0s (expected: > 0s)");
    assertThatThrownBy(() -> new SessionLimits(AGENT, SECOND, SECOND.negated()))
        .hasMessage("approvalTimeout: -1s (expected: > 0s)");
  }
}
