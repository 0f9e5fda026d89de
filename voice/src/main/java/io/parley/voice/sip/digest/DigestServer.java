package io.parley.voice.sip.digest;

import io.parley.voice.sip.digest.Nonces.Age;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Params.Param;
import io.parley.voice.sip.message.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Challenges requests and checks their credentials. A nonce is bound to the peer's address and
/// expires; each of its counts is taken once, in rising order. An unknown user, a wrong password
/// and a replay get the same answer. For one thread at a time.
public final class DigestServer {
  /// What a request's credentials are worth.
  public sealed interface Verdict {
    record Accepted(String user) implements Verdict {}

    /// 401 is due, with a header for each: the strongest algorithm first (RFC 8760, section 2.4).
    record Challenged(List<Credentials> challenges) implements Verdict {}
  }

  private final String realm;
  private final List<DigestAlgorithm> algorithms;
  private final Nonces nonces;
  private final Function<String, Optional<String>> passwords;
  private final int noncesMax;

  /// The last count of each nonce in use; the oldest is forgotten first, and then refused.
  private final Map<String, Long> counts = new LinkedHashMap<>();

  private Instant forgotten = Instant.MIN;
  private long number;

  /// @param algorithms that are accepted, the preferred one first
  /// @param secret of 32 random bytes or more
  /// @param life of a nonce
  /// @param passwords by user
  /// @param noncesMax in use at once
  public DigestServer(
      String realm,
      List<DigestAlgorithm> algorithms,
      byte[] secret,
      Duration life,
      Function<String, Optional<String>> passwords,
      int noncesMax) {
    this.realm = realm;
    this.algorithms = List.copyOf(algorithms);
    this.nonces = new Nonces(secret, life);
    this.passwords = passwords;
    this.noncesMax = noncesMax;
  }

  /// @param peer its address, as text
  public Verdict check(Request request, String peer, Instant at) {
    for (var given : request.headers().all(HeaderType.AUTHORIZATION)) {
      if (!given.isDigest() || given.params().value("realm").filter(realm::equals).isEmpty())
        continue;
      var age = nonces.age(given.params().value("nonce").orElse(""), peer, at);
      boolean isRight = isRight(request, given.params());
      if (!isRight || age == Age.FOREIGN) continue;
      if (age == Age.FRESH && takeCount(given.params()))
        return new Verdict.Accepted(given.params().value("username").orElse(""));
      // the password is right, so that the client may try again without asking its user
      return new Verdict.Challenged(challenges(peer, at, true));
    }
    return new Verdict.Challenged(challenges(peer, at, false));
  }

  private boolean isRight(Request request, Params given) {
    var algorithm = DigestAlgorithm.named(given.value("algorithm").orElse(""));
    if (algorithm.filter(algorithms::contains).isEmpty()) return false;
    boolean isForThis =
        given.value("qop").filter(DigestProof.AUTH::equals).isPresent()
            && given.value("uri").filter(request.uri().toString()::equals).isPresent()
            && !given.value("cnonce").orElse("").isEmpty();
    var user = given.value("username").orElse("");
    var known = passwords.apply(user);
    // an unknown user costs as much time as a known one
    var expected =
        DigestProof.of(algorithm.get(), given, request.method())
            .response(user, known.orElse("none"));
    boolean isSame =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8),
            given.value("response").orElse("").getBytes(StandardCharsets.UTF_8));
    return isForThis && isSame && known.isPresent();
  }

  /// Whether the count is a new one of its nonce.
  private boolean takeCount(Params given) {
    var text = given.value("nc").orElse("");
    if (text.length() != 8 || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0))
      return false;
    long count = Long.parseLong(text, 16);
    var nonce = given.value("nonce").orElse("");
    var last = counts.get(nonce);
    if (last == null ? count == 0 || isForgotten(nonce) : count <= last) return false;
    counts.put(nonce, count);
    if (counts.size() > noncesMax) forgetOldest();
    return true;
  }

  private void forgetOldest() {
    var oldest = counts.keySet().iterator().next();
    counts.remove(oldest);
    var made = Nonces.made(oldest);
    if (made.isAfter(forgotten)) forgotten = made;
  }

  /// A nonce as old as one whose count was forgotten may have been used.
  private boolean isForgotten(String nonce) {
    return !Nonces.made(nonce).isAfter(forgotten);
  }

  private List<Credentials> challenges(String peer, Instant at, boolean isStale) {
    var nonce = nonces.make(peer, at, number++);
    var challenges = new ArrayList<Credentials>();
    for (var algorithm : algorithms) {
      var params = new ArrayList<Param>();
      params.add(new Param("realm", Params.quoted(realm)));
      params.add(new Param("nonce", Params.quoted(nonce)));
      params.add(new Param("algorithm", algorithm.token()));
      params.add(new Param("qop", Params.quoted(DigestProof.AUTH)));
      if (isStale) params.add(new Param("stale", "true"));
      challenges.add(new Credentials("Digest", new Params(params)));
    }
    return challenges;
  }
}
