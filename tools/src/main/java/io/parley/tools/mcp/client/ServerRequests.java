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

/// Requests that a server may make of its client: whether it is there, and a person's input. No
/// model and no file of this machine is lent to a server.
final class ServerRequests {
  private static final String QUESTION = "elicitation/create";
  private static final int NO_SUCH_METHOD = -32601;

  private final Elicitation elicitation;

  ServerRequests(Elicitation elicitation) {
    this.elicitation = elicitation;
  }

  /// @param byCall whether a question belongs to its call
  ObjectNode capabilities(boolean byCall) {
    var capabilities = RpcCodec.object();
    if (isOffered(byCall)) capabilities.putObject("elicitation").putObject("form");
    return capabilities;
  }

  static boolean isQuestion(Request request) {
    return request.method().equals(QUESTION);
  }

  /// Of a request that belongs to no call.
  Reply reply(Request request) {
    try {
      return reply(request, Optional.empty());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody is asked outside a call", e);
    }
  }

  /// @param call in the middle of whose answer the server asks
  Reply reply(Request request, Optional<RunningCall> call) throws InterruptedException {
    if (request.method().equals("ping")) return new Result(request.id(), RpcCodec.object());
    return answer(request.method(), request.params(), call)
        .<Reply>map(answer -> new Result(request.id(), answer))
        .orElseGet(
            () ->
                new Failed(
                    Optional.of(request.id()),
                    NO_SUCH_METHOD,
                    "this client does not support " + known(request.method()),
                    MissingNode.getInstance()));
  }

  private boolean isOffered(boolean byCall) {
    return elicitation.isOfferedByAll() || (byCall && elicitation != Elicitation.NONE);
  }

  /// The answer to one request for input; empty when the client has no such capability.
  ///
  /// @param call the one that asks, if that is known
  Optional<ObjectNode> answer(String method, ObjectNode params, Optional<RunningCall> call)
      throws InterruptedException {
    // there is no conversation whose people could be asked
    if (method.equals(QUESTION) && elicitation == Elicitation.PEOPLE && call.isEmpty())
      return Optional.of(Elicitation.cancelled());
    return method.equals(QUESTION) && isOffered(call.isPresent())
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
