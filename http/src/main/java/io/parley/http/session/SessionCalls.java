package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.journal.SessionErasures;
import io.parley.core.journal.SessionErasures.Ended;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.sessions.SessionView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Requests to one session: its state, saying something, rating, ending, erasing.
final class SessionCalls {
  private static final Channel API = new Channel("api");

  private final Edge edge;
  private final Guard guard;
  private final SessionErasures erasures;

  SessionCalls(Edge edge, Guard guard, SessionErasures erasures) {
    this.edge = edge;
    this.guard = guard;
    this.erasures = erasures;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions/{id}", this::state),
        Endpoint.post("/v1/sessions/{id}/messages", this::say),
        Endpoint.post("/v1/sessions/{id}/rating", this::rate),
        Endpoint.post("/v1/sessions/{id}/end", this::end),
        Endpoint.delete("/v1/sessions/{id}", this::erase));
  }

  private CompletionStage<HttpResponse> state(Call call) {
    var opened = guard.session(call, Permission.READ);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> view.orElseThrow(Guard::notFound))
        .thenApply(view -> Replies.json(200, Views.state(view, opened.role())));
  }

  private CompletionStage<HttpResponse> say(Call call) {
    var opened = guard.session(call, Permission.TALK);
    var by = opened.role().party();
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.id("id");
              var text = fields.text("text", edge.settings().text().saidMax());
              var say = new SessionCommand.Say(id, by, text, API, edge.clock().instant());
              return Asking.stored(edge, opened, say, call)
                  .thenApply(seq -> Asking.accepted(id, seq));
            });
  }

  private CompletionStage<HttpResponse> rate(Call call) {
    var opened = guard.session(call, Permission.RATE);
    var role = opened.role();
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.id("id");
              var rate =
                  new SessionCommand.Rate(
                      id,
                      role.party(),
                      fields.integer(
                          "score", SessionCommand.Rate.SCORE_MIN, SessionCommand.Rate.SCORE_MAX),
                      fields.optionalText("comment", edge.settings().text().commentMax()),
                      edge.clock().instant());
              return Asking.stored(edge, opened, rate, call)
                  .thenApply(seq -> Asking.accepted(id, seq));
            });
  }

  private CompletionStage<HttpResponse> end(Call call) {
    var opened = guard.session(call, Permission.TALK);
    var by = opened.role().party();
    return call.json()
        .thenCompose(
            fields -> {
              var reason = fields.optionalText("reason", edge.settings().text().reasonMax());
              var end = Commands.end(fields.optionalId("id"), reason, by, edge.clock().instant());
              return Asking.stored(edge, opened, end, call);
            })
        .thenApply(seq -> Replies.json(202, JsonText.object().put("seq", seq)));
  }

  /// Ordered, and done by a duty: a session is gone within seconds of the answer, unless it has
  /// events that are not counted as usage yet.
  private CompletionStage<HttpResponse> erase(Call call) {
    var opened = guard.session(call, Permission.ERASE);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> view.orElseThrow(Guard::notFound))
        .thenCompose(view -> erasures.order(ended(view), guard.act(call, opened.principal())))
        .thenApply(_ -> HttpResponse.create().withStatus(202));
  }

  private static Ended ended(SessionView view) {
    if (view.status() == Status.ACTIVE) throw new ProblemException(ProblemType.SESSION_ACTIVE);
    return new Ended(view.key(), view.createdAt(), view.updatedAt());
  }
}
