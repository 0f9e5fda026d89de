package io.parley.tools.model.routing;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import io.parley.tools.model.degraded.DegradedSettings;
import io.parley.tools.model.langchain.OutputLimit;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.langchain.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Settings of models that organisations bring: section `parley.models.own`, and times, places and
/// breakers as `parley.models.provider-defaults` has them.
///
/// @param addresses of servers that organisations may use beside the providers' own, whole
/// @param callsMax of one organisation under way at once on a node
/// @param degraded for replies when an organisation's model does not answer
public record OwnModelSettings(
    Set<URI> addresses,
    int callsMax,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration totalTimeout,
    BreakerSettings breaker,
    RoutingSettings routing,
    DegradedSettings degraded) {
  /// The name of every organisation's provider: in messages, and as a label of metrics, which names
  /// no organisation.
  public static final String NAME = "organisation";

  private static final String URLS = "http or https URLs";

  public OwnModelSettings {
    addresses = Set.copyOf(addresses);
  }

  /// @throws IllegalArgumentException when a value is wrong
  public static OwnModelSettings from(Config config) {
    var own = Section.of(config, "parley.models.own");
    var texts = own.texts("addresses");
    var addresses =
        texts.stream().map(text -> Remote.url(own.name("addresses"), text, URLS)).toList();
    if (Set.copyOf(addresses).size() < addresses.size())
      throw Expect.wrong(own.name("addresses"), String.join(", ", texts), "each address once");
    var defaults = Section.of(config, "parley.models.provider-defaults");
    var routing = RoutingSettings.from(Section.of(config, "parley.models"));
    return new OwnModelSettings(
        Set.copyOf(addresses),
        defaults.integer("calls-max"),
        defaults.duration("connect-timeout"),
        defaults.duration("silence-timeout"),
        defaults.duration("total-timeout"),
        BreakerSettings.from(defaults.section("breaker"), routing.retryAfterMax()),
        routing,
        DegradedSettings.from(config));
  }

  /// Whether an organisation's model may be at this address. Requests to a model are not guarded
  /// against names that lead into the network of the installation, so the whole address counts.
  public boolean allows(URI address) {
    return addresses.contains(address);
  }

  /// One model of an organisation.
  ///
  /// @param address empty for the provider's own
  /// @throws IllegalArgumentException when the model or the key is of another form
  public ProviderEntry entry(ProviderKind kind, Optional<URI> address, String model, String key) {
    var endpoint = address.orElse(kind.endpoint());
    var remote =
        new ProviderSettings(
            NAME,
            kind,
            endpoint,
            model,
            Optional.of(key),
            Optional.empty(),
            OutputLimit.usual(endpoint),
            connectTimeout,
            silenceTimeout,
            totalTimeout,
            callsMax);
    return new ProviderEntry(
        NAME, List.of(new ModelSettings.Remote(remote)), callsMax, breaker, totalTimeout);
  }

  /// All models of an organisation. Calls choose [routes of their own][RoutedModel#along].
  ///
  /// @param models by the organisation's names for them, at least one
  public ModelsSettings of(Map<String, ProviderEntry> models) {
    var route = models.keySet().stream().sorted().toList();
    return new ModelsSettings(
        models, new Routes(route, route, route, List.of()), routing, degraded);
  }
}
