package io.parley.knowledge.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.FileIntake.Outcome;
import io.parley.core.knowledge.document.FileIntake.Upload;
import io.parley.core.knowledge.document.KnowledgeFiles;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ReadFilesTest {
  private static final Written STORED = new Written.Stored(List.of("a"), 1, 0, 0, 1);

  private final List<KnowledgeFiles.FileTexts> replaced = new ArrayList<>();
  private Reading reading =
      new Reading.Read(
          List.of(
              new ReadDocument(
                  Optional.empty(),
                  Optional.of("t".repeat(301)),
                  Optional.empty(),
                  List.of("l".repeat(65)),
                  Optional.of("s".repeat(2_001)),
                  "body")),
          List.of("an image was left out"));

  private final ReadFiles files =
      new ReadFiles(
          (name, type, bytes) -> CompletableFuture.completedStage(reading),
          new RecordedFiles(),
          new DocumentLimits(1_024, 1_000, 1, 1, 1));

  @Test
  void texts_are_stored_under_the_files_name_and_hash_within_limits() {
    var bytes = "bytes".getBytes(UTF_8);
    assertThat(take(bytes)).isEqualTo(new Outcome.Taken(STORED, List.of("an image was left out")));
    var stored = replaced.getFirst();
    assertThat(stored.stamp()).isEqualTo(new FileStamp("a/b.md", ContentHash.of(bytes)));
    assertThat(stored.labels()).containsExactly("shoes");
    var text = stored.documents().getFirst();
    assertThat(text.title().orElseThrow()).hasSize(300);
    assertThat(text.labels().getFirst()).hasSize(64);
    assertThat(text.source()).isEmpty();
  }

  @Test
  void a_refused_file_changes_nothing() {
    var refusal = new Reading.Refused(Reading.Reason.ENCRYPTED, "has a password");
    reading = refusal;
    assertThat(take(new byte[1])).isEqualTo(new Outcome.Unread(refusal));
    assertThat(replaced).isEmpty();
  }

  @Test
  void a_file_and_a_text_over_the_limit_are_refused() {
    assertThat(take(new byte[1_024])).isInstanceOf(Outcome.Taken.class);
    assertThat(reason(take(new byte[1_025]))).isEqualTo(Reading.Reason.TOO_LARGE);
    reading =
        new Reading.Read(new ReadDocument(Optional.empty(), Optional.empty(), "x".repeat(1_001)));
    assertThat(reason(take(new byte[1]))).isEqualTo(Reading.Reason.TOO_LARGE);
    assertThat(replaced).hasSize(1);
  }

  private Outcome take(byte[] bytes) {
    var upload =
        new Upload("default", "a/b.md", Optional.empty(), List.of("shoes"), Optional.empty());
    return files.take(TenantId.DEFAULT, upload, bytes, Party.OPERATOR).toCompletableFuture().join();
  }

  private static Reading.Reason reason(Outcome outcome) {
    return ((Outcome.Unread) outcome).refusal().reason();
  }

  private final class RecordedFiles implements KnowledgeFiles {
    @Override
    public CompletionStage<List<StoredFile>> files(
        TenantId tenant, String collection, Optional<String> after, int limit) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public CompletionStage<Written> replace(TenantId tenant, FileTexts file, Party by) {
      replaced.add(file);
      return CompletableFuture.completedStage(STORED);
    }

    @Override
    public CompletionStage<OptionalLong> delete(TenantId tenant, String collection, String name) {
      throw new IllegalStateException("not asked for");
    }
  }
}
