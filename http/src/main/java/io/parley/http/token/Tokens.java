package io.parley.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Issues and checks tokens. A customer's is a JWT (RFC 7519) signed with HMAC-SHA-256 for one
/// session; agents and operators have one fixed token each.
public final class Tokens {
  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
  private static final String SEAL = "HmacSHA256";
  private static final String TENANT = "tenant";
  private static final String SESSION = "session";
  private static final String ROLE = "role";
  private static final String CUSTOMER = "customer";

  /// When the first token of its line of renewals was issued. In milliseconds: `iat` counts
  /// seconds, and a revocation may come within the same one.
  private static final String SINCE = "since_ms";

  /// Longer ones are not ours, and not worth parsing.
  private static final int LENGTH_MAX = 2_048;

  private final TokenSettings settings;
  private final GuessLimiter guesses;
  private final Revocations revocations = new Revocations();
  private final KeyWatches keyWatches = new KeyWatches();
  private final boolean staffLikeCustomers;
  private final String keyId;
  private final MACSigner signer;
  private final Map<String, JWSVerifier> verifiers;

  public Tokens(TokenSettings settings, GuessLimiter guesses) {
    this.settings = settings;
    this.guesses = guesses;
    this.staffLikeCustomers =
        looksLikeCustomers(settings.agentToken()) || looksLikeCustomers(settings.operatorToken());
    this.keyId = settings.keys().getFirst().id();
    this.verifiers = new LinkedHashMap<>();
    try {
      this.signer = new MACSigner(settings.keys().getFirst().secret());
      for (var key : settings.keys()) verifiers.put(key.id(), new MACVerifier(key.secret()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of at least 256 bits was not accepted", e);
    }
  }

  /// The first token of a line for the customer of `session`.
  public IssuedToken issue(SessionKey session, Instant now) {
    return issue(session, now, now, settings.lifetimes().end(now, now, Optional.empty()));
  }

  /// A token for a repeated request, whose first answer already contained one.
  ///
  /// @param since when the first one was issued
  public IssuedToken again(SessionKey session, Instant since, Instant now) {
    return issue(session, now, since, settings.lifetimes().end(now, since, Optional.empty()));
  }

  /// A renewal.
  ///
  /// @param endedAt when the session ended, if it did
  /// @return empty when no further renewal is allowed
  public Optional<IssuedToken> renew(CustomerToken held, Instant now, Optional<Instant> endedAt) {
    var end = settings.lifetimes().end(now, held.since(), endedAt);
    // a JWT counts whole seconds
    return end.isAfter(now.plusSeconds(1))
        ? Optional.of(issue(held.session(), now, held.since(), end))
        : Optional.empty();
  }

  /// When all tokens issued until now have expired.
  public Instant allRunOut(Instant now) {
    return now.plus(settings.lifetimes().renewableFor());
  }

  /// The limit of guesses, for other credentials that come to the same addresses.
  public GuessLimiter guesses() {
    return guesses;
  }

  /// Connections of holders of API keys, and of people who are signed in.
  public KeyWatches keyWatches() {
    return keyWatches;
  }

  public Revocations revocations() {
    return revocations;
  }

  private IssuedToken issue(SessionKey session, Instant now, Instant since, Instant expiresAt) {
    var header = new JWSHeader.Builder(ALGORITHM).type(JOSEObjectType.JWT).keyID(keyId).build();
    var claims =
        new JWTClaimsSet.Builder()
            .claim(TENANT, session.tenant().value())
            .claim(SESSION, session.session().value())
            .claim(ROLE, CUSTOMER)
            .claim(SINCE, since.toEpochMilli())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiresAt))
            .build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC-SHA-256 failed", e);
    }
    // a JWT counts whole seconds
    return new IssuedToken(token.serialize(), Instant.ofEpochSecond(expiresAt.getEpochSecond()));
  }

  /// @param token as received, without `Bearer`; @param from counted when it is wrong
  public Access check(Optional<String> token, RemoteAddress from, Instant now) {
    if (token.isEmpty()) return new Access.Missing();
    var text = token.get();
    if (text.length() > LENGTH_MAX) return new Access.Unknown();
    // a customer's is signed: it cannot be guessed, and an expired one in a page is no guess
    if (!staffLikeCustomers && looksLikeCustomers(text)) return customer(text, now);
    var pause = guesses.pauseLeft(from, now);
    if (pause.isPositive()) {
      guesses.refused();
      return new Access.Slowed(pause);
    }
    var access = staff(text).orElseGet(() -> customer(text, now));
    switch (access) {
      case Access.Granted(var principal, _) when principal.isStaff() -> guesses.right(from, now);
      case Access.Unknown() -> guesses.wrong(from, now);
      case Access.Granted _, Access.Missing(), Access.Expired(), Access.Slowed(_) -> {
        // not counted as a guess
      }
    }
    return access;
  }

  /// Always compares both, for constant time.
  private Optional<Access> staff(String text) {
    boolean agent = same(text, settings.agentToken());
    boolean operator = same(text, settings.operatorToken());
    if (agent) return Optional.of(granted(Role.AGENT));
    return operator ? Optional.of(granted(Role.OPERATOR)) : Optional.empty();
  }

  /// Whether it has the form of a signed token, whoever signed it.
  private static boolean looksLikeCustomers(String text) {
    try {
      SignedJWT.parse(text);
      return true;
    } catch (ParseException e) {
      return false;
    }
  }

  /// A seal that proves a text other than a token to be from this installation: HMAC-SHA-256 under
  /// the signing key, in hexadecimal digits. It cannot serve as a token's signature, because no
  /// token holds a line break.
  public String seal(String purpose, String text) {
    try {
      var mac = Mac.getInstance(SEAL);
      mac.init(new SecretKeySpec(settings.keys().getFirst().secret(), SEAL));
      var sealed = mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + SEAL, e);
    }
  }

  private Access customer(String text, Instant now) {
    try {
      var token = SignedJWT.parse(text);
      var header = token.getHeader();
      var verifier = header.getKeyID() == null ? null : verifiers.get(header.getKeyID());
      // we choose the algorithm, never the token (RFC 8725, section 3.1)
      boolean ours =
          verifier != null && ALGORITHM.equals(header.getAlgorithm()) && token.verify(verifier);
      if (!ours) return new Access.Unknown();
      return customer(token.getJWTClaimsSet(), now);
    } catch (ParseException | JOSEException e) {
      return new Access.Unknown();
    }
  }

  /// Signed by our key, but perhaps in an older version's format.
  private Access customer(JWTClaimsSet claims, Instant now) throws ParseException {
    var tenant = claims.getStringClaim(TENANT);
    var session = claims.getStringClaim(SESSION);
    var expires = claims.getExpirationTime();
    boolean complete =
        CUSTOMER.equals(claims.getStringClaim(ROLE))
            && tenant != null
            && session != null
            && expires != null;
    if (!complete) return new Access.Unknown();
    var key = new SessionKey(new TenantId(tenant), new SessionId(session));
    var customer = token(key, claims);
    boolean good = customer.expiresAt().isAfter(now) && !revocations.covers(customer);
    return good
        ? new Access.Granted(Principal.customer(key), Optional.of(customer))
        : new Access.Expired();
  }

  /// Older builds record only the second of issue, and every token of theirs begins a line of
  /// renewals.
  private static CustomerToken token(SessionKey key, JWTClaimsSet claims) throws ParseException {
    var made =
        Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant).orElse(Instant.EPOCH);
    var since = Optional.ofNullable(claims.getLongClaim(SINCE)).map(Instant::ofEpochMilli);
    return new CustomerToken(key, claims.getExpirationTime().toInstant(), since.orElse(made));
  }

  private static Access granted(Role role) {
    return new Access.Granted(Principal.staff(TenantId.DEFAULT, role), Optional.empty());
  }

  /// Takes the same time wherever the texts differ, and whatever their lengths.
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(hash(one), hash(other));
  }

  private static byte[] hash(String text) {
    return Sha256.of(text);
  }
}
