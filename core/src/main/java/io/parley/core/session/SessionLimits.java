package io.parley.core.session;

import io.parley.core.agent.AgentLimits;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Limits that the rules enforce; some are the agent's, some the installation's.
///
/// @param idleTimeout a session ends after this time without an event
/// @param approvalTimeout how long a human has to agree to a tool call
public record SessionLimits(AgentLimits agent, Duration idleTimeout, Duration approvalTimeout) {
  public SessionLimits {
    Expect.positive("idleTimeout", idleTimeout);
    Expect.positive("approvalTimeout", approvalTimeout);
  }
}
