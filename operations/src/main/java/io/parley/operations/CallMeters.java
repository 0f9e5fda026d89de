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
import java.util.Map;
import java.util.Optional;

/// How quickly calls are answered, and how well they sound. Every counter but that of answers by
/// voice is registered with 0. Thread safe.
public final class CallMeters implements CallMeter {

  /// The fates of sound packets.
  private enum Fate {
    RECEIVED,
    LOST,
    LATE,
    CONCEALED
  }

  private final MeterRegistry registry;
  private final Timer endOfUtterance;
  private final Timer transcription;
  private final Timer firstToken;
  private final Timer firstSound;
  private final Timer heard;
  private final Timer length;
  private final Timer late;
  private final Counter meant;
  private final Counter falseAlarms;
  private final DistributionSummary echo;
  private final DistributionSummary opinion;
  private final Counter underruns;
  private final Map<Early, Counter> early = new EnumMap<>(Early.class);
  private final Counter deadLines;
  private final Map<Fate, Counter> packets = new EnumMap<>(Fate.class);

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
    endOfUtterance = registry.timer("parley.call.end.of.utterance");
    transcription = registry.timer("parley.call.transcription");
    firstToken = registry.timer("parley.call.first.token");
    firstSound = registry.timer("parley.call.first.sound");
    heard = registry.timer("parley.call.heard");
    length = registry.timer("parley.call.length");
    late = registry.timer("parley.call.late.ticks");
    meant = registry.counter("parley.call.interruptions", "meant", "true");
    falseAlarms = registry.counter("parley.call.interruptions", "meant", "false");
    echo = registry.summary("parley.call.echo.enhancement");
    opinion = registry.summary("parley.call.mos");
    underruns = registry.counter("parley.call.underruns");
    for (var each : Early.values())
      early.put(each, registry.counter("parley.call.early.replies", "fate", JsonText.word(each)));
    deadLines = registry.counter("parley.call.dead.lines");
    Arrays.stream(Fate.values())
        .forEach(
            fate ->
                packets.put(
                    fate, registry.counter("parley.call.packets", "fate", JsonText.word(fate))));
  }

  @Override
  public void answered(Times times, String voice) {
    registry.counter("parley.call.answers", "voice", voice).increment();
    record(endOfUtterance, times.endOfUtterance());
    record(transcription, times.transcription());
    record(firstToken, times.firstToken());
    record(firstSound, times.firstSound());
    record(heard, times.heard());
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
    stats.opinion().ifPresent(opinion::record);
    packets.get(Fate.RECEIVED).increment((double) stats.received());
    packets.get(Fate.LOST).increment((double) stats.lost());
    packets.get(Fate.LATE).increment((double) stats.late());
    packets.get(Fate.CONCEALED).increment((double) stats.concealed());
  }

  /// The clock may be set back in between.
  private static void record(Timer timer, Optional<Duration> time) {
    time.ifPresent(took -> timer.record(took.isNegative() ? Duration.ZERO : took));
  }
}
