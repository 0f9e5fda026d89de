package io.parley.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand.WriteSummary;
import io.parley.core.session.SessionState;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.persistence.journal.Conversation;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KryoSnapshotsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final int ROUNDS = 200;

  private final KryoSnapshots snapshots = new KryoSnapshots();

  /// A state with a value of every type that a state can contain.
  static Conversation rich(int turns) {
    var talk =
        new Conversation(NOON)
            .start(Optional.of(Customer.claimed("c-1", Optional.of("Ada"))), Optional.of("Hello!"));
    for (int turn = 1; turn <= turns; turn++)
      talk.say(
              "id-%06d-and-some-more-of-an-id".formatted(turn),
              "where is my order number " + turn + "?")
          .reply(turn, "It left our house and is with the carrier. ".repeat(3));
    if (turns > 1)
      talk.tell(new WriteSummary(1, turns / 2, "Orders.", Conversation.USAGE, talk.now()));
    int open = turns + 1;
    return talk.say("a", "refund it 😀")
        .call(open, "refund", "{\"order\":1}", ToolPolicy.ASK_HUMAN, true)
        .call(open, "kb.search", "{}", ToolPolicy.RETRY_WITH_KEY, false)
        .settle(open + ".2", ToolOutcome.Kind.SUCCEEDED, "[]", new Source("t", "r", 0.25))
        .call(open, "create_ticket", "{}", ToolPolicy.LOOK_UP, false)
        .settle(open + ".3", ToolOutcome.Kind.IN_DOUBT, "null")
        .call(open, "refund", "{}", ToolPolicy.COMPENSATE, true)
        .decide("d", open + ".4", Approval.APPROVE, "ok")
        .say("b", "and another thing");
  }

  @Test
  void a_state_round_trips() throws NotSerializableException {
    var active = rich(3).state();
    assertThat(roundTrip(active)).isEqualTo(active);
    var old = rich(300).state();
    assertThat(roundTrip(old)).as("many lines, and ids that are forgotten").isEqualTo(old);
    var ended = rich(2).end("bye", "customer-left").state();
    assertThat(ended).isInstanceOf(SessionState.Ended.class);
    assertThat(roundTrip(ended)).isEqualTo(ended);
    var archived =
        new Conversation(NOON)
            .start(Optional.empty(), Optional.empty())
            .end("e", "r")
            .archived()
            .state();
    assertThat(roundTrip(archived)).isEqualTo(archived);
    assertThat(roundTrip(new SessionState.New())).isEqualTo(new SessionState.New());
  }

  private Object roundTrip(Object state) throws NotSerializableException {
    return snapshots.fromBinary(snapshots.toBinary(state), snapshots.manifest(state));
  }

  @Test
  void bytes_of_a_state_hold_nothing_of_the_one_before() {
    var state = new SessionState.New();
    var alone = snapshots.toBinary(state);
    assertThat(snapshots.toBinary(rich(20).state()).length).isGreaterThan(alone.length);
    assertThat(snapshots.toBinary(state)).isEqualTo(alone);
    assertThatExceptionOfType(RuntimeException.class)
        .as("no part of a state")
        .isThrownBy(() -> snapshots.toBinary(List.of(state, new Edge(1))));
    assertThat(snapshots.toBinary(state)).isEqualTo(alone);
  }

  @Test
  void a_snapshot_of_another_shape_is_refused() {
    var bytes = snapshots.toBinary(rich(1).state());
    assertThatExceptionOfType(NotSerializableException.class)
        .isThrownBy(() -> snapshots.fromBinary(bytes, "0".repeat(32)))
        .withMessageContaining("0".repeat(32))
        .withMessageContaining("expected");
  }

  @Test
  void a_damaged_snapshot_is_refused() {
    var state = rich(1).state();
    assertThatExceptionOfType(NotSerializableException.class)
        .isThrownBy(() -> snapshots.fromBinary(new byte[] {77, 1, 2}, snapshots.manifest(state)));
  }

  /// The bounds only distinguish a mistake from a busy machine; the measured values are logged.
  @Test
  void a_long_conversation_is_small_and_quick() throws NotSerializableException {
    var state = rich(100).state();
    var bytes = snapshots.toBinary(state);
    assertThat(bytes.length).isLessThan(64 * 1024);
    long micros = Long.MAX_VALUE;
    // the machine does not stall in each of them
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) roundTrip(state);
      micros = Math.min(micros, (System.nanoTime() - start) / ROUNDS / 1_000);
    }
    assertThat(micros).isLessThan(50_000);
    LoggerFactory.getLogger("measured")
        .info("a snapshot of 100 turns: {} bytes, {} µs there and back", bytes.length, micros);
  }

  sealed interface Shape {
    record Round(int radius, List<Edge> edges) implements Shape {}

    record Flat(Colour colour) implements Shape {}
  }

  record Edge(long length) {}

  enum Colour {
    RED,
    BLUE
  }

  sealed interface Other {
    record Round(int radius, List<Edge> edges) implements Other {}
  }

  record Holder(Object anything) {}

  record Swapped(List<Edge> edges, int radius) {}

  record Straight(int radius, List<Edge> edges) {}

  @Test
  void the_shape_covers_all_reachable_types() {
    var shape = StateShape.of(Shape.class, Set.of(List.class), "1");
    assertThat(shape.types())
        .containsExactlyInAnyOrder(Shape.Round.class, Shape.Flat.class, Edge.class, Colour.class);
    assertThat(shape.hash()).isEqualTo(StateShape.of(Shape.class, Set.of(List.class), "1").hash());
    assertThat(shape.hash())
        .isNotEqualTo(StateShape.of(Other.class, Set.of(List.class), "1").hash())
        .isNotEqualTo(StateShape.of(Shape.class, Set.of(List.class), "2").hash());
    assertThat(StateShape.of(Swapped.class, Set.of(List.class), "1").hash())
        .isNotEqualTo(StateShape.of(Straight.class, Set.of(List.class), "1").hash());
  }

  @Test
  void a_type_without_a_serializer_is_found_at_the_start() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new KryoSnapshots(Holder.class))
        .withMessageContaining("java.lang.Object");
  }
}
