package io.parley.voice.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Records that a test gives, and the questions that were asked.
final class MadeDns implements Dns {
  final List<String> asked = new ArrayList<>();
  volatile boolean isDown;
  private final Map<String, List<Naptr>> naptr = new HashMap<>();
  private final Map<String, List<Srv>> srv = new HashMap<>();
  private final Map<String, List<InetAddress>> hosts = new HashMap<>();

  void naptr(String name, Naptr... records) {
    naptr.put(name, List.of(records));
  }

  void srv(String name, Srv... records) {
    srv.put(name, List.of(records));
  }

  MadeDns host(String name, String... addresses) {
    hosts.put(name, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    return this;
  }

  private <T> List<T> found(Map<String, List<T>> in, String type, String name) throws IOException {
    asked.add(type + " " + name);
    if (isDown) throw new IOException("made by the test");
    return in.getOrDefault(name, List.of());
  }

  @Override
  public List<Naptr> naptr(String name) throws IOException {
    return found(naptr, "NAPTR", name);
  }

  @Override
  public List<Srv> srv(String name) throws IOException {
    return found(srv, "SRV", name);
  }

  @Override
  public List<InetAddress> addresses(String name) throws IOException {
    return found(hosts, "A", name);
  }
}
