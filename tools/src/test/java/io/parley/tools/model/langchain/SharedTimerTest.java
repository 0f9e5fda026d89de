package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.tools.fake.Heard;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.ModelDouble;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/// Models of organisations share a timer.
class SharedTimerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void a_model_that_is_closed_leaves_the_timer_of_the_others_running_and_nothing_in_it() {
    var timer = new ScheduledThreadPoolExecutor(1);
    timer.setRemoveOnCancelPolicy(true);
    try (var server = ModelDouble.start(ProviderKind.OPENAI)) {
      var settings = Conversations.settings(ProviderKind.OPENAI, server.url(), LONG, LONG);
      server.script(Act.silence(), Act.says("Hello"));
      try (var other = ChatModels.open(settings, timer)) {
        var waiting = new Heard();
        var closed = ChatModels.open(settings, timer);
        closed.start(Conversations.prompt(), waiting);
        await().until(() -> server.underWay() == 1);
        closed.close();
        await().until(waiting::hasFailed);
        await().until(() -> closed.exchanges() == 0);
        var heard = new Heard();
        other.start(Conversations.prompt(), heard);
        await().until(heard::ended);
        assertThat(heard.hasFailed()).isFalse();
        await().until(() -> other.exchanges() == 0);
      }
      await().until(() -> timer.getQueue().isEmpty());
      assertThat(timer.isShutdown()).isFalse();
    } finally {
      timer.shutdownNow();
    }
  }
}
