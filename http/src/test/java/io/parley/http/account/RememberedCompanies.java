package io.parley.http.account;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.SlugHold;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.testing.StoreDown;
import io.parley.identity.testing.UnaskedOrganisations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Organisations, members and links in memory, as far as accounts need them. It may be told to
/// fail.
public final class RememberedCompanies extends UnaskedOrganisations {
  final Map<OrganisationId, Organisation> all = new ConcurrentHashMap<>();
  final Map<OrganisationId, Map<PersonId, RoleSet>> members = new ConcurrentHashMap<>();
  final Map<OrganisationId, Slug> slugs = new ConcurrentHashMap<>();
  public final Map<PersonId, Set<PlatformRole>> staff = new ConcurrentHashMap<>();
  final Map<TokenHash, OpenLink> links = new ConcurrentHashMap<>();
  final List<NewMail> mails = new CopyOnWriteArrayList<>();
  volatile boolean isDown;

  public void add(OrganisationId id, String name) {
    all.put(
        id, new Organisation(id, name, new Lifecycle.Active(), Optional.empty(), Instant.EPOCH));
  }

  public void member(OrganisationId id, PersonId person, ClientRole role) {
    members.computeIfAbsent(id, _ -> new ConcurrentHashMap<>()).put(person, RoleSet.of(role));
  }

  public void remove(OrganisationId id, PersonId person) {
    members.get(id).remove(person);
  }

  private <T> CompletionStage<T> now(T value) {
    return isDown
        ? CompletableFuture.failedStage(new StoreDown())
        : CompletableFuture.completedStage(value);
  }

  @Override
  public CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail) {
    if (wanted.slug().isReserved()) return now(new Outcome.Refused(OrganisationRefusal.RESERVED));
    if (slugs.containsValue(wanted.slug()))
      return now(new Outcome.Refused(OrganisationRefusal.UNAVAILABLE));
    all.put(
        wanted.id(),
        new Organisation(
            wanted.id(),
            wanted.name(),
            new Lifecycle.Unverified(wanted.claim()),
            Optional.empty(),
            act.at()));
    slugs.put(wanted.id(), wanted.slug());
    mail.ifPresent(mails::add);
    links.put(
        wanted.claim().token(),
        new OpenLink(
            OpenLink.Kind.CLAIM,
            wanted.id(),
            wanted.name(),
            wanted.claim().address(),
            wanted.claim().expiresAt()));
    return now(new Outcome.Done(wanted.id(), List.of()));
  }

  @Override
  public CompletionStage<Outcome> claim(TokenHash token, Act act) {
    return used(token, act, ClientRole.OWNER);
  }

  @Override
  public CompletionStage<Outcome> accept(TokenHash token, Act act) {
    return used(token, act, ClientRole.MEMBER);
  }

  private CompletionStage<Outcome> used(TokenHash token, Act act, ClientRole role) {
    var link = links.remove(token);
    if (link == null) return now(new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK));
    var organisation = all.get(link.organisation());
    all.put(link.organisation(), organisation.in(new Lifecycle.Active()));
    member(link.organisation(), act.person().orElseThrow(), role);
    return now(new Outcome.Done(link.organisation(), List.of()));
  }

  @Override
  public CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    return now(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Names> names(OrganisationId id) {
    var held =
        Optional.ofNullable(slugs.get(id))
            .map(slug -> new SlugHold(slug, Instant.EPOCH, Optional.empty()));
    return now(new Names(held.stream().toList(), List.of()));
  }

  @Override
  public CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    return now(
        Optional.ofNullable(all.get(id))
            .map(
                found ->
                    new Standing(
                        person,
                        id,
                        found.lifecycle().service(),
                        membership(person, id),
                        List.of(),
                        staff.getOrDefault(person, Set.of()),
                        List.of(),
                        List.of())));
  }

  private Optional<Membership> membership(PersonId person, OrganisationId id) {
    return Optional.ofNullable(members.getOrDefault(id, Map.of()).get(person))
        .map(roles -> new Membership(person, roles, Instant.EPOCH));
  }

  @Override
  public CompletionStage<List<Belonging>> of(PersonId person) {
    return now(
        all.values().stream()
            .filter(each -> membership(person, each.id()).isPresent())
            .map(each -> new Belonging(each, members.get(each.id()).get(person)))
            .sorted(Comparator.comparing(each -> each.organisation().name()))
            .toList());
  }

  @Override
  public CompletionStage<Set<PlatformRole>> platformRoles(PersonId person) {
    return now(staff.getOrDefault(person, Set.of()));
  }

  @Override
  public CompletionStage<Optional<OpenLink>> link(TokenHash token, Instant at) {
    return now(Optional.ofNullable(links.get(token)).filter(link -> at.isBefore(link.expiresAt())));
  }
}
