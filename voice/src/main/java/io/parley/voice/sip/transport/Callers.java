package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transport.Strangers.Verdict;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Whose messages a port looks at, and whose requests it takes: of addresses that may call, of ends
/// of what goes on already, and of strangers with a proof. For the port's thread.
final class Callers {
  /// Messages a second of an address that is called, and ten times as many at once: those of a
  /// provider at which some hundred lines are registered.
  private static final int CALLED_RATE = 100;

  private final Predicate<InetAddress> trunks;
  private final Strangers strangers;
  private final boolean answersStrangers;
  private final Rates rates;

  /// Organisations name hosts of their trunks, whose answers are looked at.
  private final Rates ofCalled = new Rates(CALLED_RATE);

  /// @param trunks whether calls of an address are taken
  Callers(Predicate<InetAddress> trunks, Strangers strangers, SipPortSettings settings) {
    this.trunks = trunks;
    this.strangers = strangers;
    answersStrangers = settings.answersStrangers();
    rates = new Rates(settings.rate());
  }

  /// Whether a message or a connection of this address is looked at.
  boolean takes(InetAddress from, long now) {
    if (trunks.test(from)) return true;
    if (strangers.isCalled(from)) return ofCalled.takes(from, now);
    return (answersStrangers || strangers.canProve()) && rates.takes(from, now);
  }

  /// Whether the address of a message is proof enough.
  boolean isTrusted(Peer from) {
    boolean canProve = from.isOurs() || !from.transport().isWebSocket();
    return canProve && trunks.test(from.address().getAddress());
  }

  /// Whether a refusal of a message from there is sent.
  boolean answers(Peer from) {
    return answersStrangers || isTrusted(from);
  }

  /// Whether a message comes from the address of the end that it seems to come from.
  static boolean isOf(Optional<Peer> end, Peer from) {
    return end.filter(from::isAtAddressOf).isPresent();
  }

  /// @param end the other end of the transaction or call that the request belongs to, if it does
  Verdict judge(Request request, Peer from, Optional<Peer> end, Instant at) {
    boolean isTrusted = isTrusted(from);
    boolean isRegistration = request.is(Method.REGISTER);
    if ((isTrusted && !isRegistration) || isOf(end, from)) return taken(request);
    // there is no answer to an ACK that could challenge it
    if (request.is(Method.ACK)) return new Verdict.Unconcerned();
    var verdict = strangers.judge(request, from, end.isPresent(), at);
    return isTrusted && verdict instanceof Verdict.Unconcerned ? taken(request) : verdict;
  }

  /// A proof that was not checked is not passed on where proofs are believed.
  private Verdict taken(Request request) {
    if (!strangers.canProve()) return new Verdict.Proved(request);
    return new Verdict.Proved(request.with(request.headers().without(HeaderType.AUTHORIZATION)));
  }
}
