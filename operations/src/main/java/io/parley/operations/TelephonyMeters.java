package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.http.json.JsonText;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and logs what telephone providers report about calls: ids, never numbers of people.
public final class TelephonyMeters implements ProviderReports {
  private static final Logger LOG = LoggerFactory.getLogger(TelephonyMeters.class);

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
