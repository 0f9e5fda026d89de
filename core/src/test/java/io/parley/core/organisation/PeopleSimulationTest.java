package io.parley.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random commands of random people. There is always an owner, and nobody gets a permission that
/// the one who gave it did not have.
class PeopleSimulationTest {
  private static final int STEPS = 2_000;
  private static final int PEOPLE = 6;
  private static final List<RoleName> NAMES = List.of(new RoleName("one"), new RoleName("two"));
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrganisationId SHOP = new OrganisationId(new UUID(7, 7));

  private final Map<PersonId, Membership> members = new HashMap<>();
  private final Map<RoleName, CustomRole> roles = new HashMap<>();
  private final List<Invitation> invitations = new ArrayList<>();
  private Organisation organisation =
      new Organisation(SHOP, "Shop", new Lifecycle.Active(), Optional.empty(), NOON);
  private Random random = new Random(0);
  private int accepted;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void there_is_always_an_owner_and_no_permission_comes_from_nowhere(long seed) {
    random = new Random(seed);
    join(person(0), RoleSet.of(ClientRole.OWNER));
    for (int step = 0; step < STEPS; step++) {
      step();
      assertThat(owners()).as("owners, seed %d, step %d", seed, step).isPositive();
    }
    assertThat(accepted).as("accepted commands, seed %d", seed).isGreaterThan(STEPS / 20);
  }

  private void step() {
    var actor = person(random.nextInt(PEOPLE));
    var act = new Act(new Actor.Person(actor), new RemoteAddress("192.0.2.7"), NOON);
    var principal = principal(actor);
    var command = command(actor);
    if (OrganisationCommand.gate(command, act, principal).isPresent()) return;
    var own = principal.map(Principal::permissions).orElseGet(Set::of);
    var decision =
        switch (command) {
          case PeopleCommand people ->
              PeopleRules.decide(organisation, people(own, people), people, act);
          case OwnershipCommand ownership ->
              OwnershipRules.decide(organisation, people(own, ownership), ownership, act);
          case LifecycleCommand _, NameCommand _, StaffCommand _ ->
              throw new IllegalStateException("not among the commands of this test");
        };
    if (!(decision instanceof OrganisationDecision.Accepted(var events))) return;
    accepted++;
    events.forEach(event -> apply(event, own));
  }

  private OrganisationCommand command(PersonId actor) {
    var other = person(random.nextInt(PEOPLE));
    return switch (random.nextInt(11)) {
      case 0, 1 -> new PeopleCommand.Invite(id(), token(), address(other), someRoles());
      case 2, 3 ->
          new PeopleCommand.AcceptInvitation(
              invitations.isEmpty() ? token() : invitations.getLast().token(), address(actor));
      case 4, 5 -> new PeopleCommand.ChangeRoles(other, someRoles());
      case 6 -> new PeopleCommand.Remove(other);
      case 7 -> new PeopleCommand.Leave();
      case 8 -> new PeopleCommand.PutRole(new CustomRole(someName(), somePermissions()));
      case 9 -> new OwnershipCommand.Offer(other);
      default -> new OwnershipCommand.Accept();
    };
  }

  private void apply(OrganisationEvent event, Set<Permission> own) {
    switch (event) {
      case PeopleEvent.Invited(var invitation) -> {
        within(invitation.roles(), own);
        invitations.add(invitation);
      }
      case PeopleEvent.Joined(var id, var person, var has) -> {
        var inviter =
            invitations.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow().by();
        within(has, principal(inviter.orElseThrow()).orElseThrow().permissions());
        invitations.removeIf(it -> it.id().equals(id));
        join(person, has);
      }
      case PeopleEvent.RolesChanged(var person, var from, var to) -> {
        within(from, own);
        within(to, own);
        join(person, to);
      }
      case PeopleEvent.MemberRemoved(var person, var has) -> {
        within(has, own);
        members.remove(person);
      }
      case PeopleEvent.MemberLeft(var person, _) -> members.remove(person);
      case PeopleEvent.RolePut(_, var role) -> {
        assertThat(own).containsAll(role.permissions());
        roles.put(role.name(), role);
      }
      case OwnershipEvent.Offered(var offer) ->
          organisation = organisation.offering(Optional.of(offer));
      case OwnershipEvent.Withdrawn _ -> organisation = organisation.offering(Optional.empty());
      case OwnershipEvent.Transferred(var from, var fromRoles, var to, var toRoles) -> {
        assertThat(members.get(from).roles().isOwner()).isTrue();
        join(from, fromRoles);
        join(to, toRoles);
        organisation = organisation.offering(Optional.empty());
      }
      case PeopleEvent.OwnerJoined _,
          PeopleEvent.InvitationRevoked _,
          PeopleEvent.Admitted _,
          PeopleEvent.LeftOut _,
          PeopleEvent.RoleDropped _,
          OwnershipEvent.Declined _,
          OrganisationLifecycleEvent _,
          NameEvent _,
          StaffEvent _ ->
          throw new IllegalStateException("no command of this test leads to " + event);
    }
  }

  private void within(RoleSet given, Set<Permission> limit) {
    assertThat(limit).containsAll(given.permissions(roles.values()));
  }

  private People people(Set<Permission> own, OrganisationCommand command) {
    var invitation =
        command instanceof PeopleCommand.AcceptInvitation accept
            ? invitations.stream().filter(it -> it.token().equals(accept.token())).findFirst()
            : Optional.<Invitation>empty();
    var inviter = invitation.flatMap(Invitation::by).flatMap(this::principal);
    return new People(
        own,
        members,
        List.copyOf(roles.values()),
        Set.of(),
        owners(),
        members.size(),
        invitations.size(),
        invitation,
        inviter
            .filter(it -> it.may(Permission.MANAGE_PEOPLE))
            .map(Principal::permissions)
            .orElseGet(Set::of));
  }

  private Optional<Principal> principal(PersonId person) {
    return new Standing(
            person,
            SHOP,
            Service.OPEN,
            Optional.ofNullable(members.get(person)),
            List.copyOf(roles.values()),
            Set.of(),
            List.of(),
            List.of())
        .principal(NOON);
  }

  private void join(PersonId person, RoleSet has) {
    members.put(person, new Membership(person, has, NOON));
  }

  private int owners() {
    return (int) members.values().stream().filter(it -> it.roles().isOwner()).count();
  }

  private RoleSet someRoles() {
    var builtIn =
        EnumSet.of(List.of(ClientRole.values()).get(random.nextInt(ClientRole.values().length)));
    var custom = new HashSet<RoleName>();
    if (random.nextInt(4) == 0) custom.add(someName());
    return new RoleSet(builtIn, custom);
  }

  private Set<Permission> somePermissions() {
    var all = new ArrayList<>(Permission.ofOrganisations());
    var some = EnumSet.of(all.get(random.nextInt(all.size())));
    for (int i = random.nextInt(3); i > 0; i--) some.add(all.get(random.nextInt(all.size())));
    return some;
  }

  private RoleName someName() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private static PersonId person(int number) {
    return new PersonId(new UUID(1, number));
  }

  private static EmailAddress address(PersonId person) {
    return new EmailAddress("p" + person.value().getLeastSignificantBits() + "@example.org");
  }

  private InvitationId id() {
    return new InvitationId(new UUID(random.nextLong(), random.nextLong()));
  }

  private TokenHash token() {
    return TokenHash.of("token " + random.nextLong());
  }
}
