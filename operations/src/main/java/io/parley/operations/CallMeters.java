package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.http.json.JsonText;
import io.parley.voice.call.CallMeter;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// How quickly calls are answered, and what becomes of their sound. Every counter but that of
/// answers by voice is registered with 0, and the times of answers for calls of browsers. Thread
/// safe.
public final class CallMeters implements CallMeter {
  /// The tag for the way by which a call came.
  static final String WAY = "way";

  private static final String END_OF_UTTERANCE = "parley.call.end.of.utterance";
  private static final String TRANSCRIPTION = "parley.call.transcription";
  private static final String FIRST_TOKEN = "parley.call.first.token";
  private static final String FIRST_SOUND = "parley.call.first.sound";
  private static final String HEARD = "parley.call.heard";
  private static final String ANSWER = "parley.call.answer";
  private static final String ADDED = "parley.call.added";

  /// The fates of sound packets.
  private enum Fate {
    RECEIVED,
    LOST,
    LATE,
    CONCEALED
  }

  private final MeterRegistry registry;
  private final Timer length;
  private final Timer late;
  private final Counter meant;
  private final Counter falseAlarms;
  private final DistributionSummary echo;
  private final Counter underruns;
  private final Map<Early, Counter> early = new EnumMap<>(Early.class);
  private final Counter deadLines;
  private final AtomicInteger badLines = new AtomicInteger();
  private final Map<Fate, Counter> packets = new EnumMap<>(Fate.class);

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
    for (var name :
        List.of(END_OF_UTTERANCE, TRANSCRIPTION, FIRST_TOKEN, FIRST_SOUND, HEARD, ANSWER, ADDED))
      registry.timer(name, WAY, CallQualityMeters.BROWSERS);
    length = registry.timer("parley.call.length");
    late = registry.timer("parley.call.late.ticks");
    meant = registry.counter("parley.call.interruptions", "meant", "true");
    falseAlarms = registry.counter("parley.call.interruptions", "meant", "false");
    echo = registry.summary("parley.call.echo.enhancement");
    underruns = registry.counter("parley.call.underruns");
    for (var each : Early.values())
      early.put(each, registry.counter("parley.call.early.replies", "fate", JsonText.word(each)));
    deadLines = registry.counter("parley.call.dead.lines");
    registry.gauge("parley.call.lines.bad", badLines);
    Arrays.stream(Fate.values())
        .forEach(
            fate ->
                packets.put(
                    fate, registry.counter("parley.call.packets", "fate", JsonText.word(fate))));
  }

  @Override
  public void answered(Times times, String voice, String way) {
    registry.counter("parley.call.answers", "voice", voice).increment();
    record(END_OF_UTTERANCE, way, times.endOfUtterance());
    record(TRANSCRIPTION, way, times.transcription());
    record(FIRST_TOKEN, way, times.firstToken());
    record(FIRST_SOUND, way, times.firstSound());
    record(HEARD, way, times.heard());
    record(ANSWER, way, times.answer());
    record(ADDED, way, times.added());
  }

  @Override
  public void interrupted(boolean wasMeant) {
    (wasMeant ? meant : falseAlarms).increment();
  }

  @Override
  public void early(Early fate) {
    early.get(fate).increment();
  }

  @Override
  public void ranDry() {
    underruns.increment();
  }

  @Override
  public void lineDied() {
    deadLines.increment();
  }

  @Override
  public void lineTurned(boolean bad) {
    badLines.addAndGet(bad ? 1 : -1);
  }

  @Override
  public void late(Duration by) {
    late.record(by);
  }

  @Override
  public void echoCancelled(double enhancement) {
    echo.record(Math.max(0, enhancement));
  }

  @Override
  public void ended(LegStats stats, Duration lasted) {
    length.record(lasted);
    packets.get(Fate.RECEIVED).increment((double) stats.received());
    packets.get(Fate.LOST).increment((double) stats.lost());
    packets.get(Fate.LATE).increment((double) stats.late());
    packets.get(Fate.CONCEALED).increment((double) stats.concealed());
  }

  /// The clock may be set back in between.
  private void record(String name, String way, Optional<Duration> time) {
    time.ifPresent(
        took -> registry.timer(name, WAY, way).record(took.isNegative() ? Duration.ZERO : took));
  }
}
