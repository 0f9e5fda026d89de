package io.parley.http.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where this Parley listens.
///
/// @param http for clients, @param management for operators: `http://host:port`
record Addresses(String http, String management) {

  static String url(String host, InetSocketAddress bound) {
    var shown = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + shown + ":" + bound.getPort();
  }

  /// Writes `{"http":…,"management":…}`, whole or not at all, for scripts to read.
  void write(Path file) {
    try {
      var next = file.resolveSibling(file.getFileName() + ".new");
      Files.write(next, new ObjectMapper().writeValueAsBytes(this));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the addresses cannot be written to " + file, e);
    }
  }
}
