package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.faults.fleet.Fleet;
import io.parley.faults.load.Load;
import io.parley.faults.load.Manner;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import io.parley.tools.model.wire.ModelDouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The model's server sends nothing, half an answer, garbage, an endless answer, or 429. A turn may
/// fail; a session and a promise may not.
@Tag("long")
class ModelFaultsIT {
  /// Lifts the limits for real models, which the scripted model does not have.
  private static final String UNLIMITED =
      """
      parley.agent.texts { en.greeting = "", de.greeting = "", es.greeting = "" }
      parley.agent.limits { memory-tokens = 0, turns-per-minute = 1000000, tokens-per-hour = 1000000000 }
      parley.http.start.per-address = 1000000
      parley.http.visitors { messages-per-address = 1000000, bytes-per-address = 1 GiB }
      parley.sessions.visitors.model-calls-per-minute = 1000000
      parley.http.socket { frames-per-second = 1000000, frame-burst = 1000000 }
      parley.model.openai { silence-timeout = 2s, total-timeout = 6s }
      parley.models.provider-defaults.breaker.open-for = 3s
      """;

  private record Mischief(String what, Act act) {}

  private static final List<Mischief> ALL =
      List.of(
          new Mischief("silent", Act.silence()),
          new Mischief("half a stream", Act.says("I was about to ").ending(Ending.CUT)),
          new Mischief("half a stream and silence", Act.says("And ").ending(Ending.SILENT)),
          new Mischief("garbage", Act.page(200, "text/html", "<html>It works!</html>")),
          new Mischief("endless", Act.says("And ").ending(Ending.ENDLESS)),
          new Mischief("429", Act.refuses(429, "rate_limit_exceeded").with("Retry-After", "1")));

  @Test
  void sessions_survive_every_model_fault_with_every_promise_kept() throws Exception {
    try (var model = ModelDouble.start(ProviderKind.OPENAI).script(sane());
        var fleet =
            Fleet.start(
                Fleet.Plan.scripted(1, Runs.directory("model-faults"))
                    .with("PARLEY_MODEL", "openai:double")
                    .with("OPENAI_BASE_URL", model.url().toString())
                    .with("OPENAI_API_KEY", "none")
                    .with(UNLIMITED));
        var trial =
            Trial.begin(
                "model-faults", fleet, new Load.Plan(8, 1, Manner.PLAIN), Optional.empty())) {
      assertThat(trial.load().awaitTurns(20, Trial.ANSWERS)).as("answers of a sane model").isTrue();
      for (var mischief : ALL) {
        trial.harm("the model is " + mischief.what(), () -> model.script(mischief.act()));
        trial.passTime(Duration.ofSeconds(12));
        trial.harm("the model is sane", () -> model.script(sane()));
        trial.recovered();
      }
      trial.judge();
    }
  }

  private static Act sane() {
    return Act.says("Here ", "you ", "are.");
  }
}
