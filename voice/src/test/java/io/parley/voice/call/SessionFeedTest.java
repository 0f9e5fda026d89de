package io.parley.voice.call;

import static io.parley.voice.call.CallInRealTime.KIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.sessions.Heard;
import io.parley.voice.call.CallMessage.FromSession;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.Test;

class SessionFeedTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FakeSession session = new FakeSession(Materializer.matFromSystem(KIT.system()));
  private final List<FromSession> news = new CopyOnWriteArrayList<>();

  /// A call that takes nothing by itself.
  private Behavior<CallMessage> call() {
    return Behaviors.setup(
        context -> {
          SessionFeed.start(context, session, 0, () -> NOON);
          return Behaviors.receiveMessage(
              message -> {
                if (message instanceof FromSession event) news.add(event);
                return Behaviors.same();
              });
        });
  }

  @Test
  void events_do_not_wait_for_each_other_and_only_so_many_are_under_way() {
    var call = KIT.spawn(call());
    for (int i = 0; i < 20; i++) session.delta(1, i, "a");
    await().untilAsserted(() -> assertThat(news).hasSize(SessionFeed.AHEAD));
    news.getFirst().taken().complete(Done.getInstance());
    await().untilAsserted(() -> assertThat(news).hasSize(SessionFeed.AHEAD + 1));
    KIT.stop(call);
    assertThat(news)
        .extracting(event -> ((Heard.Delta) event.heard()).from())
        .containsExactlyElementsOf(IntStream.rangeClosed(0, SessionFeed.AHEAD).boxed().toList());
    assertThat(news).allMatch(event -> event.at().equals(NOON));
  }
}
