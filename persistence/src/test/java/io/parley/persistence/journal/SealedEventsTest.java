package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.journal.Damage;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.Unreadable;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalDouble;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.PersistentRepr$;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.junit.jupiter.api.Test;
import scala.Option;

class SealedEventsTest {
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s"));
  private static final SessionKey OTHER = new SessionKey(TenantId.DEFAULT, new SessionId("t"));
  private static final SessionEvent SAID =
      new Said(
          "a", Party.CUSTOMER, "my secret", Channel.WEB, OptionalDouble.empty(), Instant.EPOCH);

  private final EventJson json = new EventJson();
  private final EventBytes masked = new EventBytes(json, new Masked());
  private final SealedRows rows = new SealedRows(() -> masked);
  private final SealedRows plain = new SealedRows(EventBytes::new);

  private JournalPekkoSerializationRow row(String persistenceId, int serializer) {
    return new JournalPekkoSerializationRow(
        0,
        false,
        persistenceId,
        7,
        "writer",
        5,
        "",
        json.write(SAID),
        serializer,
        json.manifest(SAID),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private JournalPekkoSerializationRow row() {
    return row(PersistenceIds.of(SESSION), SessionEventSerializer.IDENTIFIER);
  }

  /// The row as the plugin reads it.
  private static PersistentRepr read(JournalPekkoSerializationRow row, SessionKey of) {
    return PersistentRepr$.MODULE$.apply(
        new SealedEventSerializer().fromBinary(row.eventPayload(), row.eventSerManifest()),
        row.sequenceNumber(),
        PersistenceIds.of(of),
        "",
        false,
        null,
        "writer");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_row_is_stored_sealed_under_the_serializer_of_seals() {
    var stored = rows.sealed(row());
    assertThat(text(stored.eventPayload())).doesNotContain("secret");
    assertThat(stored.eventSerId()).isEqualTo(SealedEventSerializer.IDENTIFIER);
    assertThat(stored.eventSerManifest()).isEqualTo("said");
    assertThat(stored.persistenceId()).isEqualTo(PersistenceIds.of(SESSION));
    assertThat(stored.sequenceNumber()).isEqualTo(7);
    assertThat(stored.writer()).isEqualTo("writer");
    assertThat(stored.writeTimestamp()).isEqualTo(5);
    assertThat(rows.opened(read(stored, SESSION)).payload()).isEqualTo(SAID);
    assertThat(
            masked.read(
                SESSION, 7, stored.eventSerId(), stored.eventSerManifest(), stored.eventPayload()))
        .isEqualTo(SAID);
  }

  @Test
  void without_a_seal_a_row_is_stored_as_it_is() {
    var row = row();
    assertThat(plain.sealed(row)).isSameAs(row);
  }

  @Test
  void rows_of_other_actors_are_not_sealed() {
    for (var row :
        new JournalPekkoSerializationRow[] {
          row("Something|else", SessionEventSerializer.IDENTIFIER),
          row(PersistenceIds.of(SESSION), 7)
        }) assertThat(rows.sealed(row)).isSameAs(row);
  }

  @Test
  void events_stored_before_sealing_are_still_readable() {
    var row = row();
    assertThat(
            masked.read(SESSION, 7, row.eventSerId(), row.eventSerManifest(), row.eventPayload()))
        .isEqualTo(SAID);
    var unsealed =
        PersistentRepr$.MODULE$.apply(
            SAID, 7, PersistenceIds.of(SESSION), "", false, null, "writer");
    assertThat(rows.opened(unsealed)).isSameAs(unsealed);
  }

  @Test
  void a_seal_that_cannot_be_opened_is_damage_and_not_a_failure() {
    var stored = rows.sealed(row());
    var damaged = new Unreadable(Damage.Category.UNREADABLE);
    assertThat(rows.opened(read(stored, OTHER)).payload()).isEqualTo(damaged);
    assertThat(plain.opened(read(stored, SESSION)).payload()).isEqualTo(damaged);
  }

  @Test
  void archive_lines_are_sealed_for_their_session() {
    var recorded = new RecordedEvent(7, SAID);
    var line = text(new EventLines(masked, SESSION).write(recorded));
    assertThat(line)
        .startsWith("{\"seq\":7,\"manifest\":\"said\",\"sealed\":\"")
        .endsWith("\"}\n")
        .doesNotContain("secret");
    assertThat(new EventLines(masked, SESSION).read(line.strip())).isEqualTo(recorded);
    for (var other :
        new EventLines[] {
          new EventLines(masked, OTHER),
          new EventLines(new EventBytes(), SESSION),
          new EventLines(json)
        })
      assertThatExceptionOfType(UnreadableEvent.class)
          .isThrownBy(() -> other.read(line.strip()))
          .withMessageNotContaining("secret");
    // an archive from before there was a seal
    var before = text(new EventLines(new EventBytes(), SESSION).write(recorded));
    assertThat(before).isEqualTo(text(new EventLines(json).write(recorded)));
    assertThat(new EventLines(masked, SESSION).read(before.strip())).isEqualTo(recorded);
  }
}
