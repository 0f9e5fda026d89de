package io.parley.core.agent;

import io.parley.core.limit.RateLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
/// @param collections names of the collections of the knowledge base that it sees; empty: every one
/// @param model name of the organisation's own model that it uses; empty: the organisation's usual
///   one, or the installation's
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
    Set<String> collections,
    AgentLimits limits,
    RateLimit rateLimit,
    Optional<String> model) {
  public AgentDefinition {
    tools = List.copyOf(tools);
    collections = Set.copyOf(collections);
  }

  /// An agent that sees every collection, and names no model.
  public AgentDefinition(
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
    this(
        ref,
        company,
        presentation,
        prompt,
        voicePrompt,
        summaryPrompt,
        memoryPrompt,
        reflectionPrompt,
        tools,
        Set.of(),
        limits,
        rateLimit,
        Optional.empty());
  }
}
