package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Figures of telephone providers.
class TelephonyMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TelephonyMeters meters = new TelephonyMeters(registry);

  @Test
  void calls_that_could_not_be_ended_are_counted_by_provider() {
    meters.leftOpen("telnyx");
    meters.leftOpen("telnyx");
    assertThat(
            registry.get("parley.telephony.left.open").tag("provider", "telnyx").counter().count())
        .isEqualTo(2);
  }

  @Test
  void calls_that_do_not_begin_are_counted_by_provider_and_reason_through_all_receivers() {
    meters.and(new TelephonyMeters(new SimpleMeterRegistry())).refused("twilio", "not-served");
    assertThat(
            registry
                .get("parley.telephony.refused")
                .tag("provider", "twilio")
                .tag("reason", "not-served")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void reports_are_counted_by_provider_and_status() {
    meters.call(new CallProgress("telnyx", "c", Status.OVER, Optional.empty(), Optional.empty()));
    assertThat(
            registry
                .get("parley.telephony.reports")
                .tags("provider", "telnyx", "status", "over")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
