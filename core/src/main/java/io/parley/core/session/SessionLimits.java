package io.parley.core.session;

import io.parley.core.agent.AgentLimits;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Limits that the rules hold; some are the agent's, some the installation's.
///
/// @param idleTimeout after so long without an event a session ends
/// @param approvalTimeout how long a human has to agree to a tool call
public record SessionLimits(AgentLimits agent, Duration idleTimeout, Duration approvalTimeout) {
  public SessionLimits {
    Expect.positive("idleTimeout", idleTimeout);
    Expect.positive("approvalTimeout", approvalTimeout);
  }
}
