package io.parley.voice.sip.dial;

import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.Trunks.CallWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// Where a call out may still go, the first one first. A value.
///
/// @param left what has not been tried
/// @param redirects that were followed
record Attempts(List<Attempt> left, int redirects) {
  private static final int REDIRECTS_MAX = 3;

  /// Of a target without a trunk.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  Attempts {
    left = List.copyOf(left);
  }

  /// One address of one trunk, or of a target that is called without one.
  ///
  /// @param routes proxies on the way
  record Attempt(Optional<Trunk> trunk, List<Address> routes, Peer peer, SipUri target) {
    /// Before the next address or trunk is tried.
    Duration patience() {
      return trunk.flatMap(Trunk::target).map(Trunk.Target::patience).orElse(PATIENCE);
    }

    /// For the log.
    String name() {
      return trunk.map(known -> "Trunk " + known.name()).orElse("A SIP target");
    }

    /// The level in the log: targets without a trunk are entered by organisations, too.
    Level trouble() {
      return trunk.map(Trunk::trouble).orElse(Level.INFO);
    }

    /// Of our address at the other end, over a trunk.
    Optional<HostPort> domain() {
      return trunk.flatMap(Trunk::target).map(Trunk.Target::host);
    }

    /// Addresses that the other end of an organisation's trunk, and its sound, may have; empty for
    /// all.
    Optional<Reach> reach() {
      return trunk.flatMap(Trunk::own).map(OwnLine::reach);
    }

    /// Whether the sound is to be encrypted: where the signalling is, unless its trunk says not.
    boolean encrypts() {
      return peer.transport().isSecure()
          && trunk.flatMap(Trunk::target).map(Trunk.Target::srtp).orElse(true);
    }
  }

  /// @param user as it is dialled: a number, or a name
  static Attempts of(List<CallWay> ways, String user) {
    return new Attempts(
        ways.stream()
            .flatMap(
                way ->
                    way.peers().stream()
                        .map(
                            peer ->
                                new Attempt(
                                    Optional.of(way.trunk()),
                                    way.routes(),
                                    peer,
                                    target(way, user))))
            .toList(),
        0);
  }

  /// Without a trunk.
  static Attempts direct(SipUri target, List<Peer> peers) {
    return new Attempts(
        peers.stream().map(peer -> new Attempt(Optional.empty(), List.of(), peer, target)).toList(),
        0);
  }

  private static SipUri target(CallWay way, String user) {
    var host = way.trunk().target().orElseThrow().host();
    return SipUri.of(user, host.host(), host.port());
  }

  Optional<Attempt> first() {
    return left.stream().findFirst();
  }

  Attempts afterFirst() {
    return new Attempts(left.subList(1, left.size()), redirects);
  }

  /// Without the other addresses of a trunk that has refused us.
  Attempts withoutTrunk(Optional<Trunk> trunk) {
    return new Attempts(
        left.stream().filter(each -> !each.trunk().equals(trunk)).toList(), redirects);
  }

  /// Before all others.
  Attempts redirected(Attempt from, SipUri target, List<Peer> peers) {
    var all = new ArrayList<Attempt>();
    for (var peer : peers)
      if (from.reach().filter(reach -> !reach.test(peer.address().getAddress())).isEmpty())
        all.add(new Attempt(from.trunk, from.routes, peer, target));
    all.addAll(left);
    return new Attempts(all, redirects + 1);
  }

  /// Where a 3xx leads that we follow: to the same number at a host that the trunk lists. Any other
  /// number would be dialled at our cost without anyone's decision. Without a trunk nothing is
  /// listed.
  Optional<SipUri> allowed(Attempt from, List<Address> elsewhere) {
    var listed = from.trunk().flatMap(Trunk::target);
    if (redirects >= REDIRECTS_MAX || listed.isEmpty()) return Optional.empty();
    return elsewhere.stream()
        .map(Address::uri)
        .filter(SipUri.class::isInstance)
        .map(SipUri.class::cast)
        .filter(uri -> !uri.isSecure() && uri.userText().equals(from.target.userText()))
        .filter(uri -> isListed(listed.get(), uri))
        .filter(uri -> !uri.equals(from.target))
        .map(uri -> SipUri.of(uri.userText(), uri.host(), uri.port()))
        .findFirst();
  }

  private static boolean isListed(Trunk.Target target, SipUri uri) {
    return uri.host().equalsIgnoreCase(target.host().host())
        || target.redirects().stream().anyMatch(uri.host()::equalsIgnoreCase);
  }

  /// Of a redirection.
  static HostPort host(SipUri uri) {
    return new HostPort(uri.host(), uri.port());
  }

  /// The statement of a refusal about the trunk.
  enum Verdict {
    /// It did its work; the other end decided.
    FINAL,
    /// It cannot now: another address or trunk may.
    ELSEWHERE,
    /// It does not let us: another trunk may.
    OTHER_TRUNK
  }

  static Verdict verdict(int status) {
    return switch (status) {
      case 401, 403, 407 -> Verdict.OTHER_TRUNK;
      case 500, 502, 503, 504 -> Verdict.ELSEWHERE;
      default -> Verdict.FINAL;
    };
  }
}
