package io.parley.tools.mcp.rpc;

import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Reply;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import java.util.Map;

/// Carries messages to one server: over the pipes of a child process, or over HTTP. Thread safe.
/// Methods block: they are called on virtual threads. Interrupting the thread of a request cancels
/// it at the server, in the way of the transport.
public interface Channel extends AutoCloseable {

  /// Requests and notifications of the server, which arrive on threads of the channel.
  interface Peer {
    /// @return the reply
    Reply requested(Request request);

    /// A request in the middle of the answer to `during`.
    ///
    /// @param deadline of `during`; may pause
    /// @return the reply
    Reply requested(Request request, Request during, Deadline deadline) throws InterruptedException;

    void notified(Notification notification);
  }

  /// Sends a request and waits for its reply.
  ///
  /// @param headers for transports that have them
  Reply ask(Request request, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException;

  /// Sends a notification.
  void tell(Notification notification, Deadline deadline) throws McpFailure, InterruptedException;

  /// Keeps a stream open on which the server can send by itself, until it ends or the thread is
  /// interrupted.
  ///
  /// @param request opens it, in revisions that have such a request; null in older ones
  void listen(Request request) throws McpFailure, InterruptedException;

  /// The revision that was agreed on.
  void negotiated(Revision revision);

  /// Whether messages can still be sent: not after the end of a program.
  boolean isOpen();

  /// Whether the schema of a tool names parameters that become headers.
  boolean hasHeaders();

  /// Whether the server can ask in the middle of the answer to a request, so that a question
  /// belongs to its call.
  boolean carriesQuestions();

  @Override
  void close();
}
