package io.parley.identity.account;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.access.Principal;
import io.parley.core.access.Standing;
import io.parley.core.identity.RefreshFamilies;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Sign-ins, and what people may do, as this node read them within the last three seconds, absent
/// ones included. A failure of the store is not held. Thread safe.
final class Held {
  /// A sign-in that was ended, and a role that was taken away, must be gone within five seconds,
  /// reading included.
  static final Duration TIME = Duration.ofSeconds(3);

  static final int ENTRIES_MAX = 20_000;

  private final RefreshFamilies families;
  private final OrganisationDirectory directory;
  private final AsyncCache<String, Optional<Family>> signIns;
  private final AsyncCache<Where, Function<Instant, Optional<Principal>>> standings;

  private record Where(PersonId person, TenantId tenant) {}

  Held(RefreshFamilies families, OrganisationDirectory directory, Ticker ticker) {
    this.families = families;
    this.directory = directory;
    this.signIns = cache(ticker);
    this.standings = cache(ticker);
  }

  private static <K, V> AsyncCache<K, V> cache(Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(ENTRIES_MAX)
        .expireAfterWrite(TIME)
        .ticker(ticker)
        .buildAsync();
  }

  /// Requests that come together wait for one read.
  CompletionStage<Optional<Family>> signIn(String id) {
    return signIns.get(id, (wanted, _) -> families.findSignIn(wanted).toCompletableFuture());
  }

  /// @return empty if the person may do nothing there
  CompletionStage<Optional<Principal>> principal(PersonId person, TenantId tenant, Instant now) {
    return standings
        .get(new Where(person, tenant), (where, _) -> read(where, now).toCompletableFuture())
        .thenApply(held -> held.apply(now));
  }

  private CompletionStage<Function<Instant, Optional<Principal>>> read(Where where, Instant now) {
    if (where.tenant().equals(TenantId.PLATFORM))
      return directory
          .platformRoles(where.person())
          .thenApply(roles -> _ -> Standing.onPlatform(where.person(), roles));
    return OrganisationId.of(where.tenant())
        .map(id -> directory.standing(where.person(), id, now))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenApply(standing -> at -> standing.flatMap(each -> each.principal(at)));
  }

  /// After a sign-in was ended on this node.
  void forget(String signIn) {
    signIns.synchronous().invalidate(signIn);
  }

  /// After sign-ins of a person were ended on this node.
  void forgetAll(String subject) {
    signIns
        .synchronous()
        .asMap()
        .values()
        .removeIf(found -> found.filter(family -> family.subject().equals(subject)).isPresent());
  }
}
