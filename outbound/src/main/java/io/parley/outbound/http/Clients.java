package io.parley.outbound.http;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Creates the JDK's HTTP clients for all providers.
public final class Clients {
  private Clients() {}

  /// @param server any URI of the server: over plain HTTP, many servers fail on the upgrade to
  ///   HTTP/2
  /// @param executor an executor whose threads may block
  public static HttpClient of(URI server, Duration connectTimeout, Executor executor) {
    return HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .executor(executor)
        .proxy(ProxySelector.getDefault())
        .version(
            "http".equals(server.getScheme())
                ? HttpClient.Version.HTTP_1_1
                : HttpClient.Version.HTTP_2)
        .build();
  }
}
