package io.parley.tools.model.langchain;

import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/// Opens models at their providers.
public final class ChatModels {
  private ChatModels() {}

  /// @return a model that tries each call once; nothing is sent before the first call. The caller
  ///   closes it
  public static ChatModelClient open(ProviderSettings settings) {
    return open(settings, Clock.systemUTC());
  }

  /// The same for one of many models, each of which would have a thread for its timer.
  ///
  /// @param timer for all of them, whose owner stops it after they are closed; it forgets what is
  ///   cancelled
  public static ChatModelClient open(ProviderSettings settings, ScheduledExecutorService timer) {
    return ChatModelClient.timedBy(
        timer, settings, http -> dialect(settings, http), Clock.systemUTC());
  }

  /// @param clock by which a provider's dates are read
  static ChatModelClient open(ProviderSettings settings, InstantSource clock) {
    return new ChatModelClient(settings, http -> dialect(settings, http), clock);
  }

  private static Dialect dialect(ProviderSettings settings, HttpClientBuilder http) {
    return switch (settings.kind()) {
      case OPENAI -> new OpenAiDialect(settings, http);
      case ANTHROPIC -> new AnthropicDialect(settings, http);
      case GEMINI -> new GeminiDialect(settings, http);
    };
  }
}
