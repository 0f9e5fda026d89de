package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.agent.AgentRef;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredModelTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /// Answers under a name that an organisation has chosen.
  private static final class Answering implements LanguageModel {
    @Override
    public String name() {
      return "installation";
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      listener.completed(
          new Completion(List.of(), Citations.ALL, Usage.unpriced("chosen-by-the-shop", 7, 3)));
      return () -> {};
    }
  }

  private static final class Silent implements ReplyListener {
    @Override
    public void text(String chunk) {
      throw new AssertionError("there are no words");
    }

    @Override
    public void restarted() {
      throw new AssertionError("nothing is void");
    }

    @Override
    public void completed(Completion completion) {
      assertThat(completion.usage().model()).isEqualTo("chosen-by-the-shop");
    }

    @Override
    public void failed(ModelFailure failure) {
      throw new AssertionError(failure);
    }
  }

  private static Prompt prompt(String tenant) {
    var session = new SessionKey(new TenantId(tenant), new SessionId("s"));
    return new Prompt(
        Purpose.REPLY, new Origin(session, new AgentRef("a", 1)), "", List.of(), List.of(), 10);
  }

  @Test
  void calls_and_tokens_are_labelled_by_the_model_that_answers_and_not_by_a_chosen_name() {
    var model =
        new MeteredModel(
            new Answering(),
            registry,
            prompt ->
                prompt.origin().session().tenant().value().equals("shop")
                    ? "organisation"
                    : "installation");
    model.start(prompt("shop"), new Silent());
    model.start(prompt("bank"), new Silent());
    model.start(prompt("bank"), new Silent());
    assertThat(registry.get("parley.model.calls").tag("model", "organisation").timer().count())
        .isEqualTo(1);
    assertThat(registry.get("parley.model.calls").tag("model", "installation").timer().count())
        .isEqualTo(2);
    assertThat(registry.get("parley.model.tokens").tag("model", "organisation").counters())
        .hasSize(2);
    assertThat(registry.find("parley.model.tokens").tag("model", "chosen-by-the-shop").counters())
        .isEmpty();
  }

  @Test
  void calls_for_different_purposes_are_counted_apart() {
    var model = new MeteredModel(new Answering(), registry);
    var reply = prompt("shop");
    var summary =
        new Prompt(
            Purpose.SUMMARY, reply.origin(), reply.system(), reply.messages(), reply.tools(), 10);
    for (var each : List.of(reply, summary, summary)) model.start(each, new Silent());
    assertThat(registry.get("parley.model.calls").tag("purpose", "reply").timer().count())
        .isEqualTo(1);
    assertThat(registry.get("parley.model.calls").tag("purpose", "summary").timer().count())
        .isEqualTo(2);
    assertThat(registry.get("parley.model.tokens").tag("direction", "input").counter().count())
        .isEqualTo(21);
  }
}
