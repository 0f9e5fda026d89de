package io.parley.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.voice.sip.transport.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The addresses on which this Parley listens.
///
/// @param http for clients, @param management for operators: `http://host:port` or `https://…`
/// @param sip for telephones, `sip:host:port`; empty where they cannot call
record Addresses(String http, String management, Optional<String> sip) {

  /// The SIP address that a telephone of this machine calls.
  static String sip(InetAddress host, InetSocketAddress bound) {
    var shown =
        host.isAnyLocalAddress()
            ? (host instanceof Inet6Address ? "::1" : "127.0.0.1")
            : Peer.literal(host);
    return "sip:" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + bound.getPort();
  }

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

  /// Writes `{"http":…,"management":…,"sip":…}` atomically, for scripts to read.
  void write(Path file) {
    var named = new LinkedHashMap<String, String>();
    named.put("http", http);
    named.put("management", management);
    sip.ifPresent(address -> named.put("sip", address));
    write(named, file);
  }

  /// @param addresses a record, whose components are written, or a map
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
