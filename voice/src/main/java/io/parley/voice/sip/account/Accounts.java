package io.parley.voice.sip.account;

import io.parley.core.limit.RemoteAddress;
import io.parley.voice.sip.digest.DigestServer;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Refusals;
import io.parley.voice.sip.transport.Strangers;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The telephones that may call from any address: by digest. Registrations and new calls are
/// challenged, and what comes within a call from another address than its own. A name that there is
/// not, a wrong password and a right one during a pause get the same answer, after the same work.
/// For the port's thread, but for [#wrongPasswords].
public final class Accounts implements Strangers {
  static final String REALM = "parley";

  private static final int UNAUTHORIZED = 401;
  private static final int NONCES_MAX = 20_000;
  private static final int NAME_MAX = 40;

  private final Map<String, Account> byName;
  private final DigestServer digest;
  private final AccountGuesses guesses;
  private final Refusals refusals;
  private volatile long wrongPasswords;

  /// @param secret of 32 random bytes or more, for nonces
  /// @param refusals for the tags of answers
  public Accounts(AccountSettings settings, byte[] secret, Refusals refusals) {
    this.refusals = refusals;
    byName =
        settings.accounts().stream().collect(Collectors.toMap(Account::name, Function.identity()));
    guesses = new AccountGuesses(settings.guesses());
    digest =
        new DigestServer(
            REALM,
            settings.algorithms(),
            secret,
            settings.nonceLife(),
            name -> Optional.ofNullable(byName.get(name)).map(Account::password),
            NONCES_MAX);
  }

  @Override
  public boolean canProve() {
    return !byName.isEmpty();
  }

  @Override
  public Verdict judge(Request request, Peer from, boolean isWithin, Instant at) {
    if (!canProve() || !(isWithin || begins(request))) return new Verdict.Unconcerned();
    var address = from.address().getAddress();
    return switch (digest.check(request, Peer.literal(address), at)) {
      case DigestServer.Verdict.Accepted(var name, var proof) ->
          accepted(name, address, at)
              ? new Verdict.Proved(
                  request.with(request.headers().with(HeaderType.AUTHORIZATION, proof)))
              : challenged(request, digest.challenges(Peer.literal(address), at));
      case DigestServer.Verdict.Challenged(var challenges, var tried) ->
          challenged(
              request,
              tried.isEmpty() || counted(tried.get(), address, at)
                  ? challenges
                  : digest.challenges(Peer.literal(address), at));
    };
  }

  private static boolean begins(Request request) {
    return request.is(Method.REGISTER)
        || (request.is(Method.INVITE) && request.to().tag().isEmpty());
  }

  private boolean accepted(String name, InetAddress address, Instant at) {
    var from = RemoteAddress.of(address);
    boolean isAccepted = guesses.accepts(name, from, at);
    if (isAccepted) guesses.right(name, from, at);
    return isAccepted;
  }

  /// @return false during a pause, in which nothing is said about the password
  private boolean counted(DigestServer.Tried tried, InetAddress address, Instant at) {
    var from = RemoteAddress.of(address);
    // longer ones are no names of ours, and are not worth the memory
    var name = tried.user().length() > NAME_MAX ? "" : tried.user();
    if (!guesses.accepts(name, from, at)) return false;
    if (!tried.isRight()) guesses.wrong(name, from, at);
    wrongPasswords = guesses.wrong();
    return true;
  }

  /// The last challenge alone is the shorter answer. By default it is MD5's, which every telephone
  /// knows.
  private Verdict.Challenged challenged(Request request, List<Credentials> challenges) {
    return new Verdict.Challenged(
        List.of(answer(request, challenges), answer(request, List.of(challenges.getLast()))));
  }

  private Response answer(Request request, List<Credentials> challenges) {
    var plain = refusals.tagged(request, Response.to(request, UNAUTHORIZED));
    return plain.with(plain.headers().with(HeaderType.WWW_AUTHENTICATE, challenges));
  }

  /// The account of a request that came through the port, which passes on no proof but one that was
  /// checked.
  public Optional<Account> of(Request request) {
    return request
        .headers()
        .first(HeaderType.AUTHORIZATION)
        .flatMap(proof -> proof.params().value("username"))
        .map(byName::get);
  }

  /// Wrong passwords and names that counted.
  public long wrongPasswords() {
    return wrongPasswords;
  }
}
