package io.parley.persistence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.persistence.snapshot.LateSnapshots.Late;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.junit.jupiter.api.Test;

/// A store that ends its work only when the test says so.
class LateSnapshotsTest {
  private final List<String> begun = new ArrayList<>();
  private final List<CompletableFuture<Void>> ends = new ArrayList<>();
  private final LateSnapshots snapshots = new LateSnapshots(this::begin, Runnable::run);

  private CompletionStage<?> begin(Late late) {
    begun.add(name(late.metadata().persistenceId(), late.metadata().sequenceNr()));
    var end = new CompletableFuture<Void>();
    ends.add(end);
    return end;
  }

  private static String name(String session, long seq) {
    return session + "." + seq;
  }

  private static Late late(String session, long seq) {
    return new Late(new SnapshotMetadata(session, seq, 0), "state");
  }

  private void add(String session, long seq) {
    snapshots.add(late(session, seq));
  }

  private void end(int number) {
    ends.get(number).complete(null);
  }

  @Test
  void two_are_stored_at_once_and_the_others_in_their_order() {
    for (var session : List.of("a", "b", "c", "d", "e")) add(session, 100);
    assertThat(begun).containsExactly("a.100", "b.100");
    end(1);
    assertThat(begun).containsExactly("a.100", "b.100", "c.100");
    end(0);
    end(2);
    assertThat(begun).containsExactly("a.100", "b.100", "c.100", "d.100", "e.100");
  }

  @Test
  void a_newer_snapshot_takes_the_place_of_its_sessions_older_one() {
    add("a", 100);
    add("b", 100);
    add("c", 100);
    add("d", 100);
    add("c", 200);
    add("a", 200);
    for (int number = 0; number < 5; number++) end(number);
    assertThat(begun).containsExactly("a.100", "b.100", "c.200", "d.100", "a.200");
  }

  @Test
  void a_failure_holds_up_no_other() {
    for (var session : List.of("a", "b", "c", "d")) add(session, 100);
    ends.get(0).completeExceptionally(new IllegalStateException("as if"));
    ends.get(1).completeExceptionally(new IllegalStateException("as if"));
    assertThat(begun).containsExactly("a.100", "b.100", "c.100", "d.100");
  }

  @Test
  void a_store_that_throws_holds_up_no_other() {
    var tried = new ArrayList<String>();
    var refusing =
        new LateSnapshots(
            late -> {
              tried.add(late.metadata().persistenceId());
              throw new IllegalStateException("as if closed");
            },
            Runnable::run);
    for (var session : List.of("a", "b", "c")) refusing.add(late(session, 100));
    assertThat(tried).containsExactly("a", "b", "c");
  }

  @Test
  void beyond_the_limit_only_sessions_that_wait_have_a_newer_one() {
    int held = LateSnapshots.AT_ONCE + LateSnapshots.WAITING_MAX;
    for (int number = 1; number <= held + 1; number++) add("s" + number, 100);
    add("s" + held, 200);
    for (int number = 0; number < held; number++) end(number);
    var expected = new ArrayList<String>();
    IntStream.range(1, held).forEach(number -> expected.add(name("s" + number, 100)));
    expected.add(name("s" + held, 200));
    assertThat(begun).isEqualTo(expected);
  }
}
