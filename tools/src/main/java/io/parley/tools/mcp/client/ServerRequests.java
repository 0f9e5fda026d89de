package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.rpc.RpcCodec;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Reply;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.util.Optional;

/// What a server may ask its client: whether it is there, and a person's input. No model and no
/// file of this machine is lent to a server.
final class ServerRequests {
  private static final int NO_SUCH_METHOD = -32601;

  private final Optional<Elicitation> elicitation;

  ServerRequests(Optional<Elicitation> elicitation) {
    this.elicitation = elicitation;
  }

  ObjectNode capabilities() {
    var capabilities = RpcCodec.object();
    if (elicitation.isPresent()) capabilities.putObject("elicitation").putObject("form");
    return capabilities;
  }

  Reply reply(Request request) {
    if (request.method().equals("ping")) return new Result(request.id(), RpcCodec.object());
    return answer(request.method(), request.params())
        .<Reply>map(answer -> new Result(request.id(), answer))
        .orElseGet(
            () ->
                new Failed(
                    Optional.of(request.id()),
                    NO_SUCH_METHOD,
                    "this client does not support " + known(request.method()),
                    MissingNode.getInstance()));
  }

  /// The answer to one request for input; empty when the client has no such capability.
  Optional<ObjectNode> answer(String method, ObjectNode params) {
    if (!method.equals("elicitation/create") || elicitation.isEmpty()) return Optional.empty();
    var answer = RpcCodec.object();
    elicitation
        .get()
        .answer(params)
        .ifPresentOrElse(
            content -> answer.put("action", "accept").set("content", content),
            () -> answer.put("action", "decline"));
    return Optional.of(answer);
  }

  private static String known(String method) {
    return switch (method) {
      case "elicitation/create", "sampling/createMessage", "roots/list" -> method;
      default -> "this method";
    };
  }
}
