package io.parley.voice.sip.account;

import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.UserAgent;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Answers registrations of telephones with accounts, and leaves everything else to the next one.
/// For the port's thread, but for [#count].
public final class Registrar implements UserAgent {
  private final Accounts accounts;
  private final Registrations registrations;
  private final Wire wire;
  private final Refusals refusals;
  private final UserAgent next;
  private final InstantSource clock;
  private volatile int count;

  /// @param wire the port
  public Registrar(
      Accounts accounts,
      RegistrationLimits limits,
      Wire wire,
      Refusals refusals,
      UserAgent next,
      InstantSource clock) {
    this.accounts = accounts;
    this.registrations = new Registrations(limits);
    this.wire = wire;
    this.refusals = refusals;
    this.next = next;
    this.clock = clock;
  }

  @Override
  public void take(Output<Peer> output) {
    if (output instanceof Output.Asked<Peer> asked && asked.request().is(Method.REGISTER)) {
      var account = accounts.of(asked.request());
      if (account.isPresent()) {
        var answer = answer(asked.request(), account.get());
        wire.answer(asked.key(), refusals.tagged(asked.request(), answer));
        return;
      }
    }
    next.take(output);
  }

  private Response answer(Request request, Account account) {
    var unable = Refusals.badExtension(request);
    if (unable.isPresent()) return unable.get();
    var at = clock.instant();
    var answer = registrations.answer(request, account.name(), at);
    count = registrations.count(at);
    return answer;
  }

  /// Telephones that were registered when the last one registered.
  public int count() {
    return count;
  }

  @Override
  public Optional<Peer> peerOf(Request request) {
    return next.peerOf(request);
  }

  @Override
  public boolean mayComeFrom(Request request, InetAddress address) {
    return next.mayComeFrom(request, address);
  }

  @Override
  public void lost(Peer peer) {
    next.lost(peer);
  }

  @Override
  public Instant due() {
    return next.due();
  }

  @Override
  public void passed(Instant at) {
    next.passed(at);
  }
}
