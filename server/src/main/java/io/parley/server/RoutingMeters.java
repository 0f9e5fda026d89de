package io.parley.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.fault.BreakerState;
import io.parley.tools.model.routing.ProviderState;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.model.routing.RoutingListener;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Results of model calls by provider: `parley_provider_…`.
final class RoutingMeters implements RoutingListener {
  private static final String PROVIDER = "provider";

  private final MeterRegistry registry;
  private final String degraded;

  private RoutingMeters(MeterRegistry registry, String degraded) {
    this.registry = registry;
    this.degraded = degraded;
    // registered with 0: Prometheus would miss the first increase of a new series
    registry.counter(degraded);
  }

  /// Of the installation's models.
  RoutingMeters(MeterRegistry registry) {
    this(registry, "parley.model.degraded");
  }

  /// Of models that organisations bring. A wrong key of one degrades its own replies alone: it is
  /// not counted where an alarm of the installation looks.
  static RoutingMeters ofOrganisations(MeterRegistry registry) {
    return new RoutingMeters(registry, "parley.model.own.degraded");
  }

  /// The state of every endpoint, read at each scrape.
  void watch(RoutedModel model) {
    Gauge.builder("parley.model.places.waiting", model, RoutedModel::waiting)
        .strongReference(true)
        .register(registry);
    for (var provider : model.providers()) {
      gauge("parley.provider.breaker", provider.name(), model, RoutingMeters::number);
      gauge("parley.provider.under.way", provider.name(), model, ProviderState::underWay);
    }
  }

  @Override
  public void called(String endpoint, String outcome) {
    count("parley.provider.calls", PROVIDER, endpoint, "outcome", outcome);
  }

  @Override
  public void skipped(String endpoint, Skip why) {
    count(
        "parley.provider.skipped",
        PROVIDER,
        endpoint,
        "reason",
        why.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void failedOver(String from, String to, boolean shown) {
    count("parley.provider.failovers", PROVIDER, from, "shown", Boolean.toString(shown));
  }

  @Override
  public void degraded() {
    count(degraded);
  }

  @Override
  public void breakerChanged(String endpoint, BreakerState state) {
    count(
        "parley.provider.breaker.changes",
        PROVIDER,
        endpoint,
        "state",
        state.name().toLowerCase(Locale.ROOT));
  }

  private void count(String name, String... tags) {
    registry.counter(name, tags).increment();
  }

  private void gauge(
      String name, String provider, RoutedModel model, ToDoubleFunction<ProviderState> value) {
    Gauge.builder(
            name,
            model,
            routed ->
                routed.providers().stream()
                    .filter(state -> state.name().equals(provider))
                    .mapToDouble(value)
                    .sum())
        .tag(PROVIDER, provider)
        .strongReference(true)
        .register(registry);
  }

  /// 0 is healthy, 2 is broken.
  private static double number(ProviderState state) {
    return switch (state.breaker()) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
