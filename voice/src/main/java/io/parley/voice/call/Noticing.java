package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// Notices whether anything was said in the call: a silent call gives way when others wait.
///
/// @param talked set with the first words
record Noticing(Conversation conversation, AtomicBoolean talked) implements ConversationAround {
  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    if (command instanceof SessionCommand.Say) talked.set(true);
    return conversation.ask(command);
  }
}
