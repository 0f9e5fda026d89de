package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.RunningCall;
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

  private final Elicitation elicitation;

  ServerRequests(Elicitation elicitation) {
    this.elicitation = elicitation;
  }

  /// @param stateless whether the revision is
  ObjectNode capabilities(boolean stateless) {
    var capabilities = RpcCodec.object();
    if (isOffered(stateless)) capabilities.putObject("elicitation").putObject("form");
    return capabilities;
  }

  Reply reply(Request request) {
    try {
      return replied(request);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody is asked for a server of an earlier revision", e);
    }
  }

  private Reply replied(Request request) throws InterruptedException {
    if (request.method().equals("ping")) return new Result(request.id(), RpcCodec.object());
    return answer(request.method(), request.params(), Optional.empty())
        .<Reply>map(answer -> new Result(request.id(), answer))
        .orElseGet(
            () ->
                new Failed(
                    Optional.of(request.id()),
                    NO_SUCH_METHOD,
                    "this client does not support " + known(request.method()),
                    MissingNode.getInstance()));
  }

  private boolean isOffered(boolean stateless) {
    return elicitation.isOfferedByAll() || (stateless && elicitation != Elicitation.NONE);
  }

  /// The answer to one request for input; empty when the client has no such capability.
  ///
  /// @param call the one that asks, in the stateless revision; empty in earlier ones
  Optional<ObjectNode> answer(String method, ObjectNode params, Optional<RunningCall> call)
      throws InterruptedException {
    return method.equals("elicitation/create") && isOffered(call.isPresent())
        ? Optional.of(elicitation.answer(params, call))
        : Optional.empty();
  }

  private static String known(String method) {
    return switch (method) {
      case "elicitation/create", "sampling/createMessage", "roots/list" -> method;
      default -> "this method";
    };
  }
}
