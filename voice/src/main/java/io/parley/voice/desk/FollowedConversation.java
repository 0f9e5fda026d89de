package io.parley.voice.desk;

import io.parley.sessions.CallShown;
import io.parley.voice.call.Conversation;
import io.parley.voice.call.ConversationAround;
import java.util.function.Consumer;

/// A conversation whose call is followed.
///
/// @param follower gets what the call shows
record FollowedConversation(Conversation conversation, Consumer<CallShown> follower)
    implements ConversationAround {

  @Override
  public void show(CallShown shown) {
    follower.accept(shown);
    conversation.show(shown);
  }
}
