package io.parley.tools.mcp;

import io.parley.outbound.http.Clients;
import io.parley.tools.mcp.http.HttpSender;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;

/// Sends with the JDK's client, to `localhost` with any port too, which the guarded way out
/// refuses.
final class PlainSender implements HttpSender {
  private final HttpClient client =
      Clients.of(
          URI.create("http://localhost"),
          Duration.ofSeconds(5),
          Executors.newVirtualThreadPerTaskExecutor());

  @Override
  public Answer send(Ask ask, Duration timeout) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(ask.uri())
            .timeout(timeout.plusMillis(1))
            .method(
                ask.method(),
                ask.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(ask.body()));
    ask.headers().forEach(request::setHeader);
    try {
      var response = client.send(request.build(), BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(),
          name -> response.headers().firstValue(name),
          response.body(),
          () -> close(response.body()));
    } catch (ConnectException e) {
      throw new NotSent("no connection", e);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new IllegalStateException("a body that does not close", e);
    }
  }
}
