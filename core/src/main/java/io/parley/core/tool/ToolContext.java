package io.parley.core.tool;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// The context of a tool call.
///
/// @param agent the one that makes the call
/// @param customer the company's id of the customer, when the company vouched for it
/// @param idempotencyKey the same for every attempt of this call, over crashes too
/// @param running the attempt under way
public record ToolContext(
    SessionKey session,
    AgentRef agent,
    Optional<String> customer,
    String idempotencyKey,
    RunningCall running) {

  /// Of a call that is never cancelled.
  public ToolContext(
      SessionKey session, AgentRef agent, Optional<String> customer, String idempotencyKey) {
    this(session, agent, customer, idempotencyKey, RunningCall.UNOBSERVED);
  }

  /// The same call, in this attempt.
  public ToolContext during(RunningCall attempt) {
    return new ToolContext(session, agent, customer, idempotencyKey, attempt);
  }
}
