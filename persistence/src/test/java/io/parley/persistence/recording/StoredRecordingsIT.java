package io.parley.persistence.recording;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.organisation.Retention;
import io.parley.core.recording.Recording;
import io.parley.core.recording.Recording.Segment;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.archive.Bucket;
import io.parley.persistence.organisation.JdbcRetentions;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.FreshBucket;
import io.parley.persistence.testing.MigratedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against PostgreSQL and object storage. The bucket does not exist before the first recording.
class StoredRecordingsIT {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final SessionKey ALICE = key("alice");
  private static final SessionKey BOB = key("bob");
  private static final byte[] SOUND = "a second of sound".getBytes(StandardCharsets.US_ASCII);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final FreshBucket fresh = FreshBucket.create();
  private final Bucket bucket = new Bucket(settings());
  private final StoredRecordings recordings = recordings("k1");

  @AfterEach
  void close() {
    recordings.close();
    bucket.close();
    fresh.close();
    db.close();
  }

  private ArchiveSettings settings() {
    return ArchiveSettings.from(
            ConfigFactory.parseString("parley.archive.bucket = \"" + fresh.name() + "\"")
                .withFallback(ConfigFactory.defaultReference()))
        .at(fresh.endpoint(), fresh.keys().accessKey(), fresh.keys().secretKey());
  }

  private StoredRecordings recordings(String id) {
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    return new StoredRecordings(db.database(), settings(), Keyring.of(id + ":" + key));
  }

  private static Retention kept(int days) {
    return new Retention(OptionalInt.of(days), OptionalInt.empty());
  }

  private static Segment segment(int number) {
    return new Segment(
        number,
        Duration.ofSeconds(10L * number),
        Duration.ofSeconds(10L * number + 10),
        SOUND.length);
  }

  private void record(SessionKey session, String call, Instant at, int segments) {
    get(recordings.begin(session, call, at));
    for (int i = 0; i < segments; i++)
      assertThat(get(recordings.add(session, call, segment(i), SOUND))).isTrue();
  }

  private Optional<byte[]> object(SessionKey session, String call, int number) throws IOException {
    var found =
        bucket.get("recordings/default/%s/%s/%06d".formatted(session.session(), call, number));
    if (found.isEmpty()) return Optional.empty();
    try (var in = found.get()) {
      return Optional.of(in.readAllBytes());
    }
  }

  @Test
  void segments_are_stored_encrypted_and_read_again() throws IOException {
    record(ALICE, "c1", NOON, 2);
    assertThat(get(recordings.list(ALICE)))
        .containsExactly(
            new Recording("c1", NOON, Optional.empty(), List.of(segment(0), segment(1))));
    get(recordings.end(ALICE, "c1", Duration.ofSeconds(20)));
    assertThat(get(recordings.list(ALICE)).getFirst().length()).contains(Duration.ofSeconds(20));
    assertThat(get(recordings.segment(ALICE, "c1", 1))).contains(SOUND);
    assertThat(new String(object(ALICE, "c1", 1).orElseThrow(), StandardCharsets.ISO_8859_1))
        .doesNotContain("sound");
  }

  @Test
  void a_segment_may_be_stored_twice_and_a_recording_begun_twice() {
    record(ALICE, "c1", NOON, 1);
    record(ALICE, "c1", NOON.plusSeconds(5), 1);
    assertThat(get(recordings.list(ALICE))).hasSize(1);
    assertThat(get(recordings.list(ALICE)).getFirst().began()).isEqualTo(NOON);
    assertThat(get(recordings.segment(ALICE, "c1", 0))).contains(SOUND);
  }

  @Test
  void another_session_and_another_tenant_see_nothing_of_it() {
    record(ALICE, "c1", NOON, 1);
    var other = new SessionKey(new TenantId("bank"), ALICE.session());
    for (var foreign : new SessionKey[] {BOB, other}) {
      assertThat(get(recordings.list(foreign))).isEmpty();
      assertThat(get(recordings.segment(foreign, "c1", 0))).isEmpty();
      assertThat(get(recordings.add(foreign, "c1", segment(1), SOUND))).isFalse();
      assertThat(get(recordings.erase(foreign))).isZero();
    }
    assertThat(get(recordings.segment(ALICE, "c1", 0))).contains(SOUND);
  }

  @Test
  void a_segment_in_the_place_of_another_one_counts_as_missing() throws IOException {
    record(ALICE, "c1", NOON, 2);
    bucket.put(
        "recordings/default/alice/c1/000001",
        object(ALICE, "c1", 0).orElseThrow(),
        "application/octet-stream");
    assertThat(get(recordings.segment(ALICE, "c1", 1))).isEmpty();
    bucket.remove("recordings/default/alice/c1/000000");
    assertThat(get(recordings.segment(ALICE, "c1", 0))).isEmpty();
  }

  @Test
  void what_is_erased_is_gone_with_its_key_and_nothing_is_added_to_it() throws IOException {
    record(ALICE, "c1", NOON, 2);
    record(BOB, "c2", NOON, 1);
    assertThat(get(recordings.erase(ALICE))).isEqualTo(1);
    assertThat(get(recordings.list(ALICE))).isEmpty();
    assertThat(object(ALICE, "c1", 0)).isEmpty();
    assertThat(object(ALICE, "c1", 1)).isEmpty();
    assertThat(get(recordings.add(ALICE, "c1", segment(2), SOUND))).isFalse();
    assertThat(get(recordings.erase(ALICE))).isZero();
    assertThat(get(recordings.segment(BOB, "c2", 0))).contains(SOUND);
  }

  @Test
  void recordings_that_were_kept_for_long_enough_are_erased() throws IOException {
    record(ALICE, "old", NOON.minusSeconds(1), 1);
    record(ALICE, "new", NOON, 1);
    assertThat(get(recordings.eraseOld(NOON, Duration.ZERO, 10))).isEqualTo(1);
    assertThat(get(recordings.list(ALICE))).extracting(Recording::id).containsExactly("new");
    assertThat(object(ALICE, "old", 0)).isEmpty();
    assertThat(get(recordings.eraseOld(NOON, Duration.ZERO, 10))).isZero();
  }

  @Test
  void an_organisation_may_keep_its_recordings_for_a_shorter_time() {
    var other = new SessionKey(new TenantId("bank"), ALICE.session());
    for (var session : List.of(ALICE, other)) {
      record(session, "old", NOON.minus(Duration.ofDays(3)), 1);
      record(session, "new", NOON.minus(Duration.ofDays(1)), 1);
    }
    var retentions = new JdbcRetentions(db.database());
    var act = Act.ofProgram("test", NOON);
    get(retentions.keep(ALICE.tenant(), kept(2), act));
    get(retentions.keep(ALICE.tenant(), kept(2), act));
    assertThat(get(retentions.of(ALICE.tenant()))).isEqualTo(kept(2));
    assertThat(get(retentions.of(other.tenant()))).isEqualTo(Retention.NONE);
    assertThat(get(recordings.eraseOld(NOON, Duration.ofDays(30), 10))).isEqualTo(1);
    assertThat(get(recordings.list(ALICE))).extracting(Recording::id).containsExactly("new");
    assertThat(get(recordings.list(other))).hasSize(2);
    get(retentions.keep(ALICE.tenant(), Retention.NONE, act));
    assertThat(get(retentions.of(ALICE.tenant()))).isEqualTo(Retention.NONE);
    assertThat(db.count("audit WHERE action = 'retention-changed'")).isEqualTo(2);
    get(retentions.keep(ALICE.tenant(), kept(40), act));
    assertThat(get(recordings.eraseOld(NOON, Duration.ofHours(1), 10)))
        .as("the installation's time is shorter")
        .isEqualTo(3);
  }

  @Test
  void an_erasure_takes_at_most_its_limit_and_the_next_one_goes_on() {
    for (int i = 0; i < 3; i++) record(ALICE, "c" + i, NOON.minusSeconds(9), 1);
    assertThat(get(recordings.eraseOld(NOON, Duration.ZERO, 2))).isEqualTo(2);
    assertThat(get(recordings.list(ALICE))).as("no key is left").isEmpty();
    assertThat(get(recordings.eraseOld(NOON, Duration.ZERO, 2))).isEqualTo(1);
  }

  @Test
  void without_the_keyrings_key_nothing_can_be_read() {
    record(ALICE, "c1", NOON, 1);
    try (var others = recordings("k2")) {
      assertThat(get(others.segment(ALICE, "c1", 0))).isEmpty();
    }
    try (var none = new StoredRecordings(db.database(), settings(), Keyring.empty())) {
      assertThat(none.hasNoKey()).isTrue();
      assertThatThrownBy(() -> get(none.begin(BOB, "c9", NOON))).isNotNull();
    }
  }
}
