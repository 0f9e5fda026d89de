package io.parley.tools.mcp.rpc;

/// A failure of an exchange with an MCP server. The message is for operators: it never quotes what
/// the server sent as content.
public final class McpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// The kinds, each with whether the request may have had an effect.
  public enum Kind {
    /// No connection, no process: nothing was sent.
    UNREACHABLE(false),
    /// Refused before it was run: by its HTTP status, its schema, its method.
    REFUSED(false),
    /// A credential is missing or not enough.
    UNAUTHORIZED(false),
    /// The session that the server gave is gone: a new one is needed.
    SESSION_GONE(false),
    /// Too many calls at once: nothing was sent.
    BUSY(false),
    /// The server answered with an error of its own.
    SERVER_ERROR(true),
    /// The connection or the process ended before the answer came.
    LOST(true),
    /// No answer within the deadline.
    TIMEOUT(true),
    /// A message over a limit.
    TOO_LARGE(true),
    /// Bytes that are no message of the protocol.
    MALFORMED(true);

    private final boolean maybeSent;

    Kind(boolean maybeSent) {
      this.maybeSent = maybeSent;
    }
  }

  private final Kind kind;
  private final String told;

  public McpFailure(Kind kind, String message) {
    this(kind, message, "");
  }

  /// @param told the server's own words about the error, for the model alone
  public McpFailure(Kind kind, String message, String told) {
    super(message);
    this.kind = kind;
    this.told = told;
  }

  public McpFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.told = "";
  }

  public Kind kind() {
    return kind;
  }

  /// The server's own words, for the model alone: they may be about a customer. May be empty.
  public String told() {
    return told;
  }

  /// Whether the request may have had an effect.
  public boolean mayHaveHappened() {
    return kind.maybeSent;
  }
}
