package io.parley.voice.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call's side of ICE-lite (RFC 8445, section 2.5): the browser searches for paths and decides,
/// we validate its checks. After a restart (section 9) both ends have new names; the old ones are
/// valid until the first check with the new.
///
/// Beyond ICE-lite, an address is verified only when it has answered a check of our own (see
/// [Proof]). Sound and handshakes go to verified addresses alone.
final class Ice {
  /// The result of a check.
  enum Checked {
    /// Dropped: it is not authentic, or there are too many addresses.
    DROPPED,
    /// It is the browser's, but its address is not verified yet.
    ASKED,
    /// It is the browser's, from a verified address.
    ACCEPTED
  }

  /// The port, as a call uses it.
  interface Port {
    void send(ByteBuffer datagram, InetSocketAddress to);

    /// Routes the answer of this transaction to the call.
    void expect(Transaction transaction);

    void expectNoMore(Transaction transaction);

    /// Routes packets from this address to the call, unless another call has it.
    void claim(InetSocketAddress address);

    /// Routes packets from this address to the call, taking it from any other.
    void take(InetSocketAddress address);

    void leave(InetSocketAddress address);

    void forgetName(String ufrag);
  }

  /// One of our names, and the browser's name that it belongs to.
  private record Generation(IceCredentials own, IceCredentials theirs) {
    boolean isCalled(StunCheck check) {
      return own.ufrag().equals(check.ownUfrag()) && theirs.ufrag().equals(check.theirUfrag());
    }
  }

  /// @param addresses that are verified; @param proofs that are pending
  record Limits(int addresses, int proofs) {}

  private final Limits limits;
  private final Port port;
  private final SecureRandom random;
  private Generation current;
  private Optional<Generation> next = Optional.empty();
  // the oldest first
  private final List<InetSocketAddress> proved = new ArrayList<>();
  private final Map<InetSocketAddress, Proof> proofs = new LinkedHashMap<>();
  private Optional<InetSocketAddress> wanted = Optional.empty();
  private boolean closed;
  private volatile InetSocketAddress peer;

  /// @param theirs the offer's credentials
  Ice(IceCredentials own, IceCredentials theirs, Limits limits, Port port, SecureRandom random) {
    this.limits = limits;
    this.port = port;
    this.random = random;
    current = new Generation(own, theirs);
  }

  /// Takes a check from any sender, and answers it if it is from the browser that made the offer.
  ///
  /// @param length of the check, in bytes
  synchronized Checked check(StunCheck check, int length, InetSocketAddress from, long now) {
    var called = called(check);
    if (closed || called.isEmpty() || !check.isFrom(called.get().own.password()))
      return Checked.DROPPED;
    var generation = called.get();
    boolean begins = called.equals(next);
    if (begins) begin(generation);
    if (proved.contains(from)) {
      want(check, begins, from);
      remember(from);
      use(from);
      port.send(answer(check, from, generation), from);
      return Checked.ACCEPTED;
    }
    var proof = proof(generation, from, now);
    if (proof.isEmpty()) return Checked.DROPPED;
    want(check, begins, from);
    proof
        .get()
        .checked(
            length, answer(check, from, generation), now, datagram -> port.send(datagram, from));
    return Checked.ASKED;
  }

  private Optional<Generation> called(StunCheck check) {
    if (current.isCalled(check)) return Optional.of(current);
    return next.filter(generation -> generation.isCalled(check));
  }

  private void begin(Generation generation) {
    port.forgetName(current.own.ufrag());
    current = generation;
    next = Optional.empty();
  }

  private static ByteBuffer answer(StunCheck check, InetSocketAddress from, Generation generation) {
    var password = generation.own.password();
    return check.isControlled()
        ? StunWriter.roleConflict(check.transaction(), password)
        : StunWriter.success(check.transaction(), from, password);
  }

  /// After a restart the first address is preferred until one is nominated.
  private void want(StunCheck check, boolean begins, InetSocketAddress from) {
    if (begins || (check.nominates() && !check.isControlled())) wanted = Optional.of(from);
  }

  /// Until the preferred address is verified, the first verified one is used.
  private void use(InetSocketAddress address) {
    if (peer == null || wanted.filter(address::equals).isPresent()) peer = address;
  }

  private Optional<Proof> proof(Generation generation, InetSocketAddress from, long now) {
    var known = proofs.get(from);
    if (known != null && known.isAskedFor(generation.theirs)) return Optional.of(known);
    if (known == null) {
      if (proofs.size() == limits.proofs) return Optional.empty();
      known = new Proof(now);
      proofs.put(from, known);
      port.claim(from);
    } else port.expectNoMore(known.transaction());
    var transaction = Transaction.random(random);
    known.of(
        generation.theirs,
        transaction,
        StunWriter.check(
            transaction, generation.theirs, generation.own.ufrag(), random.nextLong()));
    port.expect(transaction);
    return Optional.of(known);
  }

  /// Takes an answer to one of our checks: the address is verified if the answer is the browser's,
  /// and came from the address that we asked.
  ///
  /// @return whether it has
  synchronized boolean answered(StunCheck answer, InetSocketAddress from) {
    var proof = proofs.get(from);
    if (closed || proof == null || !proof.isAnsweredBy(answer)) return false;
    proofs.remove(from);
    port.expectNoMore(proof.transaction());
    port.take(from);
    remember(from);
    use(from);
    proof.waiting().ifPresent(waiting -> port.send(waiting, from));
    return true;
  }

  private void remember(InetSocketAddress from) {
    proved.remove(from);
    proved.add(from);
    if (proved.size() <= limits.addresses) return;
    var oldest = proved.getFirst().equals(peer) ? proved.get(1) : proved.getFirst();
    proved.remove(oldest);
    port.leave(oldest);
  }

  /// Repeats unanswered checks, and gives up after some time.
  synchronized void tend(long now) {
    var each = proofs.entrySet().iterator();
    while (each.hasNext()) {
      var entry = each.next();
      var proof = entry.getValue();
      if (proof.isTooOld(now)) {
        each.remove();
        port.expectNoMore(proof.transaction());
        port.leave(entry.getKey());
      } else proof.ask(now, datagram -> port.send(datagram, entry.getKey()));
    }
  }

  /// Restarts with the browser's new name. An earlier restart without a check is dropped.
  ///
  /// @param own chosen by the caller, and unique
  /// @return the name that was dropped
  synchronized Optional<String> restart(IceCredentials own, IceCredentials theirs) {
    var givenUp = next.map(generation -> generation.own.ufrag());
    next = Optional.of(new Generation(own, theirs));
    return givenUp;
  }

  /// Whether this is the browser's current name, so that no restart is needed.
  synchronized boolean isKnown(String theirUfrag) {
    return next.orElse(current).theirs.ufrag().equals(theirUfrag);
  }

  /// Whether a handshake may begin with this address: not before it is verified.
  synchronized boolean mayBegin(InetSocketAddress from) {
    return peer == null && proofs.containsKey(from);
  }

  /// Ends the call, and forgets its names and addresses.
  synchronized void close() {
    closed = true;
    port.forgetName(current.own.ufrag());
    next.ifPresent(generation -> port.forgetName(generation.own.ufrag()));
    proofs.forEach(
        (address, proof) -> {
          port.expectNoMore(proof.transaction());
          port.leave(address);
        });
    proofs.clear();
    proved.forEach(port::leave);
  }

  /// The address to send to; null until one is verified.
  InetSocketAddress peer() {
    return peer;
  }
}
