package io.parley.server.client;

/// The server cannot be reached, or does not do what was asked. The message is for people.
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The answer's status; 0 when there is none.
  private final int status;

  /// @param status the answer's; 0 when there is none
  /// @param message may repeat texts of the server and names of files
  public ClientFailure(int status, String message, Throwable cause) {
    super(TerminalText.escaped(message), cause);
    this.status = status;
  }

  /// Whether the token may not do this.
  public boolean isForbidden() {
    return status == 403;
  }

  /// Whether the server understood the request and refuses this part of it, and others may succeed.
  public boolean isRefusal() {
    return status == 409 || status == 413 || status == 422 || status == 400;
  }
}
