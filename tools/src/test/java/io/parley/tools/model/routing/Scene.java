package io.parley.tools.model.routing;

import io.parley.core.fault.BreakerState;
import io.parley.core.limit.Weights;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.tools.fake.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// Providers made of puppets, one route for all purposes unless it is said otherwise, and a time
/// that stands still.
final class Scene implements RoutingListener {
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final Duration DEADLINE = Duration.ofSeconds(50);
  static final Duration PAUSE = Duration.ofMillis(300);
  static final Duration OPEN_FOR = Duration.ofSeconds(15);
  static final Duration WAIT_MAX = Duration.ofSeconds(10);
  static final int WAITING_MAX = 4;
  static final int FAILURES = 3;

  final ManualTime time = new ManualTime();
  final List<String> events = new CopyOnWriteArrayList<>();
  private final Map<String, Provider> providers = new LinkedHashMap<>();
  private final EnumMap<Purpose, List<Provider>> others = new EnumMap<>(Purpose.class);
  private Optional<Route> cheaper = Optional.empty();
  private Optional<LanguageModel> lastResort = Optional.empty();
  private int rounds = 1;
  private Duration placeWait = Duration.ZERO;
  private int placesWaitingMax;
  private Weights weights = Weights.EQUAL;

  Scene rounds(int rounds) {
    this.rounds = rounds;
    return this;
  }

  /// Calls wait for places, by default for none. To be called before there are providers.
  ///
  /// @param max how many may wait
  Scene waiting(Duration placeWait, int max, Weights weights) {
    this.placeWait = placeWait;
    this.placesWaitingMax = max;
    this.weights = weights;
    return this;
  }

  Scene provider(String name, LanguageModel... models) {
    return provider(name, 10, models);
  }

  Scene provider(String name, int callsMax, LanguageModel... models) {
    providers.put(name, made(name, callsMax, models));
    return this;
  }

  Scene onlyFor(Purpose purpose, String name, LanguageModel model) {
    others.put(purpose, List.of(made(name, 10, model)));
    return this;
  }

  Scene cheaper(String name, LanguageModel model) {
    cheaper = Optional.of(new Route(List.of(made(name, 10, model))));
    return this;
  }

  Scene lastResort(LanguageModel model) {
    lastResort = Optional.of(model);
    return this;
  }

  RoutedModel model() {
    var routes = new EnumMap<Purpose, Route>(Purpose.class);
    for (var purpose : Purpose.values())
      routes.put(purpose, new Route(others.getOrDefault(purpose, List.copyOf(providers.values()))));
    var settings =
        new RoutingSettings(
            DEADLINE,
            rounds,
            PAUSE,
            Duration.ofSeconds(60),
            WAIT_MAX,
            WAITING_MAX,
            placeWait,
            placesWaitingMax);
    return new RoutedModel(
        providers,
        routes,
        cheaper,
        lastResort,
        new Surroundings(settings, time, time, new Waiters(settings, new Random(1)), this));
  }

  static Prompt prompt(Purpose purpose) {
    return prompt(purpose, Chat.ORIGIN);
  }

  private static Prompt prompt(Purpose purpose, Origin origin) {
    return new Prompt(
        purpose,
        origin,
        "You are a test.",
        List.of(new PromptMessage.Customer("Hello")),
        List.of(),
        100);
  }

  /// A call that the test goes on with.
  record Running(Transcript heard, Cancellable call) {}

  static Running begin(LanguageModel model) {
    var heard = new Transcript();
    return new Running(heard, model.start(prompt(Purpose.REPLY), heard));
  }

  static Running begin(LanguageModel model, TenantId tenant) {
    var heard = new Transcript();
    var origin = new Origin(new SessionKey(tenant, new SessionId("s1")), Chat.ORIGIN.agent());
    return new Running(heard, model.start(prompt(Purpose.REPLY, origin), heard));
  }

  static List<String> ask(LanguageModel model) {
    return begin(model).heard().lines;
  }

  private Provider made(String name, int callsMax, LanguageModel... models) {
    var endpoints = new ArrayList<Endpoint>();
    for (var model : Arrays.asList(models))
      endpoints.add(
          new Endpoint(
              models.length == 1 ? name : name + "/" + (endpoints.size() + 1),
              model,
              callsMax,
              new BreakerSettings(FAILURES, OPEN_FOR, Duration.ofSeconds(60)),
              this,
              time));
    return new Provider(LIMIT, endpoints, weights, placesWaitingMax);
  }

  @Override
  public void called(String endpoint, String outcome) {
    events.add(endpoint + " " + outcome);
  }

  @Override
  public void skipped(String endpoint, Skip why) {
    events.add(endpoint + " skipped: " + why);
  }

  @Override
  public void failedOver(String from, String to, boolean shown) {
    events.add(from + " -> " + to + (shown ? " in mid-reply" : ""));
  }

  @Override
  public void degraded() {
    events.add("degraded");
  }

  @Override
  public void breakerChanged(String endpoint, BreakerState state) {
    events.add(endpoint + " is " + state);
  }
}
