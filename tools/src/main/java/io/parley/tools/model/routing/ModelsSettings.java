package io.parley.tools.model.routing;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import io.parley.tools.model.degraded.DegradedSettings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Section `parley.models`; see `reference.conf` for what each value does.
///
/// @param providers those that some route uses, by name
public record ModelsSettings(
    Map<String, ProviderEntry> providers,
    Routes routes,
    RoutingSettings routing,
    DegradedSettings degraded) {
  private static final String PATH = "parley.models";

  public ModelsSettings {
    providers = Map.copyOf(providers);
  }

  /// @param name the value of `parley.model.name`, the model when no route names one
  /// @param production whether the scripted model is refused
  /// @throws IllegalArgumentException when a value is wrong, also of a provider that no route uses
  public static ModelsSettings from(Config config, String name, boolean production) {
    var routing = RoutingSettings.from(Section.of(config, PATH));
    var reading = new ProviderReading(config, routing, production);
    var known = new LinkedHashMap<String, ProviderEntry>();
    for (var provider : reading.names()) known.put(provider, reading.named(provider));
    var wanted = Section.of(config, PATH + ".routes");
    var reply = wanted.texts("reply");
    if (reply.isEmpty()) {
      var inShort = reading.inShort(name);
      known.put(inShort.name(), inShort);
      reply = List.of(inShort.name());
    }
    var routes =
        new Routes(
            reply,
            otherwise(wanted.texts("summary"), reply),
            otherwise(wanted.texts("classify"), reply),
            wanted.texts("cheaper"));
    var led = new LinkedHashMap<String, ProviderEntry>();
    check(wanted, "reply", routes.reply(), known, reading, led);
    check(wanted, "summary", routes.summary(), known, reading, led);
    check(wanted, "classify", routes.classify(), known, reading, led);
    check(wanted, "cheaper", routes.cheaper(), known, reading, led);
    return new ModelsSettings(led, routes, routing, DegradedSettings.from(config));
  }

  /// The models that make replies, for people.
  public String description() {
    return routes.reply().stream()
        .map(providers::get)
        .map(
            provider ->
                provider.endpoints().stream()
                    .map(ModelSettings::description)
                    .collect(Collectors.joining(" and ")))
        .collect(Collectors.joining(", then "));
  }

  /// Whether replies come from a server, which costs time and money.
  public boolean remote() {
    return routes.reply().stream()
        .flatMap(name -> providers.get(name).endpoints().stream())
        .anyMatch(ModelSettings.Remote.class::isInstance);
  }

  private static List<String> otherwise(List<String> route, List<String> instead) {
    return route.isEmpty() ? instead : route;
  }

  /// @param led providers that routes use, so far
  private static void check(
      Section section,
      String purpose,
      List<String> route,
      Map<String, ProviderEntry> known,
      ProviderReading reading,
      Map<String, ProviderEntry> led) {
    var seen = new HashSet<String>();
    for (var name : route) {
      if (!seen.add(name))
        throw Expect.wrong(section.name(purpose), name + " twice", "each provider once");
      led.put(name, provider(section.name(purpose), name, known, reading));
    }
  }

  /// Models that need no section may have none.
  private static ProviderEntry provider(
      String key, String name, Map<String, ProviderEntry> known, ProviderReading reading) {
    if (known.containsKey(name)) return known.get(name);
    if (name.equals(ProviderReading.OFFLINE)) return reading.offline(name);
    if (name.equals(ProviderReading.SCRIPTED)) return reading.scripted(key, name);
    var names = new TreeSet<>(known.keySet());
    Stream.of(ProviderReading.OFFLINE, ProviderReading.SCRIPTED).forEach(names::add);
    throw Expect.wrong(key, name, "providers: " + String.join(", ", names));
  }
}
