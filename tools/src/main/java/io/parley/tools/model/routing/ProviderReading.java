package io.parley.tools.model.routing;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.outbound.setting.Providers;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import io.parley.tools.model.langchain.OpenAiSettings;
import io.parley.tools.model.langchain.OutputLimit;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.langchain.ProviderSettings;
import io.parley.tools.model.offline.OfflineSettings;
import io.parley.tools.model.scripted.ScriptedSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Providers as the configuration names them: by a section of their own, or in short.
final class ProviderReading {
  static final String OFFLINE = "offline";
  static final String SCRIPTED = "scripted";

  private static final String PROVIDERS = "parley.models.providers";
  private static final String DEFAULTS = "parley.models.provider-defaults";
  private static final String SHORT = "parley.model.name";
  private static final String URLS = "http or https URLs";
  private static final Set<String> OWN_KEYS = Set.of("kind", "model");

  private final Config config;
  private final RoutingSettings routing;
  private final boolean production;
  private final Providers providers;

  /// @param production whether the scripted model is refused
  ProviderReading(Config config, RoutingSettings routing, boolean production) {
    this.config = config;
    this.routing = routing;
    this.production = production;
    this.providers = new Providers(Section.of(config, PROVIDERS), defaults(), OWN_KEYS);
  }

  /// `offline`, `scripted`, `openai:NAME`, `anthropic:NAME`, `gemini:NAME`.
  ///
  /// @param name the value of `parley.model.name`
  ProviderEntry inShort(String name) {
    int colon = name.indexOf(':');
    var model = name.substring(colon + 1);
    if (colon >= 0 && model.isBlank()) throw unknown(name);
    return switch (name.substring(0, colon < 0 ? name.length() : colon + 1)) {
      case OFFLINE -> offline(OFFLINE);
      case SCRIPTED -> scripted(SHORT, SCRIPTED);
      case "openai:" ->
          entry(
              "openai",
              List.of(OpenAiSettings.from(config, model).provider()),
              breaker(defaults()));
      case "anthropic:" -> inShort("anthropic", ProviderKind.ANTHROPIC, model);
      case "gemini:" -> inShort("gemini", ProviderKind.GEMINI, model);
      default -> throw unknown(name);
    };
  }

  Set<String> names() {
    return providers.names();
  }

  /// Section `parley.models.providers.NAME`, over the defaults.
  ProviderEntry named(String name) {
    var section = providers.named(name);
    var kind = section.text("kind");
    return switch (kind) {
      case OFFLINE -> offline(name);
      case SCRIPTED -> scripted(section.name("kind"), name);
      case "openai" -> remote(name, ProviderKind.OPENAI, section);
      case "anthropic" -> remote(name, ProviderKind.ANTHROPIC, section);
      case "gemini" -> remote(name, ProviderKind.GEMINI, section);
      default ->
          throw Expect.wrong(
              section.name("kind"), kind, "openai, anthropic, gemini, offline or scripted");
    };
  }

  ProviderEntry offline(String name) {
    var settings = OfflineSettings.from(config);
    return new ProviderEntry(
        name,
        List.of(new ModelSettings.Offline(settings)),
        settings.threads() + settings.waitingMax(),
        breaker(defaults()),
        routing.deadline());
  }

  /// @param key whose value names it
  ProviderEntry scripted(String key, String name) {
    if (production)
      throw Expect.wrong(key, SCRIPTED, "a real model; production refuses the script");
    var settings = ScriptedSettings.from(config);
    return new ProviderEntry(
        name,
        List.of(new ModelSettings.Scripted(settings)),
        settings.repliesMax(),
        breaker(defaults()),
        routing.deadline());
  }

  private ProviderEntry remote(String name, ProviderKind kind, Section section) {
    var urls = section.texts("endpoints");
    var endpoints =
        urls.isEmpty()
            ? List.of(kind.endpoint())
            : urls.stream().map(url -> Remote.url(section.name("endpoints"), url, URLS)).toList();
    if (Set.copyOf(endpoints).size() < endpoints.size())
      throw Expect.wrong(section.name("endpoints"), String.join(", ", urls), "each address once");
    var key = section.textIfAny("api-key");
    for (var endpoint : endpoints)
      Remote.keyIfNeeded(section.name("api-key"), key, endpoint, kind.endpoint());
    return entry(
        name,
        endpoints.stream()
            .map(endpoint -> provider(name, kind, endpoint, section.text("model"), key, section))
            .toList(),
        breaker(section));
  }

  private ProviderEntry inShort(String name, ProviderKind kind, String model) {
    var section = Section.of(config, "parley.model." + name);
    var key = section.textIfAny("api-key");
    var endpoint = Remote.url(section.name("base-url"), section.text("base-url"), URLS);
    Remote.keyIfNeeded(section.name("api-key"), key, endpoint, kind.endpoint());
    return entry(
        name, List.of(provider(name, kind, endpoint, model, key, defaults())), breaker(defaults()));
  }

  private ProviderSettings provider(
      String name,
      ProviderKind kind,
      URI endpoint,
      String model,
      Optional<String> key,
      Section section) {
    return new ProviderSettings(
        name,
        kind,
        endpoint,
        model,
        key,
        section.decimalIfAny("temperature"),
        limit(section.name("output-limit"), section.text("output-limit"), endpoint),
        section.duration("connect-timeout"),
        section.duration("silence-timeout"),
        section.duration("total-timeout"),
        section.integer("calls-max"));
  }

  private static ProviderEntry entry(
      String name, List<ProviderSettings> endpoints, BreakerSettings breaker) {
    var any = endpoints.getFirst();
    return new ProviderEntry(
        name,
        endpoints.stream().<ModelSettings>map(ModelSettings.Remote::new).toList(),
        any.callsMax(),
        breaker,
        any.totalTimeout());
  }

  private BreakerSettings breaker(Section section) {
    return BreakerSettings.from(section.section("breaker"), routing.retryAfterMax());
  }

  private Section defaults() {
    return Section.of(config, DEFAULTS);
  }

  private static IllegalArgumentException unknown(String name) {
    return Expect.wrong(
        SHORT, name, "offline, scripted, openai:NAME, anthropic:NAME, or gemini:NAME");
  }

  private static OutputLimit limit(String key, String value, URI endpoint) {
    return switch (value) {
      case "auto" -> OutputLimit.usual(endpoint);
      case "max_tokens" -> OutputLimit.MAX_TOKENS;
      case "max_completion_tokens" -> OutputLimit.MAX_COMPLETION_TOKENS;
      default -> throw Expect.wrong(key, value, "auto, max_tokens or max_completion_tokens");
    };
  }
}
