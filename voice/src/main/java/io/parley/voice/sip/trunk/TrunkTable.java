package io.parley.voice.sip.trunk;

import io.parley.outbound.guard.Cidr;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which trunk a message comes from: by the address of its sender and, where several trunks have
/// that address, by the user that it asks for.
///
/// @param addresses of the trunks' hosts, registrars and proxies, by name of trunk, as the DNS says
public record TrunkTable(List<Trunk> trunks, Map<String, Set<InetAddress>> addresses) {
  public TrunkTable {
    trunks = List.copyOf(trunks);
    addresses = Map.copyOf(addresses);
  }

  /// Before anything is resolved.
  public static TrunkTable of(List<Trunk> trunks) {
    return new TrunkTable(trunks, Map.of());
  }

  /// With what the DNS says about a trunk's hosts now.
  public TrunkTable with(String trunk, Set<InetAddress> resolved) {
    var more = new HashMap<>(addresses);
    more.put(trunk, Set.copyOf(resolved));
    return new TrunkTable(trunks, more);
  }

  public Optional<Trunk> named(String name) {
    return trunks.stream().filter(trunk -> trunk.name().equals(name)).findFirst();
  }

  /// Whether any trunk has this address.
  public boolean has(InetAddress address) {
    return trunks.stream().anyMatch(trunk -> isOf(trunk, address));
  }

  /// Whether the other end at this address may take our calls by our own address alone: a trunk
  /// without a password has it. Calls there are at the installation's cost.
  boolean trustsUs(InetAddress address) {
    return trunks.stream()
        .filter(trunk -> trunk.account().filter(own -> !own.password().isEmpty()).isEmpty())
        .anyMatch(trunk -> isOf(trunk, address));
  }

  /// The trunk of a request. Of several that have the address, the one whose user is asked for:
  /// providers call the address that was registered. Else the one with the narrowest range of
  /// addresses, then the first by priority and name.
  public Optional<Trunk> of(InetAddress from, Request request) {
    var asked = request.uri() instanceof SipUri uri ? uri.userText() : "";
    return trunks.stream()
        .filter(trunk -> isOf(trunk, from))
        .min(
            Comparator.comparing((Trunk trunk) -> !isUser(trunk, asked))
                .thenComparingInt(trunk -> -bits(trunk, from))
                .thenComparingInt(trunk -> trunk.limits().priority())
                .thenComparing(Trunk::name));
  }

  private static boolean isUser(Trunk trunk, String user) {
    return trunk.account().filter(account -> account.user().equals(user)).isPresent();
  }

  private boolean isOf(Trunk trunk, InetAddress address) {
    return bits(trunk, address) >= 0;
  }

  /// Of the narrowest range that has the address; -1 if none has.
  private int bits(Trunk trunk, InetAddress address) {
    if (addresses.getOrDefault(trunk.name(), Set.of()).contains(address))
      return address.getAddress().length * Byte.SIZE;
    return trunk.peers().stream()
        .filter(peer -> peer.contains(address))
        .mapToInt(Cidr::bits)
        .max()
        .orElse(-1);
  }
}
