package io.parley.voice.desk;

import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionView;
import io.parley.voice.call.Conversation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Telephone calls that were lost, and go on when their caller calls again.
public interface LostCalls {
  /// No call goes on.
  LostCalls NONE =
      new LostCalls() {
        @Override
        public CompletionStage<Optional<SessionKey>> find(PhoneCall call) {
          return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<String> opening(SessionView session, String language) {
          throw new IllegalStateException("the opening of a call that does not go on");
        }

        @Override
        public Conversation followed(
            PhoneCall call, SessionKey session, Conversation conversation) {
          return conversation;
        }
      };

  /// The session that a call goes on in; no other call does so meanwhile. A store that does not
  /// answer knows none.
  CompletionStage<Optional<SessionKey>> find(PhoneCall call);

  /// The first sentence of a call that goes on.
  ///
  /// @param language a BCP 47 tag
  CompletionStage<String> opening(SessionView session, String language);

  /// A conversation by which it becomes known whether the call lives, and how it ends.
  Conversation followed(PhoneCall call, SessionKey session, Conversation conversation);
}
