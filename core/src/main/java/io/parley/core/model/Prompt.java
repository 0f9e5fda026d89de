package io.parley.core.model;

import io.parley.core.tool.ToolSpec;
import java.util.List;
import java.util.Optional;

/// The complete input of one model call.
///
/// @param system the agent's instructions, rendered
/// @param messages the conversation, oldest first; the last is what to answer
/// @param tools those that may be called now; empty when the model must answer in words
/// @param outputTokensMax the output limit of the model
/// @param goesOn whether the last message is the beginning of a reply that was cut off: the model
///   must return only the rest of it
/// @param spoken whether the answer is said aloud
/// @param doubtful whether a recogniser may have misheard what has an effect in the newest words: a
///   number, or a short answer
/// @param language in which the customer is spoken to, where it is known: a BCP 47 tag
// three more than STYLE allows: what a model is told
public record Prompt(
    Purpose purpose,
    Origin origin,
    String system,
    List<PromptMessage> messages,
    List<ToolSpec> tools,
    int outputTokensMax,
    boolean goesOn,
    boolean spoken,
    boolean doubtful,
    Optional<String> language) {
  public Prompt {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /// A prompt for a whole answer that is read.
  public Prompt(
      Purpose purpose,
      Origin origin,
      String system,
      List<PromptMessage> messages,
      List<ToolSpec> tools,
      int outputTokensMax) {
    this(
        purpose,
        origin,
        system,
        messages,
        tools,
        outputTokensMax,
        false,
        false,
        false,
        Optional.empty());
  }

  /// The same prompt for the rest of the reply that its last message begins.
  public Prompt goingOn() {
    return new Prompt(
        purpose,
        origin,
        system,
        messages,
        tools,
        outputTokensMax,
        true,
        spoken,
        doubtful,
        language);
  }

  /// The same prompt for an answer that is said aloud.
  public Prompt aloud() {
    return new Prompt(
        purpose,
        origin,
        system,
        messages,
        tools,
        outputTokensMax,
        goesOn,
        true,
        doubtful,
        language);
  }

  /// The same prompt, with words in which a number or an answer may be misheard.
  public Prompt doubting() {
    return new Prompt(
        purpose, origin, system, messages, tools, outputTokensMax, goesOn, spoken, true, language);
  }

  /// The same prompt to a customer who is spoken to in this language.
  public Prompt in(String tag) {
    return new Prompt(
        purpose,
        origin,
        system,
        messages,
        tools,
        outputTokensMax,
        goesOn,
        spoken,
        doubtful,
        Optional.of(tag));
  }

  /// Everything up to the newest words of the customer.
  public List<PromptMessage> conversation() {
    return messages.subList(0, answered());
  }

  /// Calls of the current turn with their outcomes.
  public List<PromptMessage.ToolUse> uses() {
    return messages.subList(answered(), messages.size()).stream()
        .filter(PromptMessage.ToolUse.class::isInstance)
        .map(PromptMessage.ToolUse.class::cast)
        .toList();
  }

  private int answered() {
    for (int at = messages.size(); at > 0; at--)
      if (messages.get(at - 1) instanceof PromptMessage.Customer) return at;
    return 0;
  }
}
