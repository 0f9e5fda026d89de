package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.parley.core.model.Prompt;

/// The differences between providers.
sealed interface Dialect permits OpenAiDialect, AnthropicDialect, GeminiDialect {
  /// LangChain4j's client.
  StreamingChatModel chat();

  ChatRequestParameters parameters(Prompt prompt);

  /// Completes a request with what LangChain4j cannot express. First of all the tools: its own tool
  /// specification would keep only those keywords of a JSON Schema that it knows.
  void complete(ObjectNode body, Prompt prompt, ToolNames names);

  /// For one answer.
  Reading reading();
}
