package io.parley.core.agent;

import io.parley.core.limit.RateLimit;
import io.parley.core.model.PromptTemplate;
import java.util.List;
import java.util.Optional;

/// One immutable version of an agent.
///
/// @param company whom it speaks for
/// @param greeting what it says when a session begins, if anything
/// @param prompt its instructions; @param summaryPrompt how it compresses what no longer fits
/// @param tools names of those that it may use
public record AgentDefinition(
    AgentRef ref,
    String company,
    Optional<String> greeting,
    PromptTemplate prompt,
    PromptTemplate summaryPrompt,
    List<String> tools,
    AgentLimits limits,
    RateLimit rateLimit) {
  public AgentDefinition {
    tools = List.copyOf(tools);
  }
}
