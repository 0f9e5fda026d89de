package io.parley.tools.money;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageSum;
import java.time.Clock;

/// Records answers that the cache below it gave. Calls of a real model are recorded in
/// [BudgetedModel], where they are paid.
public final class AccountedModel implements LanguageModel {
  private final LanguageModel model;
  private final Bookkeeping books;
  private final Clock clock;

  public AccountedModel(LanguageModel model, Bookkeeping books, Clock clock) {
    this.model = model;
    this.books = books;
    this.clock = clock;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    return model.start(
        prompt,
        new ForwardingListener(listener) {
          @Override
          public void completed(Completion completion) {
            if (completion.usage().cached()) writeDown(prompt, completion.usage().model());
            super.completed(completion);
          }
        });
  }

  private void writeDown(Prompt prompt, String name) {
    books.used(
        UsageKey.of(
            prompt.origin(),
            ModelName.storable(name),
            prompt.purpose(),
            clock.instant(),
            books.settings().plan().zone()),
        UsageSum.CACHED);
  }
}
