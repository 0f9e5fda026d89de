package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.entity.SessionEntity;
import java.util.Optional;
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

/// Counts of messages that wait before sessions; none stays counted once it is handled.
class SessionQueuesTest extends SessionFixture {
  private static final SessionQueues NOTHING = new SessionQueues(0, 0, 0, 0);

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS))
        throw new AssertionError("the write was not released");
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
  void messages_to_a_blocked_session_wait_in_its_mailbox() {
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

  /// Blocks a write until released, like a slow disk.
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
  void messages_that_arrive_while_a_session_writes_are_stashed_and_handled_later() {
    start();
    setsFourAside();
  }

  /// Exactly this many: no message is left over or missing from before.
  private void setsFourAside() {
    becomes(NOTHING);
    var disk = new SlowDisk();
    journal.withPolicy(disk);
    // once: a command that is sent again waits, too
    var command = new SessionCommand.Say("slow", Party.HUMAN, "hello", Channel.WEB, now());
    var said =
        entity()
            .<Answer>ask(
                replyTo -> new SessionEntity.Ask(command, "test", Optional.empty(), replyTo),
                PATIENCE)
            .toCompletableFuture();
    await(disk.writing);
    for (int i = 0; i < 4; i++) sessions.typing(key, Party.HUMAN);
    becomes(new SessionQueues(0, 0, 4, 4));
    disk.done.countDown();
    assertThat(await(said)).isInstanceOf(Answer.Stored.class);
    becomes(NOTHING);
    journal.resetPolicy();
  }

  @Test
  void a_failed_write_leaves_no_message_counted() {
    start();
    journal.failNextPersisted("Session|" + key);
    var failed = agentSays("a");
    var others = IntStream.range(0, 5).mapToObj(i -> agentSays("b" + i)).toList();
    others.forEach(other -> assertThat(await(other)).isInstanceOf(Answer.Stored.class));
    // the command is sent again under its id
    assertThat(await(failed)).isInstanceOf(Answer.Stored.class);
    setsFourAside();
  }

  @Test
  void requests_that_wait_for_resumed_work_are_counted_until_answered() {
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
