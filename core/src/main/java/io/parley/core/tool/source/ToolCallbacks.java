package io.parley.core.tool.source;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ToolOutcome;
import java.util.concurrent.CompletionStage;

/// Reads and checks the answers that tools give to calls after their turn.
public interface ToolCallbacks {
  /// A request to the address of a callback.
  ///
  /// @param id last part of the address; @param message, @param timestamp and @param signature are
  ///   the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, empty where missing
  /// @param isText whether the body is plain text; otherwise it is JSON
  /// @param body as received, in UTF-8
  record Received(
      String id, String message, String timestamp, String signature, boolean isText, String body) {}

  /// The finding about a request.
  sealed interface Read {
    /// The answer to a call; whether it waits, its session knows.
    ///
    /// @param digest of the body, the same for the same answer alone
    record Answer(SessionKey session, String call, String tool, ToolOutcome outcome, String digest)
        implements Read {
      /// The same answer in another form.
      public Answer with(ToolOutcome other) {
        return new Answer(session, call, tool, other, digest);
      }
    }

    /// No source has such a tool.
    record Unknown() implements Read {}

    /// The signature is missing, wrong or old.
    record Unsigned() implements Read {}

    /// A signed body of another form.
    ///
    /// @param reason with what was expected
    record Wrong(String reason) implements Read {}
  }

  /// @return fails when the source's secret cannot be read now
  CompletionStage<Read> read(Received received);
}
