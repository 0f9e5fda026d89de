package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.fake.Heard;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The adapter and the double that it talks to over real HTTP, for one test.
final class Dialogue implements AutoCloseable {
  static final String SECRET = "my-secret-question";
  static final ToolSpec SEARCH =
      spec(
          "kb.search",
          """
          {"type":"object","properties":{"query":{"type":"string","maxLength":1000}},\
          "required":["query"],"additionalProperties":false,"$comment":"kept"}\
          """);
  static final ToolSpec STATUS = spec("fetch_status", "{\"type\":\"object\"}");

  final OpenAiDouble server = new OpenAiDouble();
  OpenAiModel model;

  @Override
  public void close() {
    if (model != null) model.close();
    server.close();
  }

  Heard ask(String overrides) {
    return ask(overrides, prompt());
  }

  Heard ask(String overrides, Prompt prompt) {
    if (model != null) model.close();
    model = model(server.url(), overrides);
    var heard = new Heard();
    model.start(prompt, heard);
    return heard;
  }

  static Prompt prompt() {
    return new Prompt(
        Purpose.REPLY,
        "You are helpful.",
        List.<PromptMessage>of(new Customer(SECRET)),
        List.of(SEARCH, STATUS),
        100);
  }

  static OpenAiModel model(URI url, String overrides) {
    var config =
        ConfigFactory.parseString(
                "parley.model.openai { base-url = \"%s\", %s }".formatted(url, overrides))
            // without the environment, in which somebody may have a key
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve(ConfigResolveOptions.noSystem());
    return new OpenAiModel(OpenAiSettings.from(config, "gpt-4o-mini"));
  }

  static List<String> roles(JsonNode messages) {
    return messages.valueStream().map(message -> message.path("role").asText()).toList();
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
        "none");
  }
}
