package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.call.SipMeter.KeyWay;
import io.parley.voice.sip.call.SipMeter.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SipMetersTest {
  private final Meters meters = new Meters();
  private final SipMeters calls = new SipMeters(meters.registry());

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void everything_is_counted_and_begins_with_0() {
    calls.answered(Duration.ofMillis(80));
    calls.answered(Duration.ofMillis(-1));
    calls.ended();
    calls.cancelled();
    calls.refused(Refusal.UNKNOWN_NUMBER);
    calls.keyed(KeyWay.PACKETS);
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_sip_calls 1.0",
            "parley_sip_cancelled_total 1.0",
            "parley_sip_keys_total{way=\"info\"} 0.0",
            "parley_sip_keys_total{way=\"packets\"} 1.0",
            "parley_sip_refused_total{reason=\"draining\"} 0.0",
            "parley_sip_refused_total{reason=\"unknown-number\"} 1.0",
            "parley_sip_setup_seconds_bucket{le=\"0.05\"} 1",
            "parley_sip_setup_seconds_bucket{le=\"0.1\"} 2",
            "parley_sip_setup_seconds_count 2");
  }
}
