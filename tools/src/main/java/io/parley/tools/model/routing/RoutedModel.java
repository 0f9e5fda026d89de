package io.parley.tools.model.routing;

import io.parley.core.limit.Weights;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A model made of several: each purpose has a route of providers, asked in order until one
/// answers. It owns all retries: callers must not retry.
///
/// When no provider of a reply's route answers, the last resort does, marked as
/// [io.parley.core.model.Completion#degraded].
public final class RoutedModel implements LanguageModel, AutoCloseable {
  private final Map<String, Provider> providers;
  private final Map<Purpose, Route> routes;
  private final Optional<Route> cheaper;
  private final Optional<LanguageModel> lastResort;
  private final Surroundings around;

  /// @param models opens each model of the settings once; its owner closes them
  /// @param lastResort makes replies when no provider can; it is asked once, without a timeout
  /// @param weights of organisations whose calls wait for a place
  public static RoutedModel open(
      ModelsSettings settings,
      Function<ModelSettings, LanguageModel> models,
      Optional<LanguageModel> lastResort,
      Weights weights,
      RoutingListener listener,
      Clock clock) {
    return open(settings, models, lastResort, weights, listener, clock, Timer.started());
  }

  /// The same for a model of one organisation, of which there are many on a node.
  ///
  /// @param timer for all of them, whose owner stops it after they are closed; it forgets what is
  ///   cancelled
  public static RoutedModel open(
      ModelsSettings settings,
      Function<ModelSettings, LanguageModel> models,
      Optional<LanguageModel> lastResort,
      RoutingListener listener,
      Clock clock,
      ScheduledExecutorService timer) {
    return open(settings, models, lastResort, Weights.EQUAL, listener, clock, Timer.shared(timer));
  }

  private static RoutedModel open(
      ModelsSettings settings,
      Function<ModelSettings, LanguageModel> models,
      Optional<LanguageModel> lastResort,
      Weights weights,
      RoutingListener listener,
      Clock clock,
      Timer timer) {
    var providers = new HashMap<String, Provider>();
    settings
        .providers()
        .forEach(
            (name, entry) ->
                providers.put(
                    name,
                    new Provider(
                        entry.limit(),
                        endpoints(entry, models, listener, clock),
                        weights,
                        settings.routing().placesWaitingMax())));
    var routes = new EnumMap<Purpose, Route>(Purpose.class);
    for (var purpose : Purpose.values())
      routes.put(
          purpose,
          route(
              switch (purpose) {
                case REPLY -> settings.routes().reply();
                case SUMMARY -> settings.routes().summary();
                case CLASSIFY -> settings.routes().classify();
              },
              providers));
    return new RoutedModel(
        providers,
        routes,
        Optional.of(settings.routes().cheaper())
            .filter(names -> !names.isEmpty())
            .map(names -> route(names, providers)),
        lastResort,
        new Surroundings(
            settings.routing(),
            timer,
            clock,
            new Waiters(settings.routing(), RandomGenerator.getDefault()),
            listener));
  }

  /// @param providers by name
  /// @param routes one for each purpose, none empty
  RoutedModel(
      Map<String, Provider> providers,
      Map<Purpose, Route> routes,
      Optional<Route> cheaper,
      Optional<LanguageModel> lastResort,
      Surroundings around) {
    this.providers = Map.copyOf(providers);
    this.routes = Map.copyOf(routes);
    this.cheaper = cheaper;
    this.lastResort = lastResort;
    this.around = around;
  }

  /// The model that answers when all is well.
  @Override
  public String name() {
    return name(routes.get(Purpose.REPLY));
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    return start(routes.get(prompt.purpose()), prompt, listener);
  }

  /// The same with the route `cheaper` for every purpose, for spent budgets; empty when the
  /// settings name none. Breakers and places are shared.
  public Optional<LanguageModel> cheaper() {
    return cheaper.map(this::along);
  }

  /// The same with a route of these providers for every purpose. Breakers and places are shared.
  ///
  /// @param names of providers of the settings, in the order in which they are asked, at least one
  public LanguageModel along(List<String> names) {
    return along(route(names, providers));
  }

  private LanguageModel along(Route route) {
    return new LanguageModel() {
      @Override
      public String name() {
        return RoutedModel.name(route);
      }

      @Override
      public Cancellable start(Prompt prompt, ReplyListener listener) {
        return RoutedModel.this.start(route, prompt, listener);
      }
    };
  }

  /// Every endpoint that some route uses.
  public List<ProviderState> providers() {
    return endpoints().map(Endpoint::state).toList();
  }

  /// How many calls wait for a place, at all providers.
  public int waiting() {
    return routes()
        .flatMap(route -> route.providers().stream())
        .distinct()
        .mapToInt(Provider::waiting)
        .sum();
  }

  /// Closes the breaker of an endpoint, which may then be called at once.
  ///
  /// @param name see [ProviderState#name]
  /// @return false when there is none of this name
  public boolean reset(String name) {
    var named = endpoints().filter(endpoint -> endpoint.name().equals(name)).findFirst();
    named.ifPresent(Endpoint::reset);
    return named.isPresent();
  }

  /// Stops its own timers; calls under way end with their models.
  @Override
  public void close() {
    around.timer().close();
  }

  private Cancellable start(Route route, Prompt prompt, ReplyListener listener) {
    var call =
        new RoutedCall(
            prompt,
            listener,
            route,
            lastResort.filter(_ -> prompt.purpose() == Purpose.REPLY),
            around);
    call.begin();
    return call;
  }

  private Stream<Endpoint> endpoints() {
    return routes()
        .flatMap(route -> route.providers().stream())
        .flatMap(provider -> provider.endpoints().stream())
        .distinct();
  }

  private Stream<Route> routes() {
    return Stream.concat(Stream.of(Purpose.values()).map(routes::get), cheaper.stream());
  }

  private static Route route(List<String> names, Map<String, Provider> providers) {
    return new Route(names.stream().map(providers::get).toList());
  }

  private static List<Endpoint> endpoints(
      ProviderEntry entry,
      Function<ModelSettings, LanguageModel> models,
      RoutingListener listener,
      Clock clock) {
    var endpoints = new ArrayList<Endpoint>();
    for (var model : entry.endpoints())
      endpoints.add(
          new Endpoint(
              entry.endpoints().size() == 1
                  ? entry.name()
                  : entry.name() + "/" + (endpoints.size() + 1),
              models.apply(model),
              entry.callsMax(),
              entry.breaker(),
              listener,
              clock));
    return endpoints;
  }

  private static String name(Route route) {
    return route.providers().getFirst().endpoints().getFirst().model().name();
  }
}
