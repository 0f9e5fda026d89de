package io.parley.http.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Erasure;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.LifecycleRules;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.NameRules;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.OwnershipCommand;
import io.parley.core.organisation.OwnershipRules;
import io.parley.core.organisation.People;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.PeopleRules;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.SlugHold;
import io.parley.core.organisation.StaffCommand;
import io.parley.core.organisation.StaffRules;
import io.parley.core.organisation.Staffing;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.account.MemoryPersons;
import io.parley.identity.testing.UnaskedOrganisations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Organisations in memory, with the rules of the program and the checks of its store.
final class RememberedOrganisations extends UnaskedOrganisations {
  static final Comparator<PersonId> BY_ID = Comparator.comparing(PersonId::toString);

  final Map<OrganisationId, Company> all =
      new TreeMap<>(Comparator.comparing(OrganisationId::toString));
  final Map<PersonId, Set<PlatformRole>> staff = new HashMap<>();
  final Map<OrganisationId, Erasure> erasures = new HashMap<>();
  final List<NewMail> mails = new ArrayList<>();
  final RememberedTrail trail;
  final MemoryPersons persons;
  boolean hasKey = true;

  RememberedOrganisations(RememberedTrail trail, MemoryPersons persons) {
    this.trail = trail;
    this.persons = persons;
  }

  @Override
  public CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail) {
    var roles = act.person().map(this::roles).orElseGet(Set::of);
    return switch (LifecycleRules.begin(wanted, act, roles)) {
      case OrganisationDecision.Refused(var reason) -> refused(reason);
      case OrganisationDecision.Accepted accepted -> {
        if (find(wanted.slug()).toCompletableFuture().join().isPresent())
          yield refused(OrganisationRefusal.UNAVAILABLE);
        var made = (OrganisationLifecycleEvent.Made) accepted.events().getFirst();
        yield written(new Company(made.organisation()), accepted, act, mail);
      }
    };
  }

  @Override
  public CompletionStage<Outcome> apply(
      OrganisationId id, OrganisationCommand command, Act act, Optional<NewMail> mail) {
    var company = all.get(id);
    if (company == null) return refused(OrganisationRefusal.NOT_FOUND);
    var actor = act.person().flatMap(person -> principal(person, company, act.at()));
    var refusal = OrganisationCommand.gate(command, act, actor);
    if (refusal.isPresent()) return refused(refusal.get());
    return switch (decide(company, command, act, actor)) {
      case OrganisationDecision.Refused(var reason) -> refused(reason);
      case OrganisationDecision.Accepted _ when isTaken(company, command) ->
          refused(OrganisationRefusal.UNAVAILABLE);
      case OrganisationDecision.Accepted accepted -> written(company, accepted, act, mail);
    };
  }

  private static CompletionStage<Outcome> refused(OrganisationRefusal reason) {
    return CompletableFuture.completedStage(new Outcome.Refused(reason));
  }

  private boolean isTaken(Company company, OrganisationCommand command) {
    return command instanceof NameCommand.TakeSlug(var slug)
        && all.values().stream()
            .filter(other -> other != company)
            .anyMatch(other -> other.names().slug(slug).isPresent());
  }

  private CompletionStage<Outcome> written(
      Company company, OrganisationDecision.Accepted accepted, Act act, Optional<NewMail> mail) {
    var id = company.organisation.id();
    if (mail.isPresent() && !mail.get().tenant().equals(id.tenant()))
      throw new IllegalArgumentException("a mail of another tenant (expected: " + id + "'s)");
    if (mail.isPresent() && !hasKey) return refused(OrganisationRefusal.NO_MAIL);
    mail.ifPresent(mails::add);
    all.put(id, company);
    accepted.events().forEach(event -> company.apply(event, act.at()));
    accepted.events().forEach(event -> trail.add(id.tenant(), act, event.change()));
    return CompletableFuture.completedStage(new Outcome.Done(id, accepted.events()));
  }

  private OrganisationDecision decide(
      Company company, OrganisationCommand command, Act act, Optional<Principal> actor) {
    return switch (command) {
      case LifecycleCommand it -> LifecycleRules.decide(company.organisation, it, act);
      case NameCommand it -> NameRules.decide(company.organisation, company.names(), it, act);
      case PeopleCommand it ->
          PeopleRules.decide(company.organisation, people(company, it, act, actor), it, act);
      case OwnershipCommand it ->
          OwnershipRules.decide(company.organisation, people(company, it, act, actor), it, act);
      case StaffCommand it ->
          StaffRules.decide(company.organisation, staffing(company, it, actor), it, act);
    };
  }

  private static People people(
      Company company, OrganisationCommand command, Act act, Optional<Principal> actor) {
    var own =
        act.person().isEmpty()
            ? Permission.ofOrganisations()
            : actor.map(Principal::permissions).orElseGet(Set::of);
    var invitation =
        company.invitations.stream()
            .filter(
                found ->
                    command instanceof PeopleCommand.RevokeInvitation(var id)
                        && found.id().equals(id))
            .findFirst();
    return new People(
        own,
        company.members,
        List.copyOf(company.roles.values()),
        company.inUse(),
        company.owners(),
        company.members.size(),
        company.invitations.size(),
        invitation,
        Set.of());
  }

  private Staffing staffing(Company company, StaffCommand command, Optional<Principal> actor) {
    var named =
        switch (command) {
          case StaffCommand.Assign assign -> roles(assign.staff());
          case StaffCommand.HandOver over -> roles(over.colleague());
          case StaffCommand.InviteSpecialist invite -> roles(invite.staff());
          case StaffCommand.EndAssignment _, StaffCommand.Enter _, StaffCommand.EndAccess _ ->
              Set.<PlatformRole>of();
        };
    return new Staffing(actor, named, company.assignments, company.accesses);
  }

  private Set<PlatformRole> roles(PersonId person) {
    return staff.getOrDefault(person, Set.of());
  }

  Optional<Principal> principal(PersonId person, Company company, Instant at) {
    return standing(person, company).principal(at);
  }

  private Standing standing(PersonId person, Company company) {
    return new Standing(
        person,
        company.organisation.id(),
        company.organisation.lifecycle().service(),
        Optional.ofNullable(company.members.get(person)),
        List.<CustomRole>copyOf(company.roles.values()),
        roles(person),
        company.assignments.stream().filter(each -> each.staff().equals(person)).toList(),
        company.accesses.stream().filter(each -> each.staff().equals(person)).toList());
  }

  @Override
  public CompletionStage<Optional<OrganisationRefusal>> setPlatformRole(
      PersonId person, PlatformRole role, boolean has, Act act) {
    return CompletableFuture.completedStage(platformRole(person, role, has, act));
  }

  private Optional<OrganisationRefusal> platformRole(
      PersonId person, PlatformRole role, boolean has, Act act) {
    boolean may =
        act.person().isEmpty()
            || Standing.onPlatform(act.person().get(), roles(act.person().get()))
                .filter(it -> it.may(Permission.MANAGE_STAFF))
                .isPresent();
    if (!may) return Optional.of(OrganisationRefusal.FORBIDDEN);
    if (persons.known(person).isEmpty()) return Optional.of(OrganisationRefusal.UNKNOWN_PERSON);
    var after = new HashSet<>(roles(person));
    boolean isChange = has ? after.add(role) : after.remove(role);
    if (!isChange) return Optional.of(OrganisationRefusal.UNCHANGED);
    staff.put(person, after);
    return Optional.empty();
  }

  // --- reading -----------------------------------------------------------------------------------

  private static <T> CompletionStage<T> now(T value) {
    return CompletableFuture.completedStage(value);
  }

  private Optional<Company> company(OrganisationId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    return now(company(id).map(found -> found.organisation));
  }

  @Override
  public CompletionStage<Optional<OrganisationId>> find(Slug slug) {
    return now(
        all.values().stream()
            .filter(company -> company.names().slug(slug).filter(SlugHold::isInUse).isPresent())
            .map(company -> company.organisation.id())
            .findFirst());
  }

  @Override
  public CompletionStage<Names> names(OrganisationId id) {
    return now(company(id).map(Company::names).orElseGet(() -> new Names(List.of(), List.of())));
  }

  @Override
  public CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    return now(company(id).map(company -> standing(person, company)));
  }

  @Override
  public CompletionStage<List<Member>> people(
      OrganisationId id, Optional<PersonId> after, int limit) {
    return now(
        company(id).stream()
            .flatMap(company -> company.members.values().stream())
            .filter(row -> after.isEmpty() || BY_ID.compare(row.person(), after.get()) > 0)
            .limit(limit)
            .map(
                row -> {
                  var person = persons.known(row.person()).orElseThrow();
                  return new Member(row, person.name(), person.address(), person.language());
                })
            .toList());
  }

  @Override
  public CompletionStage<List<Invitation>> invitations(OrganisationId id) {
    return now(company(id).map(found -> List.copyOf(found.invitations)).orElseGet(List::of));
  }

  @Override
  public CompletionStage<Staffing> staff(OrganisationId id, Instant at) {
    var found = company(id);
    return now(
        new Staffing(
            Optional.empty(),
            Set.of(),
            found.stream()
                .flatMap(company -> company.assignments.stream())
                .filter(each -> each.isActive(at))
                .toList(),
            found.stream()
                .flatMap(company -> company.accesses.stream())
                .filter(each -> each.isOpen(at))
                .toList()));
  }

  @Override
  public CompletionStage<Set<PlatformRole>> platformRoles(PersonId person) {
    return now(roles(person));
  }

  @Override
  public CompletionStage<List<Listed>> all(Optional<OrganisationId> after, int limit) {
    return listed("", after, limit);
  }

  @Override
  public CompletionStage<List<Listed>> named(
      String part, Optional<OrganisationId> after, int limit) {
    return listed(part, after, limit);
  }

  private CompletionStage<List<Listed>> listed(
      String part, Optional<OrganisationId> after, int limit) {
    Stream<Company> rows =
        all.values().stream()
            .filter(row -> contains(row.organisation.name(), part))
            .filter(
                row ->
                    after.isEmpty()
                        || row.organisation.id().toString().compareTo(after.get().toString()) > 0);
    return now(
        rows.limit(limit)
            .map(
                row ->
                    new Listed(
                        row.organisation,
                        row.slugs.stream().filter(SlugHold::isInUse).map(SlugHold::slug).toList(),
                        Optional.ofNullable(erasures.get(row.organisation.id()))))
            .toList());
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
