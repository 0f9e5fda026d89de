package io.parley.voice.sip.digest;

import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Params.Param;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers challenges with a user's name and password. Without state.
public final class DigestClient {
  /// Credentials and their header.
  public record Answer(HeaderType<Credentials> header, Credentials credentials) {}

  /// Answers of one request to challenges of one kind, whatever the challenges say. The other end
  /// could otherwise have it sent again for as long as it likes.
  static final int TRIES_MAX = 3;

  /// At the end of `cnonce=`, once for each try before: a request tells how often it was tried.
  private static final char TRIED = '.';

  private final String user;
  private final String password;
  private final List<DigestAlgorithm> algorithms;

  /// @param algorithms that may be used: a list without MD5 resists a downgrade
  public DigestClient(String user, String password, List<DigestAlgorithm> algorithms) {
    this.user = user;
    this.password = password;
    this.algorithms = List.copyOf(algorithms);
  }

  /// Of 401 or 407 to a request; nothing if no challenge can be answered, or the answer to one was
  /// wrong before: a password is not tried twice. After a stale nonce (RFC 7616, section 3.3) and
  /// in another realm it is, a few times.
  ///
  /// @param clientNonce random, another one each time, without a dot
  public Optional<Answer> answer(Response challenge, Request request, String clientNonce) {
    boolean isProxy = challenge.status() == 407;
    var asked = isProxy ? HeaderType.PROXY_AUTHENTICATE : HeaderType.WWW_AUTHENTICATE;
    var given = isProxy ? HeaderType.PROXY_AUTHORIZATION : HeaderType.AUTHORIZATION;
    for (var algorithm : DigestAlgorithm.values())
      for (var one : challenge.headers().all(asked)) {
        if (!algorithms.contains(algorithm) || !isFor(one, algorithm)) continue;
        var before = request.headers().all(given);
        if (wasTried(before, one)) return Optional.empty();
        var nonce = clientNonce + String.valueOf(TRIED).repeat(tries(before));
        return Optional.of(new Answer(given, credentials(one, algorithm, request, nonce)));
      }
    return Optional.empty();
  }

  private static boolean isFor(Credentials challenge, DigestAlgorithm algorithm) {
    var params = challenge.params();
    return challenge.isDigest()
        && DigestAlgorithm.named(params.value("algorithm").orElse(""))
            .filter(algorithm::equals)
            .isPresent()
        && params.has("nonce")
        && (!params.has("qop") || offersAuth(params));
  }

  private static boolean offersAuth(Params params) {
    for (var option : params.value("qop").orElse("").split(",", -1))
      if (option.strip().equalsIgnoreCase(DigestProof.AUTH)) return true;
    return false;
  }

  /// A stale nonce says nothing about the password.
  private static boolean wasTried(List<Credentials> given, Credentials challenge) {
    if (tries(given) >= TRIES_MAX) return true;
    if (challenge.params().value("stale").filter("true"::equalsIgnoreCase).isPresent())
      return false;
    var realm = challenge.params().value("realm");
    return given.stream().anyMatch(each -> each.params().value("realm").equals(realm));
  }

  /// Credentials without `cnonce=` (RFC 2069) cannot tell, and count as the last ones.
  private static int tries(List<Credentials> given) {
    int most = 0;
    for (var each : given) {
      var clientNonce = each.params().value("cnonce").orElse("");
      int end = clientNonce.length();
      while (end > 0 && clientNonce.charAt(end - 1) == TRIED) end--;
      most = Math.max(most, end == 0 ? TRIES_MAX : 1 + clientNonce.length() - end);
    }
    return most;
  }

  private Credentials credentials(
      Credentials challenge, DigestAlgorithm algorithm, Request request, String clientNonce) {
    var asked = challenge.params();
    boolean hasQop = asked.has("qop");
    var proof =
        new DigestProof(
            algorithm,
            asked.value("realm").orElse(""),
            asked.value("nonce").orElse(""),
            request.method(),
            request.uri().toString(),
            hasQop ? "00000001" : "",
            hasQop ? clientNonce : "");
    var params = new ArrayList<Param>();
    params.add(quoted("username", user));
    params.add(quoted("realm", proof.realm()));
    params.add(quoted("nonce", proof.nonce()));
    params.add(quoted("uri", proof.uri()));
    params.add(quoted("response", proof.response(user, password)));
    if (asked.has("algorithm")) params.add(new Param("algorithm", algorithm.token()));
    if (hasQop) {
      params.add(quoted("cnonce", clientNonce));
      params.add(new Param("qop", DigestProof.AUTH));
      params.add(new Param("nc", proof.count()));
    }
    asked.value("opaque").ifPresent(opaque -> params.add(quoted("opaque", opaque)));
    return new Credentials("Digest", new Params(params));
  }

  private static Param quoted(String name, String value) {
    return new Param(name, Params.quoted(value));
  }

  /// The user alone, never the password.
  @Override
  public String toString() {
    return "DigestClient(" + user + ")";
  }
}
