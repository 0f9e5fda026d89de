package io.parley.voice.sip.dns;

import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Finds a host's addresses (RFC 3263, section 4).
///
/// @param supported transports, of which the DNS may choose
public record Locating(Set<Transport> supported) {
  /// More addresses than that are not tried.
  private static final int PEERS_MAX = 16;

  /// Of the names without a port and a transport; TLS only where the domain says so.
  private static final List<Transport> WITHOUT_NAPTR = List.of(Transport.UDP, Transport.TCP);

  /// A host, and how it is to be reached.
  ///
  /// @param transport empty to leave it to the DNS
  /// @param path of a WebSocket, if it is to be one
  public record Query(HostPort host, Optional<Transport> transport, String path) {
    public Query(HostPort host, Optional<Transport> transport) {
      this(host, transport, "/");
    }
  }

  public Locating {
    supported = Set.copyOf(supported);
  }

  /// @param random for weights
  /// @return in the order in which they are to be tried; empty if the host has no address
  /// @throws IOException if the DNS does not answer
  List<Peer> peers(Query query, Dns dns, RandomGenerator random) throws IOException {
    var found = new Finding(query, dns, random).find();
    return found.stream().distinct().limit(PEERS_MAX).toList();
  }

  /// An address without brackets, if the host is one.
  static Optional<InetAddress> literal(String host) {
    try {
      boolean isBracketed = host.startsWith("[");
      return Optional.of(
          InetAddress.ofLiteral(isBracketed ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// One search.
  private final class Finding {
    private final Query query;
    private final String host;
    private final Dns dns;
    private final RandomGenerator random;

    Finding(Query query, Dns dns, RandomGenerator random) {
      this.query = query;
      host = query.host().host();
      this.dns = dns;
      this.random = random;
    }

    List<Peer> find() throws IOException {
      int port = query.host().port();
      var literal = literal(host);
      var transport = query.transport().orElse(Transport.UDP);
      if (literal.isPresent())
        return List.of(
            peer(literal.get(), transport, port(transport), Peer.literal(literal.get())));
      // the DNS has no services for a WebSocket: it is at the port of HTTP
      if (port > 0 || transport.isWebSocket()) return addresses(host, transport, port(transport));
      var found = query.transport().isPresent() ? services(transport) : chosenByDns();
      return found.isEmpty() ? addresses(host, transport, port(transport)) : found;
    }

    private int port(Transport transport) {
      int port = query.host().port();
      return port > 0 ? port : transport.defaultPort();
    }

    private List<Peer> chosenByDns() throws IOException {
      var found = new ArrayList<Peer>();
      for (var naptr : byOrder(dns.naptr(host))) {
        var transport = transport(naptr);
        if (transport.isPresent()) found.addAll(services(naptr.replacement(), transport.get()));
      }
      if (found.isEmpty())
        for (var transport : WITHOUT_NAPTR)
          if (supported.contains(transport)) found.addAll(services(transport));
      return found;
    }

    private static List<Dns.Naptr> byOrder(List<Dns.Naptr> records) {
      return records.stream()
          .sorted(Comparator.comparingInt(Dns.Naptr::order).thenComparingInt(Dns.Naptr::preference))
          .toList();
    }

    private Optional<Transport> transport(Dns.Naptr naptr) {
      if (!naptr.flags().equalsIgnoreCase("s")) return Optional.empty();
      return switch (naptr.service().toUpperCase(Locale.ROOT)) {
        case "SIP+D2U" -> offered(Transport.UDP);
        case "SIP+D2T" -> offered(Transport.TCP);
        case "SIPS+D2T" -> offered(Transport.TLS);
        default -> Optional.empty();
      };
    }

    private Optional<Transport> offered(Transport transport) {
      return supported.contains(transport) ? Optional.of(transport) : Optional.empty();
    }

    private List<Peer> services(Transport transport) throws IOException {
      var prefix =
          switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
            case WS, WSS -> throw new IllegalStateException(transport + " has no services");
          };
      return services(prefix + host, transport);
    }

    /// A target of `.` says that there is no such service.
    private List<Peer> services(String name, Transport transport) throws IOException {
      var found = new ArrayList<Peer>();
      for (var srv : inOrder(dns.srv(name)))
        if (!srv.target().isEmpty() && !srv.target().equals(".") && found.size() < PEERS_MAX)
          found.addAll(addresses(srv.target(), transport, srv.port()));
      return found;
    }

    private List<Peer> addresses(String name, Transport transport, int port) throws IOException {
      return dns.addresses(name).stream()
          .map(address -> peer(address, transport, port, host))
          .toList();
    }

    private Peer peer(InetAddress address, Transport transport, int port, String domain) {
      return Peer.to(new InetSocketAddress(address, port), transport, domain, query.path());
    }

    private List<Dns.Srv> inOrder(List<Dns.Srv> records) {
      var byPriority = new TreeMap<Integer, List<Dns.Srv>>();
      for (var each : records)
        byPriority.computeIfAbsent(each.priority(), _ -> new ArrayList<>()).add(each);
      return byPriority.values().stream().flatMap(this::byWeight).toList();
    }

    /// Chosen one after the other, each by its share of the weights that are left; those without a
    /// weight are put first, so that they have a small chance (RFC 2782).
    private Stream<Dns.Srv> byWeight(Collection<Dns.Srv> records) {
      var left = new ArrayList<>(records);
      left.sort(Comparator.comparing((Dns.Srv each) -> each.weight() > 0));
      var ordered = new ArrayList<Dns.Srv>();
      while (!left.isEmpty()) {
        int sum = left.stream().mapToInt(Dns.Srv::weight).sum();
        int drawn = random.nextInt(sum + 1);
        int chosen = 0;
        for (int running = left.getFirst().weight(); running < drawn; chosen++)
          running += left.get(chosen + 1).weight();
        ordered.add(left.remove(chosen));
      }
      return ordered.stream();
    }
  }
}
