package io.parley.tools.mcp.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Sends with the JDK's client to any address.
public record JdkSender(HttpClient client) implements HttpSender {

  @Override
  public Answer send(Ask ask, Duration timeout) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(ask.uri())
            .timeout(timeout.isZero() ? Duration.ofNanos(1) : timeout)
            .method(
                ask.method(),
                ask.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(ask.body()));
    ask.headers().forEach(request::setHeader);
    try {
      var response = client.send(request.build(), BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(), name -> response.headers().firstValue(name), response.body());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new NotSent("no connection (%s)".formatted(e.getClass().getSimpleName()), e);
    }
  }
}
