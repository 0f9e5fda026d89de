package io.parley.voice.remote;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;

/// The JDK's HTTP client as all remote engines use it.
public final class Clients {
  private Clients() {}

  public static HttpClient of(RemoteSettings settings) {
    return HttpClient.newBuilder()
        .connectTimeout(settings.connectTimeout())
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .proxy(ProxySelector.getDefault())
        .version(settings.isPlain() ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
        .build();
  }
}
