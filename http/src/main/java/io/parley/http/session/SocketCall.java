package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.token.Access;
import io.parley.http.websocket.Subprotocols;
import io.parley.http.websocket.WebSocketProtocol;
import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Inbound;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/// `GET /v1/sessions/{id}/socket`. The handshake succeeds even when the session or the right to it
/// is missing, because a browser cannot see an HTTP error there; a close code says so afterwards. A
/// program without the permission to read gets 403 instead: all that a socket sends is read.
final class SocketCall {
  private static final String PROTOCOL = "parley.v1";

  private final Edge edge;
  private final Origins origins;

  SocketCall(Edge edge, Origins origins) {
    this.edge = edge;
    this.origins = origins;
  }

  Endpoint endpoint() {
    return Endpoint.get("/v1/sessions/{id}/socket", this::open);
  }

  private CompletionStage<HttpResponse> open(Call call) {
    var upgrade =
        call.request()
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED));
    if (!origins.allows(call.request())) throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    edge.entry().requireStaying();
    long after = call.queryNumber("after", 0, Long.MAX_VALUE).orElse(0L);
    var offered = Subprotocols.offered(upgrade);
    if (!offered.isEmpty() && !offered.contains(PROTOCOL))
      throw new ProblemException(
          ProblemDetail.of(ProblemType.UPGRADE_REQUIRED, "expected: the subprotocol " + PROTOCOL));
    var application =
        application(call, Subprotocols.token(offered).or(() -> Guard.bearer(call)), after);
    return CompletableFuture.completedStage(
        WebSocketProtocol.upgrade(
                call.request(),
                offered.stream().filter(PROTOCOL::equals).findFirst(),
                application,
                edge.settings().socket().limits())
            .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED)));
  }

  private Flow<Inbound, Outbound, NotUsed> application(
      Call call, Optional<String> token, long after) {
    return switch (Guard.access(edge, call, token)) {
      case Access.Granted(var principal, var held) -> {
        var key = Guard.reached(edge, call, principal);
        if (key.isEmpty()) yield refusal(call, CloseReason.NO_SESSION);
        Guard.require(Permission.READ, principal);
        var opened = new Guard.Opened(key.get(), principal, held);
        var opening = new SocketOpening(opened, after, call.id(), call.from(), call.proven());
        yield Flow.fromGraph(new SessionSocket(opening, edge));
      }
      case Access.Missing _ -> refusal(call, CloseReason.TOKEN_MISSING);
      case Access.Expired _ -> refusal(call, CloseReason.TOKEN_EXPIRED);
      case Access.Unknown _ -> refusal(call, CloseReason.NO_SESSION);
      // refused like a handshake at a limit: a browser sees only a failed connection
      case Access.Slowed slowed -> throw Guard.slowed(slowed);
    };
  }

  private Flow<Inbound, Outbound, NotUsed> refusal(Call call, CloseReason reason) {
    edge.metrics().closed(reason);
    var closing = new Text(Frames.closing(reason, call.id().value()));
    return Flow.fromSinkAndSource(
        Sink.cancelled(), Source.<Outbound>from(List.of(closing, new Close(reason.code()))));
  }
}
