package io.parley.bench.felt;

import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import io.parley.voice.call.CallMeter;
import io.parley.voice.engine.EngineListener;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reports of calls and engines about themselves. Thread safe.
final class FeltMeter implements CallMeter, EngineListener {
  private final List<Times> times = new ArrayList<>();
  private final Map<String, Integer> voices = new TreeMap<>();
  private final Map<Early, Integer> early = new EnumMap<>(Early.class);
  private final Map<String, Integer> failures = new TreeMap<>();
  private int ranDry;
  private int lateTicks;

  /// Forgets all: what follows is measured.
  synchronized void begin() {
    times.clear();
    voices.clear();
    early.clear();
    failures.clear();
    ranDry = 0;
    lateTicks = 0;
  }

  synchronized List<Times> times() {
    return List.copyOf(times);
  }

  /// `kokoro 18, flite 2`.
  synchronized String voices() {
    return counts(voices);
  }

  /// `prepared 20, adopted 18, discarded 2`.
  synchronized String early() {
    return "prepared %d, adopted %d, thrown away %d"
        .formatted(
            early.getOrDefault(Early.PREPARED, 0),
            early.getOrDefault(Early.ADOPTED, 0),
            early.getOrDefault(Early.DISCARDED, 0));
  }

  /// Engines that failed, and how often; empty when none did.
  synchronized String failures() {
    return counts(failures);
  }

  synchronized int ranDryCount() {
    return ranDry;
  }

  synchronized int lateTicks() {
    return lateTicks;
  }

  private static String counts(Map<String, Integer> counts) {
    return String.join(
        ", ",
        counts.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList());
  }

  @Override
  public synchronized void answered(Times answer, String voice, String way) {
    times.add(answer);
    voices.merge(voice, 1, Integer::sum);
  }

  @Override
  public void interrupted(boolean meant) {
    // the sound tells
  }

  @Override
  public synchronized void early(Early fate) {
    early.merge(fate, 1, Integer::sum);
  }

  @Override
  public synchronized void ranDry() {
    ranDry++;
  }

  @Override
  public void lineDied() {
    // made lines do not die
  }

  @Override
  public synchronized void late(Duration by) {
    lateTicks++;
  }

  @Override
  public void echoCancelled(double enhancement) {
    // over the whole call; measured apart, after two seconds
  }

  @Override
  public void lineTurned(boolean bad) {
    // nor do they turn bad
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    // made callers hang up
  }

  @Override
  public void used(String engine, Engine kind, Duration audio, long characters, long costMicros) {
    // free
  }

  @Override
  public synchronized void failed(String engine, Engine kind, SpeechFailure.Category category) {
    failures.merge(engine + " " + category, 1, Integer::sum);
  }

  @Override
  public void firstResult(String engine, Engine kind, Duration after) {
    // the calls measure it
  }

  @Override
  public void breaker(String engine, Engine kind, BreakerState state) {
    // follows from the failures
  }
}
