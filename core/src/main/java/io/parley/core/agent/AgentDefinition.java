package io.parley.core.agent;

import io.parley.core.limit.RateLimit;
import java.util.List;

/// One immutable version of an agent.
///
/// @param company the company that it speaks for
/// @param presentation its appearance to customers, and its greeting
/// @param prompt its instructions; @param voicePrompt further instructions when its words are
///   spoken
/// @param summaryPrompt instructions for summaries
/// @param memoryPrompt instructions to extract facts from new messages; @param reflectionPrompt
///   instructions to turn an ended session into an episode and a procedure
/// @param tools names of the tools that it may use
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
