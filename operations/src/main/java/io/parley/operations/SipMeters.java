package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.http.json.JsonText;
import io.parley.voice.sip.call.SipMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts calls by SIP. Every counter is registered with 0. Thread safe.
public final class SipMeters implements SipMeter {
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<KeyWay, Counter> keys = new EnumMap<>(KeyWay.class);
  private final Counter cancelled;
  private final Timer setup;
  private final AtomicInteger calls = new AtomicInteger();

  public SipMeters(MeterRegistry registry) {
    for (var each : Refusal.values())
      refused.put(each, registry.counter("parley.sip.refused", "reason", JsonText.word(each)));
    for (var each : KeyWay.values())
      keys.put(each, registry.counter("parley.sip.keys", "way", JsonText.word(each)));
    cancelled = registry.counter("parley.sip.cancelled");
    setup = registry.timer("parley.sip.setup");
    registry.gauge("parley.sip.calls", calls, AtomicInteger::get);
  }

  @Override
  public void refused(Refusal why) {
    refused.get(why).increment();
  }

  @Override
  public void keyed(KeyWay way) {
    keys.get(way).increment();
  }

  @Override
  public void cancelled() {
    cancelled.increment();
  }

  @Override
  public void answered(Duration after) {
    // the clock may be set back in between
    setup.record(after.isNegative() ? Duration.ZERO : after);
    calls.incrementAndGet();
  }

  @Override
  public void wentOn() {
    calls.incrementAndGet();
  }

  @Override
  public void ended() {
    calls.decrementAndGet();
  }
}
