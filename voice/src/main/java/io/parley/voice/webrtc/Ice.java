package io.parley.voice.webrtc;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call's side of ICE-lite (RFC 8445, section 2.5): the browser looks for ways and decides, we
/// only see whether its checks are valid. After a restart (section 9) both ends have new names; the
/// old ones hold until the first check that calls the new.
final class Ice {
  /// A name of ours, and whom it is for.
  private record Generation(IceCredentials own, String theirUfrag) {}

  /// What a check came to.
  ///
  /// @param password to answer with; @param forgotten the name that nobody may call any more
  /// @param left an address that gave way to a newer one
  record Accepted(String password, Optional<String> forgotten, Optional<InetSocketAddress> left) {}

  private final int addressesMax;
  private Generation current;
  private Optional<Generation> next = Optional.empty();
  // the oldest first
  private final List<InetSocketAddress> proved = new ArrayList<>();
  private volatile InetSocketAddress peer;

  Ice(IceCredentials own, String theirUfrag, int addressesMax) {
    this.addressesMax = addressesMax;
    current = new Generation(own, theirUfrag);
  }

  /// Whether a check is by the browser that made the offer. If so, its address has proved itself;
  /// until one is nominated, the first one is used.
  synchronized Optional<Accepted> check(StunCheck check, InetSocketAddress from) {
    var called = called(check);
    if (called.isEmpty() || !check.isFrom(called.get().own.password())) return Optional.empty();
    Optional<String> forgotten = Optional.empty();
    if (called.equals(next)) {
      forgotten = Optional.of(current.own.ufrag());
      current = called.get();
      next = Optional.empty();
      peer = from;
    }
    if (peer == null || check.nominates()) peer = from;
    return Optional.of(new Accepted(called.get().own.password(), forgotten, remember(from)));
  }

  private Optional<Generation> called(StunCheck check) {
    if (isCalled(current, check)) return Optional.of(current);
    return next.filter(generation -> isCalled(generation, check));
  }

  private static boolean isCalled(Generation generation, StunCheck check) {
    return generation.own.ufrag().equals(check.ownUfrag())
        && generation.theirUfrag.equals(check.theirUfrag());
  }

  private Optional<InetSocketAddress> remember(InetSocketAddress from) {
    proved.remove(from);
    proved.add(from);
    if (proved.size() <= addressesMax) return Optional.empty();
    var oldest = proved.getFirst().equals(peer) ? proved.get(1) : proved.getFirst();
    proved.remove(oldest);
    return Optional.of(oldest);
  }

  /// Begins anew, with the name that the browser has now. One that was begun before and that nobody
  /// has called yet is given up.
  ///
  /// @param own chosen by the caller, who sees to it that nobody else has it
  /// @return the name that was given up
  synchronized Optional<String> restart(IceCredentials own, String theirUfrag) {
    var givenUp = next.map(generation -> generation.own.ufrag());
    next = Optional.of(new Generation(own, theirUfrag));
    return givenUp;
  }

  /// Whether this is the browser's name already, so that there is nothing to begin anew.
  synchronized boolean isKnown(String theirUfrag) {
    return next.orElse(current).theirUfrag.equals(theirUfrag);
  }

  /// All names of ours that may be called.
  synchronized List<String> ownUfrags() {
    var names = new ArrayList<String>();
    names.add(current.own.ufrag());
    next.ifPresent(generation -> names.add(generation.own.ufrag()));
    return names;
  }

  /// All addresses that have proved themselves.
  synchronized List<InetSocketAddress> addresses() {
    return List.copyOf(proved);
  }

  /// Where to send to; null until a check has come.
  InetSocketAddress peer() {
    return peer;
  }
}
