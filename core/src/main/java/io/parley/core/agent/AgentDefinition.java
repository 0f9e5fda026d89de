package io.parley.core.agent;

import io.parley.core.limit.RateLimit;
import java.util.List;

/// One immutable version of an agent.
///
/// @param company whom it speaks for
/// @param presentation what customers see of it, and its greeting
/// @param prompt its instructions; @param voicePrompt what is added where its words are said aloud
/// @param summaryPrompt how it compresses what no longer fits
/// @param memoryPrompt how facts are found in what was just said; @param reflectionPrompt how an
///   ended session becomes an episode and a procedure
/// @param tools names of those that it may use
public record AgentDefinition(
    AgentRef ref,
    String company,
    AgentPresentation presentation,
    PromptTemplate prompt,
    PromptTemplate voicePrompt,
    PromptTemplate summaryPrompt,
    PromptTemplate memoryPrompt,
    PromptTemplate reflectionPrompt,
    List<String> tools,
    AgentLimits limits,
    RateLimit rateLimit) {
  public AgentDefinition {
    tools = List.copyOf(tools);
  }
}
