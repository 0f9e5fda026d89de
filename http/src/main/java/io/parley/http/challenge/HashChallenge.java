package io.parley.http.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.ProofOfWork;
import io.parley.core.limit.RemoteAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A proof of work. A challenge is `1.<bits>.<expires>.<random>.<seal>`, its answer the challenge,
/// a colon and up to 20 letters or digits, so that the SHA-256 of the answer begins with that many
/// zero bits. The seal covers all of it and the block of addresses that asked: nothing is stored
/// until an answer is right, and every node of a cluster can check it. Each node accepts an answer
/// once.
public final class HashChallenge implements Challenge {
  private static final Pattern ANSWER =
      Pattern.compile(
          "(1\\.(\\d{1,2})\\.(\\d{1,12})\\.[0-9a-f]{16})\\.([0-9a-f]{64}):[0-9A-Za-z]{1,20}");

  private static final int RANDOM_BYTES = 8;

  /// Limits the stored right answers: no window allows so many starts.
  private static final int USED_MAX = 200_000;

  private final ChallengeSettings settings;
  private final UnaryOperator<String> seal;
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Boolean> used;

  /// @param seal of a text: 64 hexadecimal digits that nobody outside can compute, the same on all
  ///   nodes
  public HashChallenge(ChallengeSettings settings, UnaryOperator<String> seal) {
    this.settings = settings;
    this.seal = seal;
    this.used =
        Caffeine.newBuilder()
            .maximumSize(USED_MAX)
            .expireAfterWrite(settings.lifetime().plus(Duration.ofMinutes(1)))
            .build();
  }

  @Override
  public Verdict check(RemoteAddress from, Optional<String> answer, double pressure, Instant now) {
    boolean needed =
        switch (settings.mode()) {
          case OFF -> false;
          case AUTO -> pressure >= settings.pressure();
          case ALWAYS -> true;
        };
    if (!needed) return new Passed();
    if (answer.isEmpty()) return demanded(from, pressure, now, "a proof of work is needed");
    return wrong(answer.get(), from, now)
        .<Verdict>map(why -> demanded(from, pressure, now, why))
        .orElseGet(Passed::new);
  }

  private Optional<String> wrong(String answer, RemoteAddress from, Instant now) {
    var parts = ANSWER.matcher(answer);
    if (!parts.matches())
      return Optional.of("Challenge-Answer of another form (expected: challenge:nonce)");
    var body = parts.group(1);
    if (!same(parts.group(4), sealed(body, from)))
      return Optional.of("the challenge was not issued here, or was for another network");
    if (Long.parseLong(parts.group(3)) < now.getEpochSecond())
      return Optional.of("the challenge has expired");
    if (!ProofOfWork.isSolved(answer, Integer.parseInt(parts.group(2))))
      return Optional.of("the answer has too few zero bits");
    return used.asMap().putIfAbsent(body, Boolean.TRUE) == null
        ? Optional.empty()
        : Optional.of("the answer was used before");
  }

  private Demanded demanded(RemoteAddress from, double pressure, Instant now, String detail) {
    var chance = new byte[RANDOM_BYTES];
    random.nextBytes(chance);
    int bits =
        ProofOfWork.bits(pressure, settings.pressure(), settings.bitsMin(), settings.bitsMax());
    var body =
        "1.%d.%d.%s"
            .formatted(
                bits,
                now.plus(settings.lifetime()).getEpochSecond(),
                HexFormat.of().formatHex(chance));
    return new Demanded(body + "." + sealed(body, from), detail);
  }

  private String sealed(String body, RemoteAddress from) {
    return seal.apply(body + " " + from.block().text());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
