package io.parley.voice.sip.trunk;

import io.parley.core.tenant.TenantId;
import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The trunks of organisations: which of them a message comes from, and which go out. A value.
///
/// @param byUser by the users of our addresses
/// @param out those that go out, by their organisations
/// @param addresses of the trunks' hosts, by name of trunk, as the DNS says
/// @param all of these
record OwnTable(
    Map<String, Trunk> byUser,
    Map<TenantId, List<Trunk>> out,
    Map<String, Set<InetAddress>> addresses,
    Set<InetAddress> all) {
  static final OwnTable NONE = new OwnTable(Map.of(), Map.of(), Map.of(), Set.of());

  OwnTable {
    byUser = Map.copyOf(byUser);
    out = Map.copyOf(out);
    addresses = Map.copyOf(addresses);
    all = Set.copyOf(all);
  }

  /// Of these trunks, with what is known about the addresses of those that stay.
  OwnTable of(List<Trunk> trunks) {
    var users = new HashMap<String, Trunk>();
    var tenants = new HashMap<TenantId, List<Trunk>>();
    var kept = new HashMap<String, Set<InetAddress>>();
    for (var trunk : trunks) {
      var own = trunk.own().orElseThrow();
      users.put(own.user(), trunk);
      if (own.goesOut()) tenants.computeIfAbsent(own.tenant(), _ -> new ArrayList<>()).add(trunk);
      var before = byUser.get(own.user());
      // a host that is another one now is looked up anew
      if (before != null
          && before.target().equals(trunk.target())
          && addresses.containsKey(trunk.name()))
        kept.put(trunk.name(), addresses.get(trunk.name()));
    }
    return new OwnTable(users, tenants, kept, union(kept));
  }

  /// With what the DNS says about a trunk's hosts now.
  OwnTable with(String trunk, Set<InetAddress> resolved) {
    var more = new HashMap<>(addresses);
    more.put(trunk, Set.copyOf(resolved));
    return new OwnTable(byUser, out, more, union(more));
  }

  private static Set<InetAddress> union(Map<String, Set<InetAddress>> addresses) {
    var all = new HashSet<InetAddress>();
    addresses.values().forEach(all::addAll);
    return all;
  }

  /// The trunk of a request: the one whose user or line it asks for, if it comes from there.
  Optional<Trunk> of(InetAddress from, Request request) {
    if (!(request.uri() instanceof SipUri uri)) return Optional.empty();
    return Optional.ofNullable(byUser.get(uri.userText()))
        .or(() -> uri.params().value(LocalEnd.LINE).map(byUser::get))
        .filter(trunk -> has(trunk, from));
  }

  /// Whether a trunk's host has this address.
  boolean has(Trunk trunk, InetAddress address) {
    return addresses.getOrDefault(trunk.name(), Set.of()).contains(address);
  }
}
