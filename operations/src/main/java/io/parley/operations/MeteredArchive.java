package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.journal.Archive;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// An archive with metrics of its attempts.
public final class MeteredArchive implements Archive {
  private final Archive archive;
  private final MeterRegistry registry;

  public MeteredArchive(Archive archive, MeterRegistry registry) {
    this.archive = archive;
    this.registry = registry;
  }

  @Override
  public CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt) {
    return measured("store", archive.store(key, lastSeq, endedAt));
  }

  @Override
  public CompletionStage<List<RecordedEvent>> fetch(String ref) {
    return measured("fetch", archive.fetch(ref));
  }

  private <T> CompletionStage<T> measured(String operation, CompletionStage<T> stage) {
    long began = System.nanoTime();
    return stage.whenComplete(
        (_, failure) ->
            Timer.builder("parley.archive")
                .tag("operation", operation)
                .tag("outcome", failure == null ? "done" : "failed")
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - began)));
  }
}
