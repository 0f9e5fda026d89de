package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.session.AgentCommand;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.sessions.SessionView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// People of the company take a conversation over from its agent, and hand it back.
final class HandoffCalls {
  private final Edge edge;
  private final Guard guard;

  HandoffCalls(Edge edge, Guard guard) {
    this.edge = edge;
    this.guard = guard;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/sessions/{id}/take-over", this::takeOver),
        Endpoint.post("/v1/sessions/{id}/hand-back", this::handBack));
  }

  private CompletionStage<HttpResponse> takeOver(Call call) {
    var opened = guard.session(call, Permission.LEAD);
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.idOrNew("id");
              var take =
                  new AgentCommand.TakeOver(id, opened.role().party(), edge.clock().instant());
              return Asking.stored(edge, opened, take, call)
                  .thenCompose(
                      seq -> stop(opened, id, call).thenApply(_ -> Asking.accepted(id, seq)));
            });
  }

  /// Stops the reply under way, if there is one.
  ///
  /// @param id of the request
  private CompletionStage<?> stop(Guard.Opened opened, String id, Call call) {
    return edge.sessions()
        .view(opened.key())
        .thenCompose(
            view -> {
              var turn = view.flatMap(SessionView::openTurn);
              if (turn.isEmpty()) return CompletableFuture.completedStage(0L);
              var interrupt =
                  Commands.interrupt(
                      id + "-stop", turn.get(), opened.role().party(), edge.clock().instant());
              return Asking.stored(edge, opened, interrupt, call);
            });
  }

  private CompletionStage<HttpResponse> handBack(Call call) {
    var opened = guard.session(call, Permission.LEAD);
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.idOrNew("id");
              var back =
                  new AgentCommand.HandBack(id, opened.role().party(), edge.clock().instant());
              return Asking.stored(edge, opened, back, call)
                  .thenApply(seq -> Asking.accepted(id, seq));
            });
  }
}
