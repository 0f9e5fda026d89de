package io.parley.voice.engine;

import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it is told, a line each.
final class Noted implements EngineListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public void used(String engine, Engine kind, Duration audio, long characters, long costMicros) {
    note(
        "%s used %d ms, %d characters, %d micros"
            .formatted(engine, audio.toMillis(), characters, costMicros));
  }

  @Override
  public void failed(String engine, Engine kind, SpeechFailure.Category category) {
    note("%s failed: %s".formatted(engine, category));
  }

  @Override
  public void firstResult(String engine, Engine kind, Duration after) {
    note("%s %s after %d ms".formatted(engine, kind, after.toMillis()));
  }

  @Override
  public void breaker(String engine, Engine kind, BreakerState state) {
    note("%s is %s".formatted(engine, state));
  }

  private void note(String line) {
    lines.add(line.toLowerCase(Locale.ROOT));
  }
}
