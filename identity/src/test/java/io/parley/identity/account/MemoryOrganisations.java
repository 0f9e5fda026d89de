package io.parley.identity.account;

import io.parley.core.access.Assignment;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.RoleSet;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.InvitationId;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.LifecycleRules;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.People;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.PeopleRules;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.SlugHold;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.testing.UnaskedOrganisations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Organisations in memory, decided by the rules of `core`: what sign-in needs of them.
public final class MemoryOrganisations extends UnaskedOrganisations {
  private final MemoryPersons persons;
  private final MemoryMails mails;
  private final Map<OrganisationId, Row> rows = new LinkedHashMap<>();
  private final Map<PersonId, Set<PlatformRole>> staff = new HashMap<>();
  private boolean fails;
  private int reads;

  /// @param mails those with links are added to it
  public MemoryOrganisations(MemoryPersons persons, MemoryMails mails) {
    this.persons = persons;
    this.mails = mails;
  }

  private static final class Row {
    private Organisation organisation;
    private Optional<Slug> slug;
    private final Map<PersonId, Membership> members = new LinkedHashMap<>();
    private final List<Invitation> invitations = new ArrayList<>();
    private final List<CustomRole> customRoles = new ArrayList<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<StaffAccess> accesses = new ArrayList<>();

    Row(Organisation organisation, Optional<Slug> slug) {
      this.organisation = organisation;
      this.slug = slug;
    }

    Optional<Claim> claim() {
      return switch (organisation.lifecycle()) {
        case Lifecycle.Unverified(var claim) -> Optional.of(claim);
        case Lifecycle.Unclaimed(var claim) -> Optional.of(claim);
        case Lifecycle.Expired _,
            Lifecycle.Active _,
            Lifecycle.Suspended _,
            Lifecycle.Deleting _,
            Lifecycle.Deleted _ ->
            Optional.empty();
      };
    }
  }

  /// Stores an organisation in use.
  OrganisationId active(String name, Instant at) {
    return add(name, new Lifecycle.Active(), at);
  }

  OrganisationId add(String name, Lifecycle state, Instant at) {
    var id = new OrganisationId(UUID.randomUUID());
    var organisation = new Organisation(id, name, state, Optional.empty(), at);
    rows.put(id, new Row(organisation, Optional.of(new Slug("name-" + rows.size()))));
    return id;
  }

  /// Stores an organisation in use, without a slug.
  public synchronized void put(OrganisationId id, String name, Instant at) {
    var organisation = new Organisation(id, name, new Lifecycle.Active(), Optional.empty(), at);
    rows.put(id, new Row(organisation, Optional.empty()));
  }

  public synchronized void setSlug(OrganisationId id, Slug slug) {
    rows.get(id).slug = Optional.of(slug);
  }

  void set(OrganisationId id, Lifecycle state) {
    rows.get(id).organisation = rows.get(id).organisation.in(state);
  }

  public synchronized void join(OrganisationId id, PersonId person, ClientRole role, Instant at) {
    rows.get(id).members.put(person, new Membership(person, RoleSet.of(role), at));
  }

  /// A member in one of the organisation's own roles, which is made for it.
  public synchronized void join(OrganisationId id, PersonId person, CustomRole role, Instant at) {
    var row = rows.get(id);
    row.customRoles.add(role);
    row.members.put(person, new Membership(person, new RoleSet(Set.of(), Set.of(role.name())), at));
  }

  public synchronized void assign(OrganisationId id, Assignment assignment) {
    rows.get(id).assignments.add(assignment);
  }

  public synchronized void open(OrganisationId id, StaffAccess access) {
    rows.get(id).accesses.add(access);
  }

  public synchronized void remove(OrganisationId id, PersonId person) {
    rows.get(id).members.remove(person);
  }

  public synchronized void invite(
      OrganisationId id, TokenHash token, EmailAddress address, Instant at) {
    rows.get(id)
        .invitations
        .add(
            new Invitation(
                new InvitationId(UUID.randomUUID()),
                token,
                address,
                RoleSet.of(ClientRole.MEMBER),
                Optional.empty(),
                at.plus(Invitation.LASTS)));
  }

  public synchronized void employ(PersonId person, PlatformRole role) {
    staff.put(person, Set.of(role));
  }

  void fail(boolean isFailing) {
    fails = isFailing;
  }

  /// How often a standing was read.
  int reads() {
    return reads;
  }

  int members(OrganisationId id) {
    return rows.get(id).members.size();
  }

  @Override
  public synchronized CompletionStage<Outcome> begin(
      SignUp wanted, Act act, Optional<NewMail> mail) {
    if (rows.values().stream().anyMatch(row -> row.slug.equals(Optional.of(wanted.slug()))))
      return done(new Outcome.Refused(OrganisationRefusal.UNAVAILABLE));
    return switch (LifecycleRules.begin(wanted, act, Set.of())) {
      case OrganisationDecision.Refused(var reason) -> done(new Outcome.Refused(reason));
      case OrganisationDecision.Accepted(var events) -> {
        var state = new Lifecycle.Unverified(wanted.claim());
        var made = new Organisation(wanted.id(), wanted.name(), state, Optional.empty(), act.at());
        rows.put(wanted.id(), new Row(made, Optional.of(wanted.slug())));
        yield mails
            .enqueue(mail.orElseThrow(), act.at())
            .thenApply(_ -> new Outcome.Done(wanted.id(), events));
      }
    };
  }

  @Override
  public synchronized CompletionStage<Outcome> claim(TokenHash token, Act act) {
    var row =
        rows.values().stream()
            .filter(each -> each.claim().filter(c -> c.token().equals(token)).isPresent())
            .findFirst();
    if (row.isEmpty()) return done(new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK));
    var person = person(act);
    var command = new LifecycleCommand.ClaimIt(token, person.address());
    return switch (LifecycleRules.decide(row.get().organisation, command, act)) {
      case OrganisationDecision.Refused(var reason) -> done(new Outcome.Refused(reason));
      case OrganisationDecision.Accepted(var events) -> {
        boolean isProved = row.get().claim().orElseThrow().address().isPresent();
        if (isProved) persons.verified(person.id(), person.address());
        row.get().organisation = row.get().organisation.in(new Lifecycle.Active());
        join(row.get().organisation.id(), person.id(), ClientRole.OWNER, act.at());
        yield done(new Outcome.Done(row.get().organisation.id(), events));
      }
    };
  }

  private Person person(Act act) {
    return persons.find(act.person().orElseThrow()).toCompletableFuture().join().orElseThrow();
  }

  @Override
  public synchronized CompletionStage<Outcome> accept(TokenHash token, Act act) {
    for (var row : rows.values())
      for (var invitation : row.invitations)
        if (invitation.token().equals(token)) return done(accepted(row, invitation, act));
    return done(new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK));
  }

  private Outcome accepted(Row row, Invitation invitation, Act act) {
    var person = person(act);
    var all = ClientRole.OWNER.permissions();
    var people =
        new People(
            all,
            row.members,
            List.of(),
            Set.of(),
            1,
            row.members.size(),
            1,
            Optional.of(invitation),
            all);
    var command = new PeopleCommand.AcceptInvitation(invitation.token(), person.address());
    return switch (PeopleRules.decide(row.organisation, people, command, act)) {
      case OrganisationDecision.Refused(var reason) -> new Outcome.Refused(reason);
      case OrganisationDecision.Accepted(var events) -> {
        row.invitations.remove(invitation);
        row.members.put(person.id(), new Membership(person.id(), invitation.roles(), act.at()));
        persons.verified(person.id(), person.address());
        yield new Outcome.Done(row.organisation.id(), events);
      }
    };
  }

  @Override
  public synchronized CompletionStage<Optional<OpenLink>> link(TokenHash token, Instant at) {
    for (var row : rows.values()) {
      var claim = row.claim().filter(each -> each.token().equals(token));
      if (claim.isPresent() && at.isBefore(claim.get().expiresAt()))
        return done(
            Optional.of(
                link(row, OpenLink.Kind.CLAIM, claim.get().address(), claim.get().expiresAt())));
      for (var each : row.invitations)
        if (each.token().equals(token) && !each.isExpired(at))
          return done(
              Optional.of(
                  link(
                      row,
                      OpenLink.Kind.INVITATION,
                      Optional.of(each.address()),
                      each.expiresAt())));
    }
    return done(Optional.empty());
  }

  private static OpenLink link(
      Row row, OpenLink.Kind kind, Optional<EmailAddress> address, Instant expiresAt) {
    return new OpenLink(kind, row.organisation.id(), row.organisation.name(), address, expiresAt);
  }

  @Override
  public synchronized CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    return done(Optional.ofNullable(rows.get(id)).map(row -> row.organisation));
  }

  @Override
  public synchronized CompletionStage<Names> names(OrganisationId id) {
    var held =
        Optional.ofNullable(rows.get(id))
            .flatMap(row -> row.slug)
            .map(slug -> new SlugHold(slug, Instant.EPOCH, Optional.empty()));
    return done(new Names(held.stream().toList(), List.of()));
  }

  @Override
  public synchronized CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    reads++;
    if (fails) return CompletableFuture.failedFuture(new IllegalStateException("no database"));
    return done(
        Optional.ofNullable(rows.get(id))
            .map(
                row ->
                    new Standing(
                        person,
                        id,
                        row.organisation.lifecycle().service(),
                        Optional.ofNullable(row.members.get(person)),
                        row.customRoles,
                        staff.getOrDefault(person, Set.of()),
                        row.assignments.stream()
                            .filter(each -> each.staff().equals(person))
                            .toList(),
                        row.accesses.stream()
                            .filter(each -> each.staff().equals(person))
                            .toList())));
  }

  @Override
  public synchronized CompletionStage<List<Belonging>> of(PersonId person) {
    return done(
        rows.values().stream()
            .filter(row -> row.members.containsKey(person))
            .map(row -> new Belonging(row.organisation, row.members.get(person).roles()))
            .sorted(Comparator.comparing(each -> each.organisation().name()))
            .toList());
  }

  @Override
  public synchronized CompletionStage<Set<PlatformRole>> platformRoles(PersonId person) {
    reads++;
    return done(new HashSet<>(staff.getOrDefault(person, Set.of())));
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
