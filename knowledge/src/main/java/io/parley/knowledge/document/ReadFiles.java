package io.parley.knowledge.document;

import io.parley.core.audit.Act;
import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.DocumentReader;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.document.KnowledgeFiles;
import io.parley.core.knowledge.document.TextLimits;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Reads a file, and stores its texts in place of those that it had before.
public final class ReadFiles implements FileIntake {
  private final DocumentReader reader;
  private final KnowledgeFiles files;
  private final DocumentLimits limits;

  public ReadFiles(DocumentReader reader, KnowledgeFiles files, DocumentLimits limits) {
    this.reader = reader;
    this.files = files;
    this.limits = limits;
  }

  @Override
  public CompletionStage<Outcome> take(TenantId tenant, Upload upload, byte[] bytes, Party by) {
    return take(upload, bytes, texts -> files.replace(tenant, texts, by));
  }

  @Override
  public CompletionStage<Outcome> take(
      TenantId tenant, Upload upload, byte[] bytes, Party by, Act act) {
    return take(upload, bytes, texts -> files.replace(tenant, texts, by, act));
  }

  /// Puts texts in place of those of before.
  private interface Storing extends Function<KnowledgeFiles.FileTexts, CompletionStage<Written>> {}

  private CompletionStage<Outcome> take(Upload upload, byte[] bytes, Storing storing) {
    if (bytes.length > limits.fileBytesMax())
      return refused(
          "the file has %d bytes (expected: ≤ %d)".formatted(bytes.length, limits.fileBytesMax()));
    return reader
        .read(upload.name(), upload.type(), bytes)
        .thenCompose(
            reading ->
                switch (reading) {
                  case Reading.Read read -> store(upload, ContentHash.of(bytes), read, storing);
                  case Reading.Refused refusal ->
                      CompletableFuture.completedStage(new Outcome.Unread(refusal));
                });
  }

  private CompletionStage<Outcome> store(
      Upload upload, String hash, Reading.Read read, Storing storing) {
    var excess = TextLimits.excess("file", read.documents(), limits);
    if (excess.isPresent()) return refused(excess.get());
    return storing
        .apply(
            new KnowledgeFiles.FileTexts(
                upload.collection(),
                new FileStamp(upload.name(), hash),
                upload.labels(),
                upload.language(),
                read.documents().stream().map(TextLimits::shortened).toList()))
        .thenApply(written -> new Outcome.Taken(written, read.warnings()));
  }

  private static CompletionStage<Outcome> refused(String detail) {
    return CompletableFuture.completedStage(
        new Outcome.Unread(new Reading.Refused(Reading.Reason.TOO_LARGE, detail)));
  }
}
