package io.parley.tools.mcp.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The way out. It decides which addresses may be reached; follows no redirect.
public interface HttpSender {

  /// @param body empty for requests without one
  record Ask(String method, URI uri, Map<String, String> headers, String body) {}

  /// @param headers the first value of a header by its name
  /// @param body read as it comes
  /// @param closing ends the exchange, and a reading of its body on another thread
  record Answer(
      int status, Function<String, Optional<String>> headers, InputStream body, Runnable closing)
      implements AutoCloseable {
    public Optional<String> header(String name) {
      return headers.apply(name);
    }

    public boolean isSuccess() {
      return status / 100 == 2;
    }

    @Override
    public void close() {
      closing.run();
    }
  }

  /// The request was certainly not sent: no connection, or refused by the rules of the way out.
  final class NotSent extends IOException {
    private static final long serialVersionUID = 1L;

    public NotSent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Blocks until the headers of the answer are there; interrupting the thread gives it up.
  ///
  /// @throws NotSent when it certainly was not sent
  Answer send(Ask ask, Duration timeout) throws IOException, InterruptedException;

  /// The same for an answer whose body may take longer than its headers.
  ///
  /// @param head until the headers are there; @param longest for all of it
  default Answer send(Ask ask, Duration head, Duration longest)
      throws IOException, InterruptedException {
    return send(ask, head);
  }
}
