package io.parley.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.voice.sip.trunk.TrunkStatus;
import io.parley.voice.sip.trunk.TrunkStatus.Outcome;
import io.parley.voice.sip.trunk.Trunks;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/// Metrics of SIP trunks: those of the configuration by their names, those of organisations all
/// together.
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
    ofOrganisations("registered", status -> has(status, true) ? 1 : 0);
    ofOrganisations("failing", status -> has(status, false) ? 1 : 0);
    ofOrganisations("calls", TrunkStatus::calls);
  }

  /// Whether this node has registered a trunk, or has tried to.
  private static boolean has(TrunkStatus status, boolean registered) {
    return status
        .outcome()
        .filter(outcome -> (outcome == Outcome.REGISTERED) == registered)
        .isPresent();
  }

  private void ofOrganisations(String what, ToIntFunction<TrunkStatus> value) {
    Gauge.builder(
            "parley.sip.own.trunks." + what,
            trunks,
            all -> all.ofOrganisations().stream().mapToInt(value).sum())
        .register(registry);
  }

  private void gauge(String what, String trunk, ToDoubleFunction<TrunkStatus> value) {
    Gauge.builder("parley.sip.trunk." + what, trunks, all -> value.applyAsDouble(all.status(trunk)))
        .tag("trunk", trunk)
        .register(registry);
  }
}
