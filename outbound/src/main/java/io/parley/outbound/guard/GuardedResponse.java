package io.parley.outbound.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// An answer whose body is read as it comes. It must be closed: until then its request counts as
/// under way. Closing it before the end of the body closes the connection.
public final class GuardedResponse implements AutoCloseable {
  private final URI uri;
  private final int status;
  private final HttpHeaders headers;
  private final LimitedBody body;
  private final Optional<Charset> charset;
  private final Ending ending;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Ends the exchange.
  interface Ending {
    void end(boolean isBodyRead);
  }

  GuardedResponse(
      URI uri,
      int status,
      HttpHeaders headers,
      LimitedBody body,
      Optional<Charset> charset,
      Ending ending) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.charset = charset;
    this.ending = ending;
  }

  /// The address that answered, after redirects.
  public URI uri() {
    return uri;
  }

  /// The status, such as 200.
  public int status() {
    return status;
  }

  /// All headers; names ignore case.
  public HttpHeaders headers() {
    return headers;
  }

  /// The body, decompressed. Reading fails with a [GuardFailure] at the limits of size and time.
  public InputStream body() {
    return body;
  }

  /// The rest of the body. Blocks until it is here.
  public byte[] bytes() throws GuardFailure {
    try {
      return body.readAllBytes();
    } catch (GuardFailure e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a body failed with another exception", e);
    }
  }

  /// The rest of the body in the charset of its type, otherwise in UTF-8.
  public String text() throws GuardFailure {
    return new String(bytes(), charset.orElse(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) ending.end(body.isEnded());
  }
}
