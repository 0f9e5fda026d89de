package io.parley.knowledge.document;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.DocumentReader;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.document.KnowledgeFiles;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/// Reads a file, and stores its texts in place of those that it had before.
public final class ReadFiles implements FileIntake {
  private static final int TITLE_MAX = 300;
  private static final int LABELS_MAX = 32;
  private static final int LABEL_MAX = 64;
  private static final int SOURCE_MAX = 2_000;

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
    if (bytes.length > limits.fileBytesMax())
      return refused(
          "the file has %d bytes (expected: ≤ %d)".formatted(bytes.length, limits.fileBytesMax()));
    return reader
        .read(upload.name(), upload.type(), bytes)
        .thenCompose(
            reading ->
                switch (reading) {
                  case Reading.Read read -> store(tenant, upload, ContentHash.of(bytes), read, by);
                  case Reading.Refused refusal ->
                      CompletableFuture.completedStage(new Outcome.Unread(refusal));
                });
  }

  private CompletionStage<Outcome> store(
      TenantId tenant, Upload upload, String hash, Reading.Read read, Party by) {
    for (var document : read.documents())
      if (document.body().length() > limits.charsMax())
        return refused(
            "a text of the file has %d characters (expected: ≤ %d); divide the file"
                .formatted(document.body().length(), limits.charsMax()));
    return files
        .replace(
            tenant,
            new KnowledgeFiles.FileTexts(
                upload.collection(),
                new FileStamp(upload.name(), hash),
                upload.labels(),
                upload.language(),
                read.documents().stream().map(ReadFiles::shortened).toList()),
            by)
        .thenApply(written -> new Outcome.Taken(written, read.warnings()));
  }

  private static CompletionStage<Outcome> refused(String detail) {
    return CompletableFuture.completedStage(
        new Outcome.Unread(new Reading.Refused(Reading.Reason.TOO_LARGE, detail)));
  }

  /// A file may say anything about itself.
  private static ReadDocument shortened(ReadDocument document) {
    return new ReadDocument(
        document.key(),
        document.title().map(atMost(TITLE_MAX)),
        document.language(),
        document.labels().stream().map(atMost(LABEL_MAX)).limit(LABELS_MAX).toList(),
        document.source().filter(source -> source.length() <= SOURCE_MAX),
        document.body());
  }

  private static UnaryOperator<String> atMost(int chars) {
    return text -> {
      if (text.length() <= chars) return text;
      int end = Character.isLowSurrogate(text.charAt(chars)) ? chars - 1 : chars;
      return text.substring(0, end);
    };
  }
}
