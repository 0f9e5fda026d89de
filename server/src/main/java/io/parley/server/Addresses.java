package io.parley.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The addresses on which this Parley listens.
///
/// @param http for clients, @param management for operators: `http://host:port` or `https://…`
record Addresses(String http, String management) {

  /// An address that can be opened on this machine; the wildcard address cannot.
  static String url(boolean encrypted, String host, InetSocketAddress bound) {
    var shown =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return (encrypted ? "https://" : "http://") + shown + ":" + bound.getPort();
  }

  /// Writes `{"http":…,"management":…}` atomically, for scripts to read.
  void write(Path file) {
    write(this, file);
  }

  /// @param addresses a record; its components are written
  static void write(Object addresses, Path file) {
    try {
      var next = file.resolveSibling(file.getFileName() + ".new");
      Files.write(next, new ObjectMapper().writeValueAsBytes(addresses));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the addresses cannot be written to " + file, e);
    }
  }
}
