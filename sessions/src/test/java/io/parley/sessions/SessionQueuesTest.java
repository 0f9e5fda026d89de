package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What waits before sessions, and that nothing is left counted when it has gone.
class SessionQueuesTest extends SessionFixture {
  private static final SessionQueues NOTHING = new SessionQueues(0, 0, 0, 0);

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) throw new AssertionError("nobody let go");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void becomes(SessionQueues queues) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(sessions.queues()).isEqualTo(queues));
  }

  private CompletableFuture<Answer> agentSays(String id) {
    return sessions
        .ask(key, new SessionCommand.Say(id, Party.HUMAN, "hello", Channel.WEB, now()), "test")
        .toCompletableFuture();
  }

  @Test
  void what_is_sent_to_a_session_that_is_held_up_waits_in_its_mailbox() {
    start();
    becomes(NOTHING);
    var held = new CountDownLatch(1);
    var within = new CountDownLatch(1);
    world.onWatched =
        () -> {
          within.countDown();
          await(held);
        };
    var said = agentSays("a");
    await(within);
    for (int i = 0; i < 3; i++) sessions.typing(key, Party.HUMAN);
    becomes(new SessionQueues(3, 3, 0, 0));
    world.onWatched = () -> {};
    held.countDown();
    assertThat(await(said)).isInstanceOf(Answer.Stored.class);
    becomes(NOTHING);
  }

  /// Writes as if the disk took its time, until let go.
  private static final class SlowDisk implements ProcessingPolicy<JournalOperation> {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Override
    public ProcessingResult tryProcess(String id, JournalOperation operation) {
      if (operation instanceof WriteEvents) {
        writing.countDown();
        await(done);
      }
      return ProcessingSuccess.getInstance();
    }
  }

  @Test
  void what_comes_while_a_session_writes_is_set_aside_and_taken_up_again() {
    start();
    setsFourAside();
  }

  /// Exactly so many: nothing is left over or missing from before.
  private void setsFourAside() {
    becomes(NOTHING);
    var disk = new SlowDisk();
    journal.withPolicy(disk);
    var said = agentSays("slow");
    await(disk.writing);
    for (int i = 0; i < 4; i++) sessions.typing(key, Party.HUMAN);
    becomes(new SessionQueues(0, 0, 4, 4));
    disk.done.countDown();
    assertThat(await(said)).isInstanceOf(Answer.Stored.class);
    becomes(NOTHING);
    journal.resetPolicy();
  }

  @Test
  void a_write_that_failed_leaves_nothing_counted() {
    start();
    journal.failNextPersisted("Session|" + key);
    var failed = agentSays("a");
    var others = IntStream.range(0, 5).mapToObj(i -> agentSays("b" + i)).toList();
    others.forEach(other -> assertThat(await(other)).isInstanceOf(Answer.Stored.class));
    // it is asked again under its id
    assertThat(await(failed)).isInstanceOf(Answer.Stored.class);
    setsFourAside();
  }

  @Test
  void questions_that_wait_for_what_is_resumed_are_counted_until_they_are_answered() {
    start();
    say("a", "hello");
    world.nextModelCall();
    crash();
    var asked = IntStream.range(0, 5).mapToObj(i -> agentSays("b" + i)).toList();
    asked.forEach(one -> assertThat(await(one)).isInstanceOf(Answer.Stored.class));
    assertThat(events(key)).filteredOn(Said.class::isInstance).hasSize(6);
    setsFourAside();
  }
}
