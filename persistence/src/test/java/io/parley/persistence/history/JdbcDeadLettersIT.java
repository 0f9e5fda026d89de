package io.parley.persistence.history;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.DeadLetters;
import io.parley.core.journal.DeadLetters.Kept;
import io.parley.core.journal.DeadLetters.Place;
import io.parley.core.journal.DeadLetters.Query;
import io.parley.core.journal.DeadLetters.State;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcDeadLettersIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Query ALL =
      new Query(
          TenantId.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          10);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final JdbcSessionIndex index = JournalRows.index(db);
  private final DeadLetters letters = new JdbcDeadLetters(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private static Conversation undelivered(Instant at) {
    return new Conversation(at)
        .start(Optional.empty(), Optional.empty())
        .say("a", "pay it back")
        .call(1, "shop.refund", "{\"order\":1}", ToolPolicy.ASK_HUMAN, false)
        .undelivered("1.1", "connection refused")
        .reply(1, "Sorry.");
  }

  private List<String> all() {
    return get(letters.list(ALL)).stream()
        .map(
            kept ->
                "%s %s %s %d"
                    .formatted(kept.session().session(), kept.call(), kept.state(), kept.tries()))
        .toList();
  }

  private void rebuilt() {
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    rows.projectAll(index, IDLE);
  }

  @Test
  void letters_are_listed_with_what_became_of_them() {
    rows.write(key("a-open"), undelivered(NOON).bare());
    rows.write(key("b-again"), undelivered(NOON).retry("r", "1.1").undelivered("1.1", "no").bare());
    rows.write(key("c-under-way"), undelivered(NOON).retry("r", "1.1").bare());
    rows.write(
        key("d-delivered"),
        undelivered(NOON)
            .end("e", "done")
            .archived()
            .retry("r", "1.1")
            .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{}")
            .archived()
            .bare());
    rows.write(
        key("e-doubt"),
        undelivered(NOON).retry("r", "1.1").settle("1.1", ToolOutcome.Kind.IN_DOUBT, "{}").bare());
    rows.write(key("f-dropped"), undelivered(NOON).drop("d", "1.1").bare());
    rows.write(
        key("g-replaced"),
        undelivered(NOON)
            .say("b", "again")
            .call(2, "shop.refund", "{\"order\": 1}", ToolPolicy.ASK_HUMAN, false)
            .settle("2.1", ToolOutcome.Kind.SUCCEEDED, "{}")
            .bare());
    rows.write(key("h-later"), undelivered(NOON).retry("r", "1.1").deferred("1.1").bare());
    rows.projectAll(index, IDLE);
    var expected =
        new String[] {
          "a-open 1.1 OPEN 3",
          "b-again 1.1 OPEN 6",
          "c-under-way 1.1 RETRIED 3",
          "d-delivered 1.1 DELIVERED 4",
          "e-doubt 1.1 IN_DOUBT 4",
          "f-dropped 1.1 DROPPED 3",
          "g-replaced 1.1 REPLACED 3",
          "h-later 1.1 DELIVERED 4"
        };
    assertThat(all()).containsExactly(expected);
    // the same events again, and the table made again
    rebuilt();
    assertThat(all()).containsExactly(expected);
    db.execute("DELETE FROM session_index");
    db.execute("DELETE FROM dead_letter");
    rebuilt();
    assertThat(all()).containsExactly(expected);
    assertThat(get(letters.open())).containsExactly(Map.entry("shop", 2L));
    var dropped = get(letters.find(new Place(key("f-dropped"), "1.1"))).orElseThrow();
    assertThat(dropped.letter())
        .isEqualTo(new DeadLetter("shop.refund", new Json("{\"order\":1}"), "connection refused"));
    assertThat(dropped.note()).contains("paid by hand");
    assertThat(dropped.changed()).isAfter(dropped.since());
    assertThat(get(letters.find(new Place(key("a-open"), "1.2")))).isEmpty();
  }

  @Test
  void letters_are_listed_in_pages_by_state_tool_and_source() {
    for (var name : List.of("one", "three", "two")) rows.write(key(name), undelivered(NOON).bare());
    rows.write(key("dropped"), undelivered(NOON).drop("d", "1.1").bare());
    rows.projectAll(index, IDLE);
    var open = Optional.of(State.OPEN);
    var tool = Optional.of("shop.refund");
    var source = Optional.of("shop");
    var first = new Query(TenantId.DEFAULT, open, tool, source, Optional.empty(), 2);
    assertThat(sessions(first)).containsExactly("one", "three");
    var after = Optional.of(new Place(key("three"), "1.1"));
    assertThat(sessions(new Query(TenantId.DEFAULT, open, tool, source, after, 2)))
        .containsExactly("two");
    var none = Optional.<String>empty();
    for (var other : List.of("sho", "shop.refund", "crm"))
      assertThat(
              sessions(
                  new Query(
                      TenantId.DEFAULT, open, none, Optional.of(other), Optional.empty(), 10)))
          .isEmpty();
    assertThat(sessions(new Query(new TenantId("other"), open, none, none, Optional.empty(), 10)))
        .isEmpty();
  }

  private List<String> sessions(Query query) {
    return get(letters.list(query)).stream()
        .map(Kept::session)
        .map(key -> key.session().value())
        .toList();
  }

  @Test
  void settled_letters_are_kept_for_thirty_days() {
    rows.write(key("open"), undelivered(NOON).bare());
    rows.write(key("dropped"), undelivered(NOON).drop("d", "1.1").bare());
    rows.projectAll(index, IDLE);
    assertThat(all()).hasSize(2);
    rows.write(key("newer"), undelivered(NOON.plus(Duration.ofDays(31))).bare());
    rows.projectAll(index, IDLE);
    assertThat(all()).containsExactly("open 1.1 OPEN 3", "newer 1.1 OPEN 3");
  }
}
