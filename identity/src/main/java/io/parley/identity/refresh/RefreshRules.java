package io.parley.identity.refresh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.identity.RefreshFamilies.Replaced;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/// The rules of refresh tokens (RFC 9700, section 4.14.2). A family has one valid token. Its use
/// gives the next one. The token before it counts as a repetition for a short time: the client sent
/// it again because the answer was lost, so it gets another next token, and the one in the lost
/// answer is void. Every other token of the family was stolen, or its thief was faster: the family
/// is revoked. If a thief uses a stolen token within that time, one of the two gets a token that is
/// void, and reveals the theft with it.
final class RefreshRules {
  /// A client that lost more answers than this signs in again. Each reload of a page on a slow line
  /// loses one. The time, not this number, bounds a thief.
  static final int REPEATS_MAX = 20;

  private RefreshRules() {}

  sealed interface Decision {}

  /// @param family with its next token
  record Renew(Family family) implements Decision {}

  /// @param changed to be stored, if it changed
  record Refuse(RefreshRefusal reason, Optional<Family> changed) implements Decision {}

  /// @param hash of the token that is used; @param next of the one that takes its place
  static Decision use(Family family, String hash, String next, Instant now, RefreshTerms terms) {
    if (family.revokedAt().isPresent()) return refuse(RefreshRefusal.REVOKED);
    if (isExpired(family, now, terms)) return refuse(RefreshRefusal.EXPIRED);
    if (isEqual(hash, family.tokenHash()))
      return new Renew(with(family, next, new Replaced(hash, now, 0), now));
    var repeated =
        family
            .replaced()
            .filter(before -> isEqual(hash, before.tokenHash()))
            .filter(before -> before.at().plus(terms.grace()).isAfter(now))
            .filter(before -> before.repeats() < REPEATS_MAX);
    return repeated
        .<Decision>map(
            before ->
                new Renew(
                    with(family, next, new Replaced(hash, before.at(), before.repeats() + 1), now)))
        .orElseGet(() -> new Refuse(RefreshRefusal.REUSED, Optional.of(revoked(family, now))));
  }

  static boolean isExpired(Family family, Instant now, RefreshTerms terms) {
    boolean isOld = !family.startedAt().plus(terms.absolute()).isAfter(now);
    boolean isIdle = !family.usedAt().plus(terms.idle()).isAfter(now);
    return isOld || isIdle;
  }

  private static Decision refuse(RefreshRefusal reason) {
    return new Refuse(reason, Optional.empty());
  }

  private static Family with(Family family, String next, Replaced replaced, Instant now) {
    return new Family(
        family.id(),
        family.signIn(),
        family.organisation(),
        family.subject(),
        family.startedAt(),
        now,
        next,
        Optional.of(replaced),
        Optional.empty(),
        family.version(),
        family.isBound());
  }

  private static Family revoked(Family family, Instant now) {
    return new Family(
        family.id(),
        family.signIn(),
        family.organisation(),
        family.subject(),
        family.startedAt(),
        family.usedAt(),
        family.tokenHash(),
        family.replaced(),
        Optional.of(now),
        family.version(),
        family.isBound());
  }

  static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
