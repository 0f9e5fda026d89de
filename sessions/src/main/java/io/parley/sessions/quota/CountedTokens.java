package io.parley.sessions.quota;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.TenantId;

/// A model whose tokens are counted for the organisation, all of them: of replies, summaries and
/// memories, and of calls that failed or were cut off.
public record CountedTokens(LanguageModel model, NodeQuotas quotas) implements LanguageModel {
  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    return model.start(prompt, new Counting(prompt.origin().session().tenant(), listener, quotas));
  }

  private static final class Counting extends ForwardingListener {
    private final TenantId tenant;
    private final NodeQuotas quotas;

    Counting(TenantId tenant, ReplyListener listener, NodeQuotas quotas) {
      super(listener);
      this.tenant = tenant;
      this.quotas = quotas;
    }

    @Override
    public void used(Usage usage) {
      count(usage);
      super.used(usage);
    }

    @Override
    public void completed(Completion completion) {
      count(completion.usage());
      super.completed(completion);
    }

    private void count(Usage usage) {
      if (!usage.cached()) quotas.used(tenant, (long) usage.inputTokens() + usage.outputTokens());
    }
  }
}
