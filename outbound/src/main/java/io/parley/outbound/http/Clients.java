package io.parley.outbound.http;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;

/// The JDK's HTTP client as all providers are asked by it.
public final class Clients {
  private Clients() {}

  /// @param server any address of it: over bare HTTP many servers stumble over the offer of HTTP/2
  /// @param executor whose threads may be blocked
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
