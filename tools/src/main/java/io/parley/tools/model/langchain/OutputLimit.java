package io.parley.tools.model.langchain;

import java.net.URI;

/// The name of the output limit in OpenAI's format. OpenAI's newer models refuse the old name, many
/// other servers do not know the new one. The other formats have one name only.
public enum OutputLimit {
  MAX_TOKENS,
  MAX_COMPLETION_TOKENS;

  /// The newer one for OpenAI itself, the older one for everybody else.
  public static OutputLimit usual(URI endpoint) {
    return ProviderKind.OPENAI.endpoint().getHost().equals(endpoint.getHost())
        ? MAX_COMPLETION_TOKENS
        : MAX_TOKENS;
  }
}
