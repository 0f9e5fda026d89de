package io.parley.operations;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.CallFigures.Talk;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.WordsChecked;
import io.parley.sessions.SessionWatch;
import java.time.Instant;
import java.util.List;

/// How the lines of calls were, who spoke how much, and how well callers were understood, by the
/// way the calls came, as their sessions record it: a call is counted once, on the node of its
/// session. Thread safe.
public final class CallQualityMeters implements SessionWatch {
  /// The way that is registered from the start.
  static final String BROWSERS = "webrtc";

  // Micrometer's histograms take whole numbers only
  static final String MOS = "parley.call.mos.hundredths";
  static final String LOSS = "parley.call.loss.permille";
  static final String JITTER = "parley.call.jitter.millis";
  static final String WORDS = "parley.call.words.per.minute";
  static final String SILENCE = "parley.call.silence.permille";
  static final String ERRORS = "parley.call.word.errors.permille";

  private static final String SPEAKER = "speaker";
  private static final String CUSTOMER = "customer";
  private static final String AGENT = "agent";

  private final MeterRegistry registry;

  public CallQualityMeters(MeterRegistry registry) {
    this.registry = registry;
    for (var name : List.of(MOS, LOSS, JITTER, SILENCE, ERRORS))
      registry.summary(name, CallMeters.WAY, BROWSERS);
    for (var speaker : List.of(CUSTOMER, AGENT)) words(BROWSERS, speaker);
  }

  @Override
  public void committed(SessionEvent event, Instant turnBegan) {
    if (event instanceof CallMeasured measured) count(measured.figures());
    if (event instanceof WordsChecked checked)
      record(ERRORS, checked.way(), checked.errors().rate() * 1_000);
  }

  private void count(CallFigures figures) {
    figures
        .line()
        .ifPresent(
            line -> {
              record(MOS, figures.way(), line.opinion() * 100);
              record(LOSS, figures.way(), line.lossPercent() * 10);
              record(JITTER, figures.way(), line.jitterMillis().p95());
            });
    figures.talk().ifPresent(talk -> talk(figures.way(), talk));
  }

  private void talk(String way, Talk talk) {
    record(SILENCE, way, talk.silenceShare() * 1_000);
    talk.customerWordsPerMinute().ifPresent(pace -> words(way, CUSTOMER).record(Math.rint(pace)));
    talk.agentWordsPerMinute().ifPresent(pace -> words(way, AGENT).record(Math.rint(pace)));
  }

  private DistributionSummary words(String way, String speaker) {
    return registry.summary(WORDS, CallMeters.WAY, way, SPEAKER, speaker);
  }

  private void record(String name, String way, double value) {
    registry.summary(name, CallMeters.WAY, way).record(Math.rint(value));
  }
}
