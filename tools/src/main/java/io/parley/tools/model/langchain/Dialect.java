package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.parley.core.model.Prompt;

/// What differs from provider to provider.
sealed interface Dialect permits OpenAiDialect, AnthropicDialect, GeminiDialect {
  /// LangChain4j's client.
  StreamingChatModel chat();

  ChatRequestParameters parameters(Prompt prompt);

  /// Puts into a request that is about to be sent what LangChain4j cannot say. First of all the
  /// tools: its own tool specification would keep only those keywords of a JSON Schema that it
  /// knows.
  void complete(ObjectNode body, Prompt prompt, ToolNames names);

  /// For one answer.
  Reading reading();
}
