package io.parley.tools.model.langchain;

import java.net.URI;

/// The wire format that a server speaks.
public enum ProviderKind {
  /// Chat completions: OpenAI itself, and Ollama, vLLM, Workers AI and many more.
  OPENAI("https://api.openai.com/v1", 2),
  /// Messages, version 2023-06-01.
  ANTHROPIC("https://api.anthropic.com/v1", 1),
  /// `models/NAME:streamGenerateContent`.
  GEMINI("https://generativelanguage.googleapis.com/v1beta", 2);

  private final URI endpoint;
  private final double temperatureMax;

  ProviderKind(String endpoint, double temperatureMax) {
    this.endpoint = URI.create(endpoint);
    this.temperatureMax = temperatureMax;
  }

  /// The provider's own server, up to the version.
  public URI endpoint() {
    return endpoint;
  }

  double temperatureMax() {
    return temperatureMax;
  }
}
