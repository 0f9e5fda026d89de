package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import io.parley.http.json.JsonText;
import io.parley.voice.engine.EngineListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Metrics of speech engines, by name. Thread safe.
public final class EngineMeters implements EngineListener {
  private final MeterRegistry registry;
  private final Map<Tags, AtomicInteger> open = new ConcurrentHashMap<>();

  public EngineMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void used(String engine, Engine kind, Duration audio, long characters, long costMicros) {
    var tags = tags(engine, kind);
    registry.counter("parley.speech.audio.seconds", tags).increment(audio.toMillis() / 1e3);
    registry.counter("parley.speech.characters", tags).increment((double) characters);
    registry.counter("parley.speech.cost.micros", tags).increment((double) costMicros);
  }

  @Override
  public void failed(String engine, Engine kind, SpeechFailure.Category category) {
    registry
        .counter(
            "parley.speech.failures", tags(engine, kind).and("category", JsonText.word(category)))
        .increment();
  }

  @Override
  public void firstResult(String engine, Engine kind, Duration after) {
    registry.timer("parley.speech.first.result", tags(engine, kind)).record(after);
  }

  @Override
  public void breaker(String engine, Engine kind, BreakerState state) {
    open.computeIfAbsent(
            tags(engine, kind),
            tags -> registry.gauge("parley.speech.breaker.open", tags, new AtomicInteger()))
        .set(state == BreakerState.CLOSED ? 0 : 1);
  }

  private static Tags tags(String engine, Engine kind) {
    return Tags.of("engine", engine, "kind", JsonText.word(kind));
  }
}
