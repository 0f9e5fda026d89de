package io.parley.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.voice.sip.trunk.TrunkStatus;
import io.parley.voice.sip.trunk.Trunks;
import java.util.function.ToDoubleFunction;

/// Metrics of SIP trunks, by the name of the trunk.
public final class TrunkMeters {
  private final Trunks trunks;
  private final MeterRegistry registry;

  public TrunkMeters(Trunks trunks, MeterRegistry registry) {
    this.trunks = trunks;
    this.registry = registry;
  }

  public void register() {
    for (var trunk : trunks.table().trunks()) {
      gauge("registered", trunk.name(), status -> status.isRegistered() ? 1 : 0);
      gauge("up", trunk.name(), status -> status.isUp() ? 1 : 0);
      gauge("calls", trunk.name(), TrunkStatus::calls);
    }
  }

  private void gauge(String what, String trunk, ToDoubleFunction<TrunkStatus> value) {
    Gauge.builder("parley.sip.trunk." + what, trunks, all -> value.applyAsDouble(all.status(trunk)))
        .tag("trunk", trunk)
        .register(registry);
  }
}
