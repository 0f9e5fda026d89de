package io.parley.identity.account;

import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.Standing;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.oidc.PasswordGate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a person may work: organisations and the platform.
final class Workplaces {
  /// Of a person's organisations so many are tried before there is none.
  private static final int TRIED_MAX = 10;

  /// As tokens have them.
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final OrganisationDirectory directory;
  private final PasswordGate gate;

  Workplaces(OrganisationDirectory directory, PasswordGate gate) {
    this.directory = directory;
    this.gate = gate;
  }

  /// @param organisation empty for the platform
  /// @param roles for people who read a token; nothing asks them
  record Workplace(
      TenantId tenant,
      Optional<Organisation> organisation,
      Principal principal,
      Set<String> roles) {
    Workplace {
      roles = Set.copyOf(roles);
    }
  }

  /// The organisations that a person belongs to, by name, without those that have no owner yet or
  /// are deleted.
  CompletionStage<List<Belonging>> belongings(PersonId person) {
    return directory
        .of(person)
        .thenApply(all -> all.stream().filter(Workplaces::isServed).toList());
  }

  /// The provider at which a person has to sign in there; empty if its password counts.
  ///
  /// @param belongings of the person
  CompletionStage<Optional<OidcConnectionId>> provider(
      Person person, Workplace at, List<Belonging> belongings) {
    return OrganisationId.of(at.tenant())
        .map(
            id ->
                provider(
                    person.address(),
                    id,
                    belongings.stream()
                        .filter(each -> each.organisation().id().equals(id))
                        .anyMatch(each -> each.roles().isOwner())))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /// The same, before it is known who has the address.
  CompletionStage<Optional<OidcConnectionId>> provider(
      EmailAddress address, OrganisationId id, boolean isOwner) {
    return gate.refused(address, id, isOwner);
  }

  private static boolean isServed(Belonging belonging) {
    return switch (belonging.organisation().lifecycle().service()) {
      case OPEN, RESTRICTED -> true;
      case UNCLAIMED, CLOSED -> false;
    };
  }

  /// @return empty if the person may do nothing there: for an organisation that does not exist, too
  CompletionStage<Optional<Workplace>> at(PersonId person, TenantId tenant, Instant now) {
    if (tenant.equals(TenantId.PLATFORM)) return platform(person);
    return OrganisationId.of(tenant)
        .map(id -> organisation(person, id, now))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<Optional<Workplace>> platform(PersonId person) {
    return directory
        .platformRoles(person)
        .thenApply(
            roles ->
                Standing.onPlatform(person, roles)
                    .map(
                        principal ->
                            new Workplace(
                                TenantId.PLATFORM,
                                Optional.empty(),
                                principal,
                                roles.stream()
                                    .map(PlatformRole::word)
                                    .collect(Collectors.toSet()))));
  }

  private CompletionStage<Optional<Workplace>> organisation(
      PersonId person, OrganisationId id, Instant now) {
    return directory
        .standing(person, id, now)
        .thenCombine(
            directory.find(id),
            (standing, organisation) -> {
              var principal = standing.flatMap(each -> each.principal(now));
              if (principal.isEmpty() || organisation.isEmpty()) return Optional.empty();
              return Optional.of(
                  new Workplace(id.tenant(), organisation, principal.get(), roles(standing.get())));
            });
  }

  private static Set<String> roles(Standing standing) {
    return standing.membership().stream()
        .flatMap(member -> names(member.roles()))
        .filter(name -> ROLE.matcher(name).matches())
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(RoleSet roles) {
    return Stream.concat(
        roles.builtIn().stream().map(ClientRole::word),
        roles.custom().stream().map(RoleName::value));
  }

  /// Where a person works that names nothing: where it worked last, else in the first organisation
  /// by name, else on the platform, and in one that is not in full service if there is no other.
  ///
  /// @param signIns open ones of the person
  CompletionStage<Optional<Workplace>> preferred(
      PersonId person, List<Belonging> belongings, List<Family> signIns, Instant now) {
    var open = belongings.stream().filter(Workplaces::isOpen).map(Workplaces::tenant).toList();
    var last =
        signIns.stream()
            .max(Comparator.comparing(Family::usedAt))
            .map(Family::organisation)
            .filter(tenant -> tenant.equals(TenantId.PLATFORM) || open.contains(tenant));
    var others =
        belongings.stream()
            .filter(belonging -> !isOpen(belonging))
            .map(Workplaces::tenant)
            .limit(TRIED_MAX);
    var tried =
        Stream.of(
                last.stream(), open.stream().limit(TRIED_MAX), Stream.of(TenantId.PLATFORM), others)
            .flatMap(each -> each)
            .distinct()
            .toList();
    return first(person, tried, now);
  }

  private CompletionStage<Optional<Workplace>> first(
      PersonId person, List<TenantId> tried, Instant now) {
    if (tried.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
    return at(person, tried.getFirst(), now)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : first(person, tried.subList(1, tried.size()), now));
  }

  private static boolean isOpen(Belonging belonging) {
    return belonging.organisation().lifecycle().service() == Service.OPEN;
  }

  private static TenantId tenant(Belonging belonging) {
    return belonging.organisation().id().tenant();
  }
}
