package io.parley.tools.model.langchain;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Heard;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.ModelDouble;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One provider's double, and an adapter that talks to it over real HTTP.
final class Conversations implements AutoCloseable {
  static final String SECRET = "my-secret-question";
  static final ToolSpec SEARCH =
      spec(
          "kb.search",
          """
          {"type":"object","properties":{"query":{"type":"string","maxLength":1000}},\
          "required":["query"],"additionalProperties":false,"$comment":"kept"}\
          """);
  static final ToolSpec STATUS = spec("fetch_status", "{\"type\":\"object\"}");

  final ProviderKind kind;
  final ModelDouble server;
  final ChatModelClient model;

  Conversations(ProviderKind kind) {
    this(kind, Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  /// Allows one call at a time.
  Conversations(ProviderKind kind, Duration silence, Duration total) {
    this.kind = kind;
    this.server = ModelDouble.start(kind);
    this.model = ChatModels.open(settings(kind, server.url(), silence, total));
  }

  @Override
  public void close() {
    model.close();
    server.close();
  }

  Heard ask() {
    return ask(prompt());
  }

  Heard ask(Prompt prompt) {
    var heard = new Heard();
    model.start(prompt, heard);
    return heard;
  }

  Heard answered(Act... acts) {
    server.script(acts);
    return ask();
  }

  static ProviderSettings settings(ProviderKind kind, URI url, Duration silence, Duration total) {
    return new ProviderSettings(
        "double",
        kind,
        url,
        switch (kind) {
          case OPENAI -> "gpt-4o-mini";
          case ANTHROPIC -> "claude-sonnet-4-5";
          case GEMINI -> "gemini-3-flash";
        },
        Optional.of("key-1"),
        Optional.empty(),
        OutputLimit.usual(url),
        Duration.ofSeconds(5),
        silence,
        total,
        1);
  }

  static Prompt prompt() {
    return prompt(List.of(new Customer(SECRET)), List.of(SEARCH, STATUS));
  }

  static Prompt prompt(List<PromptMessage> messages, List<ToolSpec> tools) {
    return new Prompt(Purpose.REPLY, Chat.ORIGIN, "You are helpful.", messages, tools, 100);
  }

  static ToolSpec spec(String name, String parameters) {
    return new ToolSpec(
        name,
        name,
        "about " + name,
        new Json(parameters),
        ToolPolicy.RETRY_WITH_KEY,
        false,
        Duration.ofSeconds(1),
        "none",
        false);
  }
}
