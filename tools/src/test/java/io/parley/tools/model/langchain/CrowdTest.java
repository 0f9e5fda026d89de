package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.model.Cancellable;
import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.fake.Heard;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import io.parley.tools.model.wire.ModelDouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many calls at once, good and bad, some of them cancelled: each that was not has one end, and
/// nothing is left.
class CrowdTest {
  private static final int CALLS = 200;
  private static final int PLACES = 40;
  private static final List<Act> ACTS =
      List.of(
          Act.says("Hello", ", ", "world"),
          Act.says("a", "b", "c", "d"),
          Act.asks(Act.call("kb_search", "{}")),
          Act.says("Hel").ending(Ending.CUT),
          Act.says("Hel").ending(Ending.MISSING),
          Act.says("Hel").ending(Ending.SILENT),
          Act.silence(),
          Act.refuses(429, "rate_limit_error"),
          Act.refuses(529, "overloaded_error"));

  private record Asked(Heard heard, Cancellable call, boolean cancelled) {}

  @ParameterizedTest
  @EnumSource
  void many_concurrent_calls_leave_nothing_behind(ProviderKind kind) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var server = ModelDouble.start(kind);
        var model = ChatModels.open(crowded(kind, server))) {
      server.script(random.ints(CALLS, 0, ACTS.size()).mapToObj(ACTS::get).toArray(Act[]::new));
      var all = new ArrayList<Asked>();
      for (int i = 0; i < CALLS; i++) {
        var heard = new Heard();
        var call = model.start(Conversations.prompt(), heard);
        boolean cancelled = random.nextInt(5) == 0;
        if (cancelled) call.cancel();
        all.add(new Asked(heard, call, cancelled));
        if (random.nextInt(10) == 0) await().until(() -> model.exchanges() < PLACES / 2);
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(model.exchanges()).as("seed %d", seed).isZero());
      for (var asked : all) {
        assertThat(asked.heard().broken()).as("seed %d", seed).isEmpty();
        if (!asked.cancelled()) assertThat(asked.heard().ended()).as("seed %d", seed).isTrue();
      }
      await().untilAsserted(() -> assertThat(server.underWay()).as("seed %d", seed).isZero());
      // every place is free again
      server.script(Act.says("Well"));
      var last = new ArrayList<Heard>();
      for (int i = 0; i < PLACES; i++) {
        var heard = new Heard();
        model.start(Conversations.prompt(), heard);
        last.add(heard);
      }
      for (var heard : last) {
        await().until(heard::ended);
        // silence is short here, and a busy machine falls silent, too; nobody was turned away
        if (heard.hasFailed()) assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
      }
    }
  }

  private static ProviderSettings crowded(ProviderKind kind, ModelDouble server) {
    var usual =
        Conversations.settings(kind, server.url(), Duration.ofSeconds(2), Duration.ofSeconds(20));
    return new ProviderSettings(
        "crowd",
        kind,
        usual.endpoint(),
        usual.model(),
        usual.apiKey(),
        usual.temperature(),
        usual.outputLimit(),
        usual.connectTimeout(),
        usual.silenceTimeout(),
        usual.totalTimeout(),
        PLACES);
  }
}
