package io.parley.identity.jws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The registered claims of a token (RFC 7519, section 4.1) in their types.
///
/// @param audience empty if the token names none
/// @param all the claims, also others, as they were read
public record JwtClaims(
    Optional<String> issuer,
    Optional<String> subject,
    List<String> audience,
    Optional<Instant> expiresAt,
    Optional<Instant> notBefore,
    Optional<Instant> issuedAt,
    Optional<String> id,
    Map<String, Object> all) {
  /// The last second of the year 9999.
  private static final long SECONDS_MAX = 253_402_300_799L;

  private static final List<String> TEXTS = List.of("iss", "sub", "jti");
  private static final List<String> TIMES = List.of("exp", "nbf", "iat");

  public JwtClaims {
    audience = List.copyOf(audience);
  }

  /// @return empty if one of them has another type: then the token has no meaning
  public static Optional<JwtClaims> of(Map<String, Object> claims) {
    boolean isTyped =
        TEXTS.stream().allMatch(name -> isMissing(claims, name) || text(claims, name).isPresent())
            && TIMES.stream()
                .allMatch(name -> isMissing(claims, name) || time(claims, name).isPresent());
    return isTyped ? audience(claims).map(audience -> typed(claims, audience)) : Optional.empty();
  }

  private static JwtClaims typed(Map<String, Object> claims, List<String> audience) {
    return new JwtClaims(
        text(claims, "iss"),
        text(claims, "sub"),
        audience,
        time(claims, "exp"),
        time(claims, "nbf"),
        time(claims, "iat"),
        text(claims, "jti"),
        claims);
  }

  /// A text; empty if it is missing or of another type.
  public Optional<String> text(String name) {
    return text(all, name);
  }

  /// A list of texts; empty if it is missing or has another type.
  public Optional<List<String>> texts(String name) {
    return all.get(name) instanceof List<?> list ? texts(list) : Optional.empty();
  }

  /// Why this is not the time of the token; empty if it is.
  ///
  /// @param skew by which clocks may differ
  /// @param lifeMax the longest time from issue to expiry
  public Optional<TokenRefusal> untimely(Instant now, Duration skew, Duration lifeMax) {
    if (expiresAt.isEmpty() || issuedAt.isEmpty()) return Optional.of(TokenRefusal.CLAIMS);
    var end = expiresAt.get();
    var start = issuedAt.get();
    if (!now.isBefore(end.plus(skew))) return Optional.of(TokenRefusal.EXPIRED);
    if (start.isAfter(now.plus(skew))) return Optional.of(TokenRefusal.NOT_YET);
    if (notBefore.filter(from -> from.isAfter(now.plus(skew))).isPresent())
      return Optional.of(TokenRefusal.NOT_YET);
    if (!end.isAfter(start)) return Optional.of(TokenRefusal.CLAIMS);
    return end.isAfter(start.plus(lifeMax)) ? Optional.of(TokenRefusal.LIFETIME) : Optional.empty();
  }

  private static boolean isMissing(Map<String, Object> claims, String name) {
    return !claims.containsKey(name);
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /// Seconds since 1970, perhaps with a fraction, which is cut off.
  private static Optional<Instant> time(Map<String, Object> claims, String name) {
    if (!(claims.get(name) instanceof Number number)) return Optional.empty();
    double seconds = number.doubleValue();
    return seconds >= 0 && seconds <= SECONDS_MAX
        ? Optional.of(Instant.ofEpochSecond(number.longValue()))
        : Optional.empty();
  }

  private static Optional<List<String>> audience(Map<String, Object> claims) {
    if (isMissing(claims, "aud")) return Optional.of(List.of());
    return switch (claims.get("aud")) {
      case String one -> Optional.of(List.of(one));
      case List<?> list -> texts(list);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<List<String>> texts(List<?> list) {
    var texts = list.stream().map(each -> each instanceof String text ? text : null).toList();
    return texts.stream().allMatch(Objects::nonNull) ? Optional.of(texts) : Optional.empty();
  }
}
