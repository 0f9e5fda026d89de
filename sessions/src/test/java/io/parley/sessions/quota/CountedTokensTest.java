package io.parley.sessions.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountedTokensTest {
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));

  private final OneAccount lender = new OneAccount();
  private final NodeQuotas quotas =
      new NodeQuotas(new QuotaPlan(Map.of(QuotaKind.TOKENS, 1_000L)), "n", lender, () -> 0);
  private ReplyListener listener;

  private final LanguageModel model =
      new LanguageModel() {
        @Override
        public String name() {
          return "scripted";
        }

        @Override
        public Cancellable start(Prompt prompt, ReplyListener by) {
          listener = by;
          return () -> {};
        }
      };

  private static final class Ignoring implements ReplyListener {
    private Usage attempt;

    @Override
    public void text(String chunk) {}

    @Override
    public void restarted() {}

    @Override
    public void used(Usage usage) {
      attempt = usage;
    }

    @Override
    public void completed(Completion completion) {}

    @Override
    public void failed(ModelFailure failure) {}
  }

  @Test
  void tokens_of_answers_and_of_failed_attempts_are_counted_for_the_organisation() {
    var counted = new CountedTokens(model, quotas);
    assertThat(counted.name()).isEqualTo("scripted");
    var heard = new Ignoring();
    var prompt =
        new Prompt(
            Purpose.REPLY,
            new Origin(SESSION, new AgentRef("support", 1)),
            "",
            List.of(),
            List.of(),
            100);
    counted.start(prompt, heard);
    var usage = Usage.unpriced("scripted", 300, 20);
    listener.used(usage);
    assertThat(heard.attempt).isEqualTo(usage);
    listener.used(new Usage("scripted", 9_000, 9_000, 0, "EUR", true));
    quotas.settle();
    assertThat(lender.wishes).hasSize(1);
    assertThat(lender.wishes.getFirst().used()).isEqualTo(320);
  }
}
