package io.parley.tools.mcp.http;

import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import java.util.Map;

/// A request's proof of its sender.
public interface Credentials {
  /// Nothing is proved.
  Credentials NONE =
      new Credentials() {
        @Override
        public Map<String, String> headers(Deadline deadline) {
          return Map.of();
        }

        @Override
        public boolean renew(
            Map<String, String> used, HttpSender.Answer refused, Deadline deadline) {
          return false;
        }
      };

  /// Headers that stay the same, such as a key.
  static Credentials fixed(Map<String, String> headers) {
    var copy = Map.copyOf(headers);
    return new Credentials() {
      @Override
      public Map<String, String> headers(Deadline deadline) {
        return copy;
      }

      @Override
      public boolean renew(Map<String, String> used, HttpSender.Answer refused, Deadline deadline) {
        return false;
      }
    };
  }

  /// The headers of the next request.
  Map<String, String> headers(Deadline deadline) throws McpFailure, InterruptedException;

  /// Gets new ones after an answer with status 401 or 403.
  ///
  /// @param used the headers of the request that was refused
  /// @return whether the request should be repeated
  boolean renew(Map<String, String> used, HttpSender.Answer refused, Deadline deadline)
      throws McpFailure, InterruptedException;
}
