package io.parley.identity.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Issues and checks API keys. Thread safe.
public final class ApiKeyTokens {
  /// The most scopes of a key, and the most ranges of addresses.
  public static final int LIST_MAX = 32;

  /// The last use is shown to people: every use need not be written.
  static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  /// The most characters of a key's name, in UTF-16.
  public static final int NAME_MAX = 100;

  private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9.:-]{0,63}");

  private final ApiKeys keys;
  private final SecureRandom random;

  public ApiKeyTokens(ApiKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// The wish for a new key.
  ///
  /// @param name for people
  /// @param scopes permissions by name; a key without one may do nothing
  /// @param addresses ranges in CIDR notation; none for every address
  /// @param owner whose rights bound the key's
  public record Wish(
      TenantId organisation,
      String name,
      Set<String> scopes,
      List<String> addresses,
      Optional<Instant> expiresAt,
      KeyOwner owner) {
    public Wish {
      scopes = Set.copyOf(scopes);
      addresses = List.copyOf(addresses);
      Expect.notBlank("name", name);
      Expect.between("length of the name", name.length(), 1, NAME_MAX);
      Expect.between("number of scopes", scopes.size(), 1, LIST_MAX);
      Expect.between("number of addresses", addresses.size(), 0, LIST_MAX);
      Expect.that(
          "scopes",
          scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches()),
          SCOPE.pattern());
      AllowedAddresses.of(addresses);
    }
  }

  /// A new key. Its text does not show it.
  ///
  /// @param text shown once
  public record Issued(ApiKeys.Key key, String text) {
    @Override
    public String toString() {
      return "Issued[" + key.id() + ", (not shown)]";
    }
  }

  /// Makes a key.
  ///
  /// @param act its author
  /// @return empty if the organisation has [ApiKeys#COUNT_MAX] already
  public CompletionStage<Optional<Issued>> issue(Wish wish, Act act) {
    var text = ApiKeyText.random(random);
    var key =
        new ApiKeys.Key(
            text.id(),
            wish.organisation(),
            wish.name(),
            text.hash(),
            wish.scopes(),
            wish.addresses(),
            act.at(),
            wish.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            wish.owner(),
            Set.of());
    return keys.create(key, act)
        .thenApply(
            isStored -> isStored ? Optional.of(new Issued(key, text.text())) : Optional.empty());
  }

  /// The outcome of a check.
  public sealed interface Check {}

  /// @param key with its organisation and scopes
  public record Accepted(ApiKeys.Key key) implements Check {}

  /// @param reason for logs, not for the sender
  public record Refused(ApiKeyRefusal reason) implements Check {}

  /// Checks a key.
  ///
  /// @param from the sender's address; empty if it is not known
  public CompletionStage<Check> check(String text, Optional<InetAddress> from, Instant now) {
    var read = ApiKeyText.parse(text);
    if (read.isEmpty()) return done(new Refused(ApiKeyRefusal.UNKNOWN));
    return keys.find(read.get().id())
        .thenCompose(
            found -> {
              if (found.isEmpty()) return done(new Refused(ApiKeyRefusal.UNKNOWN));
              var key = found.get();
              var refusal = refusal(key, read.get().hash(), from, now);
              if (refusal.isPresent()) return done(new Refused(refusal.get()));
              return noted(key, now).thenApply(_ -> new Accepted(key));
            });
  }

  private static Optional<ApiKeyRefusal> refusal(
      ApiKeys.Key key, String hash, Optional<InetAddress> from, Instant now) {
    boolean isRight = MessageDigest.isEqual(key.hash().getBytes(US_ASCII), hash.getBytes(US_ASCII));
    // first, so that only the key's holder learns the rest
    if (!isRight) return Optional.of(ApiKeyRefusal.SECRET);
    if (key.revokedAt().isPresent()) return Optional.of(ApiKeyRefusal.REVOKED);
    if (key.isExpired(now)) return Optional.of(ApiKeyRefusal.EXPIRED);
    if (key.rights().isEmpty()) return Optional.of(ApiKeyRefusal.RIGHTS);
    return AllowedAddresses.of(key.addresses()).contain(from)
        ? Optional.empty()
        : Optional.of(ApiKeyRefusal.ADDRESS);
  }

  private CompletionStage<Void> noted(ApiKeys.Key key, Instant now) {
    boolean isDue = key.usedAt().filter(last -> last.plus(NOTED_EVERY).isAfter(now)).isEmpty();
    return isDue
        ? keys.used(key.organisation(), key.id(), now)
        : CompletableFuture.completedFuture(null);
  }

  private static CompletionStage<Check> done(Check check) {
    return CompletableFuture.completedFuture(check);
  }
}
