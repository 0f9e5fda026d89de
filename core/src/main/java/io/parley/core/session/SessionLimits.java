package io.parley.core.session;

import io.parley.core.agent.AgentLimits;
import java.time.Duration;

/// Limits that the rules hold; some are the agent's, some the installation's.
///
/// @param idleTimeout after so long without an event a session ends
/// @param approvalTimeout how long a human has to agree to a tool call
public record SessionLimits(AgentLimits agent, Duration idleTimeout, Duration approvalTimeout) {
  public SessionLimits {
    if (!idleTimeout.isPositive())
      throw new IllegalArgumentException("idleTimeout: " + idleTimeout + " (expected: > 0)");
    if (!approvalTimeout.isPositive())
      throw new IllegalArgumentException(
          "approvalTimeout: " + approvalTimeout + " (expected: > 0)");
  }
}
