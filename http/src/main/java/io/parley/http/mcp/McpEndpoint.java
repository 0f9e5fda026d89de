package io.parley.http.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.Agents;
import io.parley.core.fault.Stages;
import io.parley.core.journal.StartRequests;
import io.parley.http.json.JsonText;
import io.parley.http.knowledge.KnowledgeStores;
import io.parley.http.mcp.McpTool.Done;
import io.parley.http.mcp.McpTool.Progress;
import io.parley.http.mcp.McpTool.Step;
import io.parley.http.mcp.RpcMessage.Notification;
import io.parley.http.mcp.RpcMessage.Reply;
import io.parley.http.mcp.RpcMessage.Request;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/// `POST /v1/mcp`: the Model Context Protocol over Streamable HTTP, in its stateless revision
/// 2026-07-28 and, without sessions, in those from 2025-03-26 on. A call of a tool is answered by
/// server-sent events where the client accepts them, all else by JSON.
public final class McpEndpoint {
  private static final String EVENTS = "text/event-stream";
  private static final ByteString ALIVE = ByteString.fromString(":\n\n");

  private final Edge edge;
  private final Guard guard;
  private final Origins origins;
  private final McpDispatcher dispatcher;

  private McpEndpoint(Edge edge, Origins origins, McpDispatcher dispatcher) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.origins = origins;
    this.dispatcher = dispatcher;
  }

  /// @param origins whose pages may be clients
  public static Endpoint of(
      Edge edge,
      Agents agents,
      StartRequests requests,
      KnowledgeStores knowledge,
      Origins origins) {
    var starter = edge.starter(agents, requests);
    var conversations = new Conversations(edge);
    return of(
        edge,
        origins,
        List.of(
            new AskTool(edge, conversations, starter),
            new HandOverTool(edge, conversations),
            new SearchTool(knowledge)),
        new KnowledgeResources(knowledge));
  }

  static Endpoint of(
      Edge edge, Origins origins, List<McpTool> tools, KnowledgeResources resources) {
    var endpoint = new McpEndpoint(edge, origins, new McpDispatcher(tools, resources));
    return Endpoint.post("/v1/mcp", endpoint::answer);
  }

  private CompletionStage<HttpResponse> answer(Call call) {
    if (!origins.allowsDespiteRebinding(call.request()))
      throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    var holder = guard.holder(call);
    return call.text("application/json").thenCompose(text -> answer(call, holder, text));
  }

  private CompletionStage<HttpResponse> answer(Call call, Guard.Holder holder, String text) {
    try {
      return switch (RpcMessage.read(text)) {
        case Request request -> answer(call, holder, request);
        case Notification _, Reply _ ->
            CompletableFuture.completedStage(HttpResponse.create().withStatus(202));
      };
    } catch (RpcError error) {
      return CompletableFuture.completedStage(
          refused(error, NullNode.getInstance(), Revision.R2025_03_26));
    }
  }

  private CompletionStage<HttpResponse> answer(Call call, Guard.Holder holder, Request request) {
    var spoken = RequestHeaders.guessed(request, call::header);
    try {
      var revision = RequestHeaders.check(request, call::header);
      if (request.method().equals("tools/call")) return called(call, holder, request, revision);
      return dispatcher
          .answer(request, holder.principal(), revision)
          .handle(
              (result, failure) ->
                  failure == null
                      ? Replies.json(200, whole(request, result, revision))
                      : refused(error(failure), request.id(), revision));
    } catch (RpcError error) {
      return CompletableFuture.completedStage(refused(error, request.id(), spoken));
    }
  }

  private static RpcError error(Throwable failure) {
    var cause = Stages.cause(failure);
    if (cause instanceof RpcError error) return error;
    // the router writes any other as a problem, and reports it
    throw new CompletionException(cause);
  }

  private static HttpResponse refused(RpcError error, JsonNode id, Revision revision) {
    return Replies.json(error.status(revision), error.json(id));
  }

  private static ObjectNode whole(Request request, ObjectNode result, Revision revision) {
    return request.result(McpDispatcher.complete(result, request, revision));
  }

  private CompletionStage<HttpResponse> called(
      Call call, Guard.Holder holder, Request request, Revision revision) {
    var key = request.meta().path("io.parley/idempotencyKey");
    var caller =
        new McpCaller(
            call,
            holder.principal(),
            holder.token(),
            revision.isStateless(),
            key.isTextual() && !key.asText().isEmpty()
                ? Optional.of(key.asText())
                : Optional.empty());
    var steps = dispatcher.called(request, caller);
    if (call.header("Accept").filter(accept -> accept.contains(EVENTS)).isPresent())
      return CompletableFuture.completedStage(streamed(request, steps, revision));
    if (call.header("Accept")
        .filter(accept -> accept.contains("json") || accept.contains("*"))
        .isEmpty())
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.INVALID_REQUEST,
              "expected: Accept: application/json, text/event-stream"));
    return steps
        .collectType(Done.class)
        .runWith(Sink.head(), call.materializer())
        .thenApply(done -> Replies.json(200, whole(request, done.result(), revision)));
  }

  private HttpResponse streamed(Request request, Source<Step, NotUsed> steps, Revision revision) {
    var token = request.meta().path("progressToken");
    var count = new AtomicInteger();
    var events =
        steps
            .filter(step -> step instanceof Done || token.isTextual() || token.isNumber())
            .map(
                step ->
                    switch (step) {
                      case Progress(var message) ->
                          event(progress(token, count.incrementAndGet(), message));
                      case Done(var result) -> event(whole(request, result, revision));
                    })
            .keepAlive(edge.settings().readers().keepAlive(), () -> ALIVE);
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events))
        .addHeaders(List.of(Replies.noStore(), Replies.header("X-Accel-Buffering", "no")));
  }

  private static ObjectNode progress(JsonNode token, int count, String message) {
    var json =
        JsonText.object()
            .put("jsonrpc", RpcMessage.VERSION)
            .put("method", "notifications/progress");
    json.putObject("params")
        .put("progress", count)
        .put("message", message)
        .set("progressToken", token);
    return json;
  }

  private static ByteString event(ObjectNode message) {
    return ByteString.fromString("event: message\ndata: " + JsonText.write(message) + "\n\n");
  }
}
