package io.parley.voice.remote;

import io.parley.outbound.http.Clients;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/// A server that listens or speaks for us.
///
/// @param name of the engine in the settings, for usage and messages
/// @param url the base of the API's paths, without a trailing slash
/// @param apiKey empty for servers that want none; never printed
/// @param model the maker's name for it
/// @param voice the voice of utterances that name none; empty without a default
/// @param connectTimeout until there is a connection
public record RemoteSettings(
    String name,
    URI url,
    Optional<String> apiKey,
    String model,
    String voice,
    Duration connectTimeout) {
  /// The address of `path` there.
  ///
  /// @param path begins with a slash
  public URI at(String path) {
    return URI.create(url + path);
  }

  /// A new client for the server; the caller closes it.
  public HttpClient client() {
    return Clients.of(url, connectTimeout, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Override
  public String toString() {
    return "RemoteSettings[name=%s, url=%s, model=%s]".formatted(name, url, model);
  }
}
