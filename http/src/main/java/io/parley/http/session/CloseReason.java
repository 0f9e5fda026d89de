package io.parley.http.session;

import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.websocket.Fault;
import java.util.Optional;

/// Why the server closes a WebSocket, with the close code that the client sees (RFC 6455, section
/// 7.4; 4000 and above are Parley's). The only table of close codes.
enum CloseReason {
  /// The session has ended and everything was sent.
  ENDED(1000, null),
  /// This node shuts down.
  DRAINING(1001, null),
  PROTOCOL_ERROR(1002, ProblemType.PROTOCOL_ERROR),
  NOT_TEXT(1003, ProblemType.NOT_TEXT),
  NOT_UTF8(1007, ProblemType.INVALID_REQUEST),
  BAD_FRAMES(1008, ProblemType.BAD_FRAMES),
  FRAME_TOO_LARGE(1009, ProblemType.FRAME_TOO_LARGE),
  INTERNAL(1011, ProblemType.INTERNAL),
  OVERLOADED(1013, ProblemType.OVERLOADED),
  UNAVAILABLE(1013, ProblemType.UNAVAILABLE),
  READER_TOO_SLOW(1013, ProblemType.READER_TOO_SLOW),
  TOKEN_MISSING(4401, ProblemType.TOKEN_MISSING),
  TOKEN_EXPIRED(4401, ProblemType.TOKEN_EXPIRED),
  NO_SESSION(4404, ProblemType.SESSION_NOT_FOUND),
  IDLE(4408, ProblemType.IDLE),
  /// The client knows events that the session does not have.
  RESUME_AHEAD(4409, ProblemType.RESUME_AHEAD),
  TOO_MANY_FRAMES(4429, ProblemType.TOO_MANY_FRAMES),
  /// Reconnecting does not help.
  DAMAGED(4500, ProblemType.SESSION_DAMAGED);

  private final int code;
  private final ProblemType problem;

  CloseReason(int code, ProblemType problem) {
    this.code = code;
    this.problem = problem;
  }

  /// The close reason for a failure of the session, or of the way to it.
  static CloseReason of(Throwable failure) {
    return switch (Problems.of(failure).type()) {
      case SESSION_NOT_FOUND -> NO_SESSION;
      case READER_TOO_SLOW -> READER_TOO_SLOW;
      case OVERLOADED -> OVERLOADED;
      case UNAVAILABLE -> UNAVAILABLE;
      case SESSION_DAMAGED -> DAMAGED;
      default -> INTERNAL;
    };
  }

  /// The reason for a fault of the WebSocket itself.
  static CloseReason of(Fault fault) {
    return switch (fault) {
      case PROTOCOL_ERROR -> PROTOCOL_ERROR;
      case BYTES -> NOT_TEXT;
      case NOT_UTF8 -> NOT_UTF8;
      case TOO_LARGE -> FRAME_TOO_LARGE;
      case TOO_MANY -> TOO_MANY_FRAMES;
      case SILENT -> IDLE;
      case INTERNAL -> INTERNAL;
    };
  }

  int code() {
    return code;
  }

  /// Empty when nothing is wrong.
  Optional<ProblemType> problem() {
    return Optional.ofNullable(problem);
  }
}
