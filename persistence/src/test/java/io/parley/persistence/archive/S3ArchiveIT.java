package io.parley.persistence.archive;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.minio.GetObjectArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.text.Sha256;
import io.parley.persistence.archive.ArchiveFailure.Category;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.testing.FreshBucket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ArchiveIT {
  private static final Instant ENDED = Instant.parse("2026-03-04T23:59:59.5Z");
  private static final String REF = "default/2026/03/04/s/";
  private static final String EVENTS = REF + "events.ndjson.gz";
  private static final String MANIFEST = REF + "manifest.json";

  @TempDir static Path temporary;

  private final FreshBucket bucket = FreshBucket.create();
  private final Pages journal = new Pages(conversation(40));
  private Instant now = ENDED.plusSeconds(3);
  private final S3Archive archive = archive(settings("page-events = 7"));

  @AfterEach
  void close() {
    archive.close();
    bucket.close();
  }

  private static List<RecordedEvent> conversation(int turns) {
    var talk = new Conversation(ENDED.minusSeconds(600)).start(Optional.empty(), Optional.empty());
    for (int turn = 1; turn <= turns; turn++)
      talk.say("q" + turn, "question " + turn + " 😀\n").reply(turn, "answer " + turn);
    return talk.end("e", "customer-left").events();
  }

  /// A journal in memory that counts its reads.
  private static final class Pages implements Journal {
    private volatile List<RecordedEvent> events;
    private final AtomicInteger reads = new AtomicInteger();

    Pages(List<RecordedEvent> events) {
      this.events = events;
    }

    @Override
    public CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit) {
      reads.incrementAndGet();
      return CompletableFuture.completedStage(
          events.stream().filter(e -> e.seq() > after).limit(limit).toList());
    }
  }

  private ArchiveSettings settings(String overrides) {
    return ArchiveSettings.from(
            ConfigFactory.parseString("parley.archive { " + overrides + " }")
                .withFallback(
                    ConfigFactory.parseString("parley.archive.bucket = \"" + bucket.name() + "\""))
                .withFallback(ConfigFactory.defaultReference()))
        .at(bucket.endpoint(), bucket.keys().accessKey(), bucket.keys().secretKey());
  }

  private S3Archive archive(ArchiveSettings settings) {
    return new S3Archive(settings, journal, new EventBytes(), temporary, () -> now);
  }

  private ArchiveReceipt store() {
    return get(archive.store(key("s"), journal.events.size(), ENDED));
  }

  @Test
  void files_in_transit_are_in_the_configured_directory_and_deleted_afterwards() {
    store();
    assertThat(temporary).isEmptyDirectory();
    assertThatThrownBy(() -> get(archive.store(key("gap"), 1_000, ENDED))).isNotNull();
    assertThat(temporary).isEmptyDirectory();
  }

  private byte[] object(String name) {
    try (var in =
        bucket
            .client()
            .getObject(GetObjectArgs.builder().bucket(bucket.name()).object(name).build())) {
      return in.readAllBytes();
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  private void put(String name, byte[] bytes) {
    try {
      bucket
          .client()
          .putObject(
              PutObjectArgs.builder()
                  .bucket(bucket.name())
                  .object(name)
                  .data(bytes, bytes.length)
                  .build());
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  private void remove(String name) {
    try {
      bucket
          .client()
          .removeObject(RemoveObjectArgs.builder().bucket(bucket.name()).object(name).build());
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  @Test
  void a_stored_archive_is_fetched_and_matches_its_receipt() throws IOException {
    var receipt = store();
    assertThat(receipt.ref()).isEqualTo(REF);
    assertThat(get(archive.fetch(REF))).isEqualTo(journal.events);
    var packed = object(EVENTS);
    assertThat(receipt.bytes()).isEqualTo(packed.length);
    assertThat(receipt.sha256()).isEqualTo(Sha256.hex(packed));
    var manifest = new ObjectMapper().readTree(object(MANIFEST));
    assertThat(manifest.path("format").asInt()).isEqualTo(1);
    assertThat(manifest.path("tenant").asText()).isEqualTo("default");
    assertThat(manifest.path("session").asText()).isEqualTo("s");
    assertThat(manifest.path("events").asInt()).isEqualTo(journal.events.size());
    assertThat(manifest.path("lastSeq").asInt()).isEqualTo(journal.events.size());
    assertThat(manifest.path("sha256").asText()).isEqualTo(receipt.sha256());
    assertThat(manifest.path("endedAt").asText()).isEqualTo("2026-03-04T23:59:59.500Z");
    assertThat(manifest.path("createdAt").asText()).isEqualTo(now.toString());
  }

  @Test
  void the_events_are_readable_lines() throws IOException {
    store();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(object(EVENTS)))) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSameSizeAs(journal.events);
      assertThat(lines.get(1))
          .startsWith("{\"seq\":2,\"manifest\":\"said\",\"event\":{\"kind\":\"said\"")
          .contains("question 1 😀\\n");
    }
  }

  @Test
  void the_journal_is_read_in_pages() {
    store();
    assertThat(journal.reads.get()).isEqualTo((journal.events.size() + 6) / 7);
  }

  @Test
  void only_the_events_up_to_the_last_are_stored() {
    get(archive.store(key("s"), 10, ENDED));
    assertThat(get(archive.fetch(REF))).isEqualTo(journal.events.subList(0, 10));
  }

  @Test
  void storing_again_gives_the_same_receipt_and_writes_nothing() {
    var first = store();
    int reads = journal.reads.get();
    now = now.plusSeconds(60);
    var manifest = object(MANIFEST);
    assertThat(store()).isEqualTo(first);
    assertThat(journal.reads.get()).isEqualTo(reads);
    assertThat(object(MANIFEST)).isEqualTo(manifest);
  }

  @Test
  void an_incomplete_or_damaged_archive_is_written_again() {
    var first = store();
    remove(MANIFEST);
    assertThat(store()).isEqualTo(first);
    put(EVENTS, new byte[] {1, 2, 3});
    assertThat(store()).isEqualTo(first);
    remove(EVENTS);
    assertThat(store()).isEqualTo(first);
    put(MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(store()).isEqualTo(first);
    assertThat(get(archive.fetch(REF))).isEqualTo(journal.events);
  }

  @Test
  void a_later_outcome_is_added() {
    get(archive.store(key("s"), 10, ENDED));
    store();
    assertThat(get(archive.fetch(REF))).isEqualTo(journal.events);
  }

  @Test
  void a_missing_bucket_is_created() {
    try (var other = archive(settings("bucket = \"" + bucket.name() + "-new\""))) {
      get(other.store(key("s"), 3, ENDED));
      assertThat(get(other.fetch(REF))).hasSize(3);
    }
  }

  @Test
  void a_journal_with_a_gap_is_not_archived() {
    var events = new ArrayList<>(journal.events);
    events.remove(20);
    journal.events = events;
    fails(archive.store(key("s"), events.size(), ENDED), Category.DAMAGED, "event 22");
    journal.events = events.subList(0, 5);
    fails(archive.store(key("s"), 10, ENDED), Category.DAMAGED, "ends at event 5");
    fails(archive.fetch(REF), Category.NOT_FOUND, "manifest");
  }

  @Test
  void the_journals_failure_is_passed_on_unchanged() {
    journal.events = null;
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> get(archive.store(key("s"), 10, ENDED)));
  }

  @Test
  void an_archive_that_does_not_exist_is_not_found() {
    fails(archive.fetch(REF), Category.NOT_FOUND, "manifest");
    fails(archive.fetch("../../etc/passwd"), Category.NOT_FOUND, "expected");
    fails(archive.fetch("default/2026/03/04/s"), Category.NOT_FOUND, "expected");
  }

  @Test
  void events_that_do_not_match_the_manifest_are_damaged() {
    store();
    var packed = object(EVENTS);
    packed[packed.length / 2] ^= 1;
    put(EVENTS, packed);
    fails(archive.fetch(REF), Category.DAMAGED, "not those of its manifest");
    remove(EVENTS);
    fails(archive.fetch(REF), Category.DAMAGED, "not those of its manifest");
  }

  @Test
  void a_manifest_of_another_session_or_of_the_future_is_damaged() {
    store();
    var manifest = new String(object(MANIFEST), StandardCharsets.UTF_8);
    var other = "default/2026/03/04/t/";
    put(other + "manifest.json", object(MANIFEST));
    put(other + "events.ndjson.gz", object(EVENTS));
    fails(archive.fetch(other), Category.DAMAGED, "another session");
    put(
        MANIFEST,
        manifest.replace("\"format\" : 1", "\"format\" : 2").getBytes(StandardCharsets.UTF_8));
    fails(archive.fetch(REF), Category.DAMAGED, "format 2");
    put(MANIFEST, new byte[ArchiveManifest.BYTES_MAX + 1]);
    fails(archive.fetch(REF), Category.DAMAGED, "cannot be read");
  }

  @Test
  void a_few_bytes_that_unpack_to_very_many_are_rejected_early() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 512; i++) out.write(new byte[1 << 20]);
    }
    put(EVENTS, bomb.toByteArray());
    put(MANIFEST, manifest(bomb.toByteArray(), 1_000).json());
    fails(archive.fetch(REF), Category.DAMAGED, "cannot be unpacked");
    put(MANIFEST, manifest(bomb.toByteArray(), 512L << 20).json());
    fails(archive.fetch(REF), Category.TOO_LARGE, "expected: at most");
  }

  private static ArchiveManifest manifest(byte[] packed, long unpacked) {
    return new ArchiveManifest(
        1, "default", "s", 1, 1, 1, packed.length, unpacked, Sha256.hex(packed), ENDED, ENDED);
  }

  @Test
  void unreachable_storage_is_unavailable_and_wrong_keys_are_refused() {
    try (var away =
            archive(
                settings("request-timeout = 500ms")
                    .at(URI.create("http://127.0.0.1:1"), "a", "b"));
        var stranger = archive(settings("").at(bucket.endpoint(), "a", "b"))) {
      fails(away.store(key("s"), 3, ENDED), Category.UNAVAILABLE, "out of reach");
      fails(away.fetch(REF), Category.UNAVAILABLE, "out of reach");
      fails(stranger.store(key("s"), 3, ENDED), Category.REFUSED, "object storage answered");
    }
  }

  @Test
  void no_temporary_file_remains() throws IOException {
    long before = spooled();
    store();
    journal.events = journal.events.subList(0, 5);
    fails(archive.store(key("t"), 10, ENDED), Category.DAMAGED, "ends at event 5");
    assertThat(spooled()).isEqualTo(before);
  }

  private static long spooled() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("parley-archive-")).count();
    }
  }

  private static void fails(CompletionStage<?> stage, Category category, String words) {
    assertThatExceptionOfType(ArchiveFailure.class)
        .isThrownBy(() -> get(stage))
        .withMessageContaining(words)
        .satisfies(failure -> assertThat(failure.category()).isEqualTo(category));
  }
}
