package io.parley.tools.openapi;

import io.parley.tools.source.SourceFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// The address of a service. A fetched document may name only its own origin: otherwise its author
/// could lead the calls of an approved tool, with what customers said, to another host.
final class Server {
  private Server() {}

  /// @throws SourceFailure if there is none that may be used
  static URI of(Definition definition, Document document) {
    if (definition.server().isPresent()) return plain(definition.server().get());
    var named = document.server();
    var fetched = definition.documentUrl();
    if (named.isEmpty() && fetched.isEmpty())
      throw new SourceFailure("the document names no server (expected: the setting server)", null);
    var server = resolved(named.orElse("/"), fetched);
    if (fetched.isPresent() && !isSameOrigin(server, fetched.get()))
      throw new SourceFailure(
          "the document names a server at %s, another origin than its own (expected: the setting server)"
              .formatted(server.getHost()),
          null);
    return plain(server);
  }

  private static URI resolved(String named, Optional<URI> base) {
    try {
      var uri = base.isPresent() ? base.get().resolve(named) : URI.create(named);
      boolean isUsable =
          uri.getHost() != null
              && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
              && uri.getRawUserInfo() == null;
      if (isUsable) return uri;
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(
          "the document's server is no address (expected: the setting server)", e);
    }
    throw new SourceFailure(
        "the document's server is no whole address (expected: the setting server)", null);
  }

  static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost() != null
        && other.getHost() != null
        && one.getHost().toLowerCase(Locale.ROOT).equals(other.getHost().toLowerCase(Locale.ROOT))
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() != -1) return uri.getPort();
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /// Without query, fragment and slash at the end: paths are appended.
  private static URI plain(URI uri) {
    var path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.endsWith("/")) path = path.substring(0, path.length() - 1);
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
  }
}
