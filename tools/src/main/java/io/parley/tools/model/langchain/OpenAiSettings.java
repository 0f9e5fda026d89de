package io.parley.tools.model.langchain;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Section `parley.model.openai`; see `reference.conf` for what each value does.
///
/// @param model the provider's name for it, such as `gpt-4o-mini`
/// @param baseUrl up to the version, such as `https://api.openai.com/v1`
/// @param apiKey empty for servers that want none; never printed
/// @param outputLimit by which name the limit of tokens is sent
/// @param connectTimeout until there is a connection
/// @param silenceTimeout until the next byte, the first included
/// @param totalTimeout for the whole answer
/// @param callsMax under way at once
public record OpenAiSettings(
    String model,
    URI baseUrl,
    Optional<String> apiKey,
    Optional<Double> temperature,
    OutputLimit outputLimit,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration totalTimeout,
    int callsMax) {
  private static final String PATH = "parley.model.openai";
  private static final String URL = "an http or https URL";
  private static final double TEMPERATURE_MAX = 2;

  public OpenAiSettings {
    Expect.notBlank("parley.model.name", model);
    Remote.url(PATH + ".base-url", baseUrl, URL);
    Remote.key(PATH + ".api-key", apiKey);
    temperature.ifPresent(t -> Expect.between(PATH + ".temperature", t, 0, TEMPERATURE_MAX));
    Expect.positive(PATH + ".connect-timeout", connectTimeout);
    Expect.positive(PATH + ".silence-timeout", silenceTimeout);
    Expect.positive(PATH + ".total-timeout", totalTimeout);
    Expect.between(PATH + ".calls-max", callsMax, 1, 100_000);
  }

  /// @param model the provider's name for it, such as `gpt-4o-mini`
  public static OpenAiSettings from(Config config, String model) {
    var section = Section.of(config, PATH);
    var baseUrl = Remote.url(section.name("base-url"), section.text("base-url"), URL);
    return new OpenAiSettings(
        model,
        baseUrl,
        section.textIfAny("api-key"),
        section.decimalIfAny("temperature"),
        limit(section.name("output-limit"), section.text("output-limit"), baseUrl),
        section.duration("connect-timeout"),
        section.duration("silence-timeout"),
        section.duration("total-timeout"),
        section.integer("calls-max"));
  }

  public ProviderSettings provider() {
    return new ProviderSettings(
        "openai",
        ProviderKind.OPENAI,
        baseUrl,
        model,
        apiKey,
        temperature,
        outputLimit,
        connectTimeout,
        silenceTimeout,
        totalTimeout,
        callsMax);
  }

  @Override
  public String toString() {
    return "OpenAiSettings[model=%s, baseUrl=%s]".formatted(model, baseUrl);
  }

  private static OutputLimit limit(String key, String value, URI baseUrl) {
    return switch (value) {
      case "auto" -> OutputLimit.usual(baseUrl);
      case "max_tokens" -> OutputLimit.MAX_TOKENS;
      case "max_completion_tokens" -> OutputLimit.MAX_COMPLETION_TOKENS;
      default -> throw Expect.wrong(key, value, "auto, max_tokens or max_completion_tokens");
    };
  }
}
