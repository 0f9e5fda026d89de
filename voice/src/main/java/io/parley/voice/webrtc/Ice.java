package io.parley.voice.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call's side of ICE-lite (RFC 8445, section 2.5): the browser looks for ways and decides, we
/// see whether its checks are valid. After a restart (section 9) both ends have new names; the old
/// ones hold until the first check that calls the new.
///
/// More than lite asks for: an address has proved itself when it has answered a check of our own
/// (see [Proof]). Sound and handshakes go to such an address alone.
final class Ice {
  /// What a check came to.
  enum Checked {
    /// Nothing: it proves nothing, or there is no place for one more address.
    DROPPED,
    /// It is the browser's, but from where it came must be proved.
    ASKED,
    /// It is the browser's, from an address of its own.
    ACCEPTED
  }

  /// What a call needs of the port.
  interface Port {
    void send(ByteBuffer datagram, InetSocketAddress to);

    /// The answer of this transaction is for the call.
    void expect(Transaction transaction);

    void expectNoMore(Transaction transaction);

    /// What comes from there is for the call, if it is for no other.
    void claim(InetSocketAddress address);

    /// What comes from there is for the call, and was for no other.
    void take(InetSocketAddress address);

    void leave(InetSocketAddress address);

    void forgetName(String ufrag);
  }

  /// A name of ours, and whom it is for.
  private record Generation(IceCredentials own, IceCredentials theirs) {
    boolean isCalled(StunCheck check) {
      return own.ufrag().equals(check.ownUfrag()) && theirs.ufrag().equals(check.theirUfrag());
    }
  }

  /// @param addresses that have proved themselves; @param proofs that are waited for
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

  /// @param theirs what the offer says
  Ice(IceCredentials own, IceCredentials theirs, Limits limits, Port port, SecureRandom random) {
    this.limits = limits;
    this.port = port;
    this.random = random;
    current = new Generation(own, theirs);
  }

  /// Takes a check, whoever it is by. By the browser that made the offer, it is answered.
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

  /// After a restart the first address is wanted until one is nominated.
  private void want(StunCheck check, boolean begins, InetSocketAddress from) {
    if (begins || (check.nominates() && !check.isControlled())) wanted = Optional.of(from);
  }

  /// Until the address that is wanted has proved itself, the first one that has is used.
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

  /// Takes an answer to a check of ours: the address has proved itself if it is the browser's, and
  /// came from where we sent it to.
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

  /// Asks again where nobody has answered, and gives up where nobody does.
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

  /// Begins anew, with the name that the browser has now. One that was begun before and that nobody
  /// has called yet is given up.
  ///
  /// @param own chosen by the caller, who sees to it that nobody else has it
  /// @return the name that was given up
  synchronized Optional<String> restart(IceCredentials own, IceCredentials theirs) {
    var givenUp = next.map(generation -> generation.own.ufrag());
    next = Optional.of(new Generation(own, theirs));
    return givenUp;
  }

  /// Whether this is the browser's name already, so that there is nothing to begin anew.
  synchronized boolean isKnown(String theirUfrag) {
    return next.orElse(current).theirs.ufrag().equals(theirUfrag);
  }

  /// Whether a handshake may begin there: later, when the address has proved itself.
  synchronized boolean mayBegin(InetSocketAddress from) {
    return peer == null && proofs.containsKey(from);
  }

  /// The call is over: nothing of it is known any more.
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

  /// Where to send to; null until an address has proved itself.
  InetSocketAddress peer() {
    return peer;
  }
}
