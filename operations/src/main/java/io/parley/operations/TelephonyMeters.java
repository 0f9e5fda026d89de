package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutEvent;
import io.parley.http.json.JsonText;
import io.parley.voice.dial.CallOutListener;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.LineMeter;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and logs what telephone providers report about calls, and what becomes of calls out: ids,
/// never numbers of people.
public final class TelephonyMeters implements ProviderReports, CallOutListener, LineMeter {
  private static final Logger LOG = LoggerFactory.getLogger(TelephonyMeters.class);

  /// Counts events of calls out.
  public static final String OUT = "parley.telephony.out";

  /// Its tag, a [CallOutEvent.Kind] as a word.
  public static final String EVENT = "event";

  private final MeterRegistry registry;

  public TelephonyMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void call(CallProgress progress) {
    var status = JsonText.word(progress.status());
    LOG.info("{} reports call {}: {}", progress.provider(), progress.call(), status);
    registry
        .counter("parley.telephony.reports", "provider", progress.provider(), "status", status)
        .increment();
  }

  @Override
  public void refused(String provider, String why) {
    registry.counter("parley.telephony.refused", "provider", provider, "reason", why).increment();
  }

  @Override
  public void happened(CallOut call, List<CallOutEvent> events) {
    for (var event : events) {
      var kind = event.kind().word();
      LOG.info("call out {}: {}", call.order().key().id(), kind);
      registry.counter(OUT, EVENT, kind).increment();
    }
  }

  @Override
  public void leftOpen(String provider) {
    registry.counter("parley.telephony.left.open", "provider", provider).increment();
  }

  @Override
  public void recording(RecordingProgress progress) {
    var status = JsonText.word(progress.status());
    LOG.info(
        "{} reports recording {} of call {}: {}",
        progress.provider(),
        progress.recording(),
        progress.call(),
        status);
    registry
        .counter("parley.telephony.recordings", "provider", progress.provider(), "status", status)
        .increment();
  }
}
