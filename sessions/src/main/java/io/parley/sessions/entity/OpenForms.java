package io.parley.sessions.entity;

import io.parley.core.session.SessionState;
import io.parley.core.tool.FormReply;
import io.parley.sessions.FormShown;
import io.parley.sessions.entity.SessionEntity.ToolAsks;
import io.parley.sessions.listener.SessionListeners;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/// The questions of a session's tool calls that wait for a person. Lives inside the session's actor
/// and in its thread.
final class OpenForms {
  private final SessionListeners listeners;
  private final Map<String, CompletableFuture<FormReply>> open = new HashMap<>();
  private int asked;

  OpenForms(SessionListeners listeners) {
    this.listeners = listeners;
  }

  /// A question of a call that is over gets no reply.
  void ask(SessionState state, ToolAsks question, ActorRef<SessionEntity.Message> self) {
    if (!Views.isRunning(state, question.call())) {
      question.reply().complete(FormReply.CANCELLED);
      return;
    }
    var id = question.call() + "-" + ++asked;
    open.put(id, question.reply());
    listeners.form(new FormShown(id, question.call(), Optional.of(question.form())));
    var _ =
        question
            .reply()
            .whenComplete((_, _) -> self.tell(new SessionEntity.FormClosed(id, question.call())));
  }

  /// The first reply counts; one to a closed question is dropped.
  void fill(String id, FormReply reply) {
    var waiting = open.get(id);
    if (waiting != null) waiting.complete(reply);
  }

  void closed(String id, String call) {
    if (open.remove(id) != null) listeners.form(new FormShown(id, call, Optional.empty()));
  }
}
