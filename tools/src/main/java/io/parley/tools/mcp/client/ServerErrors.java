package io.parley.tools.mcp.client;

import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import java.util.Set;

/// Errors that a server answers with.
final class ServerErrors {
  static final int UNSUPPORTED_VERSION = -32022;
  static final int MISSING_CAPABILITY = -32021;
  static final int HEADER_MISMATCH = -32020;

  private static final int PARSE = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int NO_SUCH_METHOD = -32601;
  private static final int INVALID_PARAMS = -32602;

  /// Errors of a request that was not run.
  private static final Set<Integer> NOT_RUN =
      Set.of(
          PARSE,
          INVALID_REQUEST,
          NO_SUCH_METHOD,
          INVALID_PARAMS,
          UNSUPPORTED_VERSION,
          MISSING_CAPABILITY,
          HEADER_MISMATCH);

  private ServerErrors() {}

  static McpFailure of(String method, Failed failed) {
    return new McpFailure(
        NOT_RUN.contains(failed.code()) ? Kind.REFUSED : Kind.SERVER_ERROR,
        "the server answered %s with the error %d".formatted(method, failed.code()),
        failed.message());
  }

  /// Whether only servers of the stateless revision answer so.
  static boolean isModern(Failed failed) {
    return failed.code() == UNSUPPORTED_VERSION
        || failed.code() == MISSING_CAPABILITY
        || failed.code() == HEADER_MISMATCH;
  }
}
