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
/// expires; each of its counts is taken once, in rising order. An unknown user and a wrong password
/// get the same answer, after the same work; a right password whose nonce or count is used up is
/// told so. For one thread at a time.
public final class DigestServer {
  /// The verdict on a request's credentials.
  public sealed interface Verdict {
    /// @param proof that was checked, of those that the request has
    record Accepted(String user, Credentials proof) implements Verdict {}

    /// 401 is due, with a header for each: the strongest algorithm first (RFC 8760, section 2.4).
    ///
    /// @param tried empty for a request without credentials
    record Challenged(List<Credentials> challenges, Optional<Tried> tried) implements Verdict {}
  }

  /// @param isRight whether the password is right, and its nonce or count is not: the challenges
  ///   say so
  public record Tried(String user, boolean isRight) {}

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

  /// Checks the first credentials for our realm: several of them would be several guesses.
  ///
  /// @param peer its address, as text
  public Verdict check(Request request, String peer, Instant at) {
    var ours =
        request.headers().all(HeaderType.AUTHORIZATION).stream()
            .filter(Credentials::isDigest)
            .filter(each -> each.params().value("realm").filter(realm::equals).isPresent())
            .findFirst();
    if (ours.isEmpty())
      return new Verdict.Challenged(challenges(peer, at, false), Optional.empty());
    var given = ours.get().params();
    var user = given.value("username").orElse("");
    var age = nonces.age(given.value("nonce").orElse(""), peer, at);
    boolean isRight = isRight(request, given);
    if (isRight && age == Age.FRESH && takeCount(given))
      return new Verdict.Accepted(user, ours.get());
    // with the right password a client may try again without asking its user
    return new Verdict.Challenged(
        challenges(peer, at, isRight), Optional.of(new Tried(user, isRight)));
  }

  /// The challenges of a request whose credentials do not matter.
  ///
  /// @param peer its address, as text
  public List<Credentials> challenges(String peer, Instant at) {
    return challenges(peer, at, false);
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
