package io.parley.persistence.history;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.JournalRows.small;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcSessionIndexIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final JdbcSessionIndex index = JournalRows.index(db);

  @AfterEach
  void close() {
    db.close();
  }

  private int project() {
    return rows.projectAll(index, IDLE);
  }

  private static ListingQuery all(int limit, Optional<String> after) {
    return new ListingQuery(TenantId.DEFAULT, Optional.empty(), Optional.empty(), after, limit);
  }

  private List<String> due(Instant at) {
    return get(index.claimDue(at, LEASE, 10)).stream().map(k -> k.session().value()).toList();
  }

  @Test
  void a_session_is_listed_according_to_its_events() {
    var talk =
        new Conversation(NOON)
            .start(Optional.of(new Customer("c-1", Optional.of("Ada"), true)), Optional.empty())
            .say("a", "hello")
            .reply(1, "hi")
            .say("b", "more");
    rows.write(key("s"), talk.bare());
    assertThat(project()).isEqualTo(6);
    var expected =
        new SessionListing(
            key("s"),
            Status.ACTIVE,
            6,
            new AgentRef("support", 1),
            Optional.of(new Customer("c-1", Optional.of("Ada"), true)),
            2,
            NOON,
            talk.bare().getLast().at());
    assertThat(get(index.list(all(10, Optional.empty()))).sessions()).containsExactly(expected);
    assertThat(project()).isZero();
  }

  @Test
  void an_event_is_not_missed_though_its_transaction_commits_after_a_later_one()
      throws SQLException {
    try (var late = db.connect()) {
      late.setAutoCommit(false);
      rows.write(late, key("late"), 1, small().getFirst());
      rows.write("early", 1);
      // the early one is committed, but an even older transaction still runs: wait
      assertThat(get(index.project(100, IDLE))).isZero();
      late.commit();
    }
    assertThat(project()).isEqualTo(2);
    assertThat(db.count("session_index")).isEqualTo(2);
  }

  @Test
  void transactions_are_ordered_as_numbers_not_as_text() {
    rows.write(key("s"), small());
    db.execute(
        "UPDATE event_journal SET xact = CASE WHEN sequence_number < 4 THEN '9'::xid8 ELSE '10'"
            + " END");
    for (int i = 1; i <= small().size(); i++) {
      assertThat(get(index.project(1, IDLE))).isEqualTo(1);
      assertThat(db.count("session_index WHERE seq = " + i)).isEqualTo(1);
    }
    assertThat(project()).isZero();
  }

  @Test
  void a_rolled_back_transaction_delays_nothing() throws SQLException {
    try (var undone = db.connect()) {
      undone.setAutoCommit(false);
      rows.write(undone, key("undone"), 1, small().getFirst());
      rows.write("kept", 1);
      undone.rollback();
    }
    assertThat(project()).isEqualTo(1);
  }

  @Test
  void a_projection_that_fails_midway_is_repeated_from_its_offset() {
    rows.write("a", 1);
    rows.write("b", 1);
    db.execute("ALTER TABLE session_index ADD CONSTRAINT full_up CHECK (session <> 'b')");
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(index.project(100, IDLE))
                    .failsWithin(MigratedDatabase.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("23514"));
    assertThat(db.count("session_index")).isZero();
    db.execute("ALTER TABLE session_index DROP CONSTRAINT full_up");
    assertThat(project()).isEqualTo(2);
  }

  @Test
  void events_of_other_actors_are_skipped() {
    db.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id, event_ser_manifest, event_payload)
        VALUES ('Something|else', 1, 'w', 7, '', '{}')\
        """);
    rows.write("a", 1);
    assertThat(project()).isEqualTo(2);
    assertThat(db.count("session_index")).isEqualTo(1);
  }

  @Test
  void nodes_that_project_at_once_take_turns() {
    for (int i = 0; i < 40; i++) rows.write(key("s" + i), small());
    var running = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 12; i++) running.add(index.project(30, IDLE).toCompletableFuture());
    int sum = running.stream().mapToInt(stage -> get(stage)).sum();
    assertThat(sum + project()).isEqualTo(40 * small().size());
    assertThat(db.count("session_index WHERE status = 'archived' AND due_at IS NULL"))
        .isEqualTo(40);
  }

  @Test
  void events_read_twice_change_nothing() {
    rows.write(key("s"), small());
    project();
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    assertThat(project()).isEqualTo(small().size());
    assertThat(db.count("session_index WHERE status = 'archived' AND turns = 1")).isEqualTo(1);
  }

  @Test
  void a_name_that_a_column_cannot_hold_does_not_stop_the_projection() {
    var odd = Customer.claimed("c\u0000-\uD83D", Optional.of("A\u0000da 😀"));
    rows.write(key("s"), new Conversation(NOON).start(Optional.of(odd), Optional.empty()).bare());
    assertThat(project()).isEqualTo(1);
    var query =
        new ListingQuery(
            TenantId.DEFAULT, Optional.empty(), Optional.of(odd.id()), Optional.empty(), 5);
    assertThat(get(index.list(query)).sessions())
        .singleElement()
        .satisfies(
            listed ->
                assertThat(listed.customer().flatMap(Customer::name)).hasValue("A\uFFFDda 😀"));
  }

  @Test
  void a_session_that_owes_something_is_due_at_once_and_others_when_idle_too_long() {
    rows.write(
        key("owes"),
        new Conversation(NOON).start(Optional.empty(), Optional.empty()).say("a", "hi").bare());
    rows.write(
        key("idle"), new Conversation(NOON).start(Optional.empty(), Optional.empty()).bare());
    rows.write(key("done"), small());
    project();
    assertThat(due(NOON.plusSeconds(5))).containsExactly("owes");
    assertThat(due(NOON.plus(IDLE).minusSeconds(1))).containsExactly("owes");
    assertThat(due(NOON.plus(IDLE).plusSeconds(30))).containsExactly("owes", "idle");
  }

  @Test
  void a_woken_session_is_not_woken_again_during_the_lease() {
    rows.write(
        key("s"),
        new Conversation(NOON).start(Optional.empty(), Optional.empty()).say("a", "hi").bare());
    project();
    var now = NOON.plusSeconds(5);
    assertThat(due(now)).containsExactly("s");
    assertThat(due(now.plus(LEASE).minusMillis(1))).isEmpty();
    try (var connection = db.connect()) {
      rows.write(connection, key("s"), 4, small().get(3));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    project();
    assertThat(due(now.plus(LEASE).minusMillis(1))).isEmpty();
    assertThat(due(NOON.plus(IDLE).plusSeconds(60))).containsExactly("s");
  }

  @Test
  void two_daemons_never_get_the_same_session() {
    for (int i = 0; i < 50; i++)
      rows.write(
          key("s" + i),
          new Conversation(NOON.plusSeconds(i)).start(Optional.empty(), Optional.empty()).bare());
    project();
    var at = NOON.plus(IDLE).plusSeconds(3_600);
    var claims = IntStream.range(0, 10).mapToObj(_ -> index.claimDue(at, LEASE, 10)).toList();
    var claimed = claims.stream().flatMap(stage -> get(stage).stream()).toList();
    assertThat(claimed).doesNotHaveDuplicates();
    var rest = new ArrayList<SessionKey>(claimed);
    for (var more = get(index.claimDue(at, LEASE, 10));
        !more.isEmpty();
        more = get(index.claimDue(at, LEASE, 10))) rest.addAll(more);
    assertThat(rest).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void pages_are_newest_first_and_nothing_is_listed_twice() {
    for (int i = 0; i < 7; i++)
      // two at the same moment, so that the moment alone cannot distinguish them
      rows.write(
          key("s" + i),
          new Conversation(NOON.plusSeconds(i / 2))
              .start(Optional.empty(), Optional.empty())
              .bare());
    project();
    var seen = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    int pages = 0;
    do {
      var page = get(index.list(all(3, after)));
      page.sessions().forEach(listed -> seen.add(listed.key().session().value()));
      after = page.next();
      pages++;
      // sessions that start meanwhile shift nothing
      rows.write(
          key("new" + pages),
          new Conversation(NOON.plusSeconds(100)).start(Optional.empty(), Optional.empty()).bare());
      project();
    } while (after.isPresent());
    assertThat(seen).containsExactly("s6", "s5", "s4", "s3", "s2", "s1", "s0");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void lists_are_filtered_and_never_show_another_tenant() {
    var other = new SessionKey(new TenantId("other"), new SessionId("theirs"));
    var ada = Optional.of(Customer.claimed("ada", Optional.empty()));
    rows.write(other, new Conversation(NOON).start(ada, Optional.empty()).bare());
    rows.write(
        key("ended"), new Conversation(NOON).start(ada, Optional.empty()).end("e", "r").bare());
    rows.write(key("active"), new Conversation(NOON).start(ada, Optional.empty()).bare());
    rows.write(
        key("anonymous"), new Conversation(NOON).start(Optional.empty(), Optional.empty()).bare());
    project();
    assertThat(names(Optional.of(Status.ENDED), Optional.empty())).containsExactly("ended");
    assertThat(names(Optional.empty(), Optional.of("ada")))
        .containsExactlyInAnyOrder("ended", "active");
    assertThat(names(Optional.of(Status.ACTIVE), Optional.of("ada"))).containsExactly("active");
    assertThat(names(Optional.of(Status.ARCHIVED), Optional.empty())).isEmpty();
    assertThat(names(Optional.empty(), Optional.empty()))
        .containsExactlyInAnyOrder("ended", "active", "anonymous");
  }

  private List<String> names(Optional<Status> status, Optional<String> customer) {
    var query = new ListingQuery(TenantId.DEFAULT, status, customer, Optional.empty(), 50);
    return get(index.list(query)).sessions().stream()
        .map(listed -> listed.key().session().value())
        .toList();
  }

  @Test
  void a_strangers_claim_of_an_id_differs_from_the_real_one_and_can_be_filtered_out() {
    var real = Optional.of(new Customer("ada", Optional.empty(), true));
    var claimed = Optional.of(Customer.claimed("ada", Optional.empty()));
    rows.write(key("real"), new Conversation(NOON).start(real, Optional.empty()).bare());
    rows.write(key("claimed"), new Conversation(NOON).start(claimed, Optional.empty()).bare());
    rows.write(
        key("anonymous"), new Conversation(NOON).start(Optional.empty(), Optional.empty()).bare());
    project();
    assertThat(verified(Optional.empty(), Optional.of("ada")))
        .containsOnly(Map.entry("real", true), Map.entry("claimed", false));
    for (var id : List.of(Optional.<String>empty(), Optional.of("ada"))) {
      assertThat(verified(Optional.of(true), id)).containsOnlyKeys("real");
      assertThat(verified(Optional.of(false), id)).containsOnlyKeys("claimed");
    }
  }

  private Map<String, Boolean> verified(Optional<Boolean> verified, Optional<String> customer) {
    var query =
        new ListingQuery(
            TenantId.DEFAULT, Optional.empty(), customer, verified, Optional.empty(), 50);
    return get(index.list(query)).sessions().stream()
        .collect(
            Collectors.toMap(
                listed -> listed.key().session().value(),
                listed -> listed.customer().orElseThrow().verified()));
  }

  @Test
  void a_cursor_that_is_not_ours_is_refused() {
    for (var foreign :
        List.of("", "!", "AAAA", "x".repeat(500), "MSAyMDI2LTEzLTAxVDEyOjAwOjAwWiBz"))
      assertThatIllegalArgumentException()
          .isThrownBy(() -> get(index.list(all(3, Optional.of(foreign)))))
          .withMessageContaining("cursor");
  }
}
