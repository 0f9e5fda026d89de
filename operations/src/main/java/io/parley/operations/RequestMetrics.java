package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.http.route.Answered;

/// Number, results and durations of requests. The route is the path's template.
public final class RequestMetrics implements Answered.Listener {
  private final MeterRegistry registry;

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(Answered answered) {
    Timer.builder("http.server.requests")
        .tag("method", answered.method())
        .tag("route", answered.route())
        .tag("status", Integer.toString(answered.status()))
        .register(registry)
        .record(answered.took());
  }
}
