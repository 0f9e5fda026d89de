package io.parley.tools.model.own;

import io.parley.core.model.Cancellable;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;

/// In place of an organisation's model that is not opened: the last resort makes replies, as when
/// an open one does not answer.
///
/// @param why all other calls fail, and replies of which the last resort knows nothing
record NotOpened(LanguageModel lastResort, ModelFailure why) implements LanguageModel {
  @Override
  public String name() {
    return lastResort.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    if (prompt.purpose() == Purpose.REPLY)
      return lastResort.start(
          prompt,
          new ForwardingListener(listener) {
            @Override
            public void failed(ModelFailure failure) {
              super.failed(why);
            }
          });
    listener.failed(why);
    return () -> {};
  }
}
