package io.parley.tools.model.langchain;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Remote;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// One model at one endpoint.
///
/// @param name of the provider in the settings; in messages about wrong values and thread names
/// @param endpoint up to the version, such as `https://api.openai.com/v1`
/// @param model the provider's name for it, such as `gpt-4o-mini`
/// @param apiKey empty for servers that want none; never printed
/// @param temperature empty leaves it to the provider
/// @param outputLimit of meaning to [ProviderKind#OPENAI] alone
/// @param connectTimeout until there is a connection
/// @param silenceTimeout until the next byte, the first included
/// @param totalTimeout for the whole answer
/// @param callsMax under way at once; one more fails at once
public record ProviderSettings(
    String name,
    ProviderKind kind,
    URI endpoint,
    String model,
    Optional<String> apiKey,
    Optional<Double> temperature,
    OutputLimit outputLimit,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration totalTimeout,
    int callsMax) {

  public ProviderSettings {
    var path = "parley.models.providers." + name;
    Remote.url(path + ".endpoints", endpoint, "http or https URLs");
    if (endpoint.getQuery() != null)
      throw Expect.wrong(path + ".endpoints", endpoint.toString(), "http or https URLs");
    Remote.model(path + ".model", model);
    Remote.key(path + ".api-key", apiKey);
    temperature.ifPresent(t -> Expect.between(path + ".temperature", t, 0, kind.temperatureMax()));
    Expect.positive(path + ".connect-timeout", connectTimeout);
    Expect.positive(path + ".silence-timeout", silenceTimeout);
    Expect.positive(path + ".total-timeout", totalTimeout);
    Expect.between(path + ".calls-max", callsMax, 1, 100_000);
  }

  /// Without a slash at its end.
  String url() {
    var url = endpoint.toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  @Override
  public String toString() {
    return "ProviderSettings[name=%s, kind=%s, endpoint=%s, model=%s]"
        .formatted(name, kind, endpoint, model);
  }
}
