package io.parley.identity.scim;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.identity.DirectoryUsers.Names;
import io.parley.core.identity.DirectoryUsers.User;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationDirectory.Member;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Changes an organisation's people as its directory says. It sees people with addresses of domains
/// that the organisation has proved, and nobody else. A person has one account over all
/// organisations: one who has an account joins with it, and the directory changes neither its name
/// nor its address, unless nobody has confirmed it: see
/// [io.parley.identity.confirm.ConfirmedAccounts]. Calls block: use virtual threads. All throw
/// [ProvisioningFailure].
public final class Provisioning {
  /// In the audit trail, as the provider that named the person.
  private static final String PROVIDER = "scim";

  /// The least that a member may do: more comes by groups.
  private static final RoleSet VIEWER = RoleSet.of(ClientRole.VIEWER);

  /// No person has this id, and every standing holds the organisation's roles.
  private static final PersonId NOBODY = new PersonId(new UUID(0, 0));

  private final ProvisioningPorts ports;

  public Provisioning(ProvisioningPorts ports) {
    this.ports = ports;
  }

  /// The directory of a request.
  ///
  /// @param act by the program with the directory's API key
  public record Directory(OrganisationId organisation, Act act) {}

  public ProvisionedUser user(Directory by, PersonId id) {
    return known(by, id).orElseThrow(() -> failure(ProvisioningRefusal.NOT_FOUND));
  }

  /// The same, or empty.
  public Optional<ProvisionedUser> known(Directory by, PersonId id) {
    var membership = standing(by, id).flatMap(Standing::membership);
    var named = join(ports.users().find(by.organisation(), id));
    var found =
        membership.isPresent()
            ? join(ports.persons().find(id)).map(person -> active(membership.get(), person, named))
            : named.map(Provisioning::inactive);
    return found.filter(user -> domains(by).contains(user.address().domain()));
  }

  /// The user with this address.
  public Optional<ProvisionedUser> user(Directory by, EmailAddress address) {
    return join(ports.persons().find(address)).flatMap(person -> known(by, person.id()));
  }

  /// The user to whom the directory gave this id.
  public Optional<ProvisionedUser> user(Directory by, String externalId) {
    return join(ports.users().find(by.organisation(), externalId))
        .flatMap(user -> known(by, user.person()));
  }

  /// All users by id, active or not.
  public SortedMap<PersonId, ProvisionedUser> users(Directory by) {
    var domains = domains(by);
    var all = new TreeMap<PersonId, ProvisionedUser>(Comparator.comparing(PersonId::toString));
    var named =
        join(ports.users().list(by.organisation())).stream()
            .collect(Collectors.toMap(User::person, user -> user));
    var after = Optional.<PersonId>empty();
    boolean hasMore = true;
    while (hasMore) {
      var page =
          join(ports.readings().people(by.organisation(), after, OrganisationDirectory.PAGE_MAX));
      for (var member : page)
        all.put(
            member.membership().person(),
            active(member, Optional.ofNullable(named.get(member.membership().person()))));
      hasMore = page.size() == OrganisationDirectory.PAGE_MAX;
      if (hasMore) after = Optional.of(page.getLast().membership().person());
    }
    named.forEach((id, user) -> all.computeIfAbsent(id, _ -> inactive(user)));
    all.values().removeIf(user -> !domains.contains(user.address().domain()));
    return all;
  }

  /// Has a person join, with an account of its own or a new one.
  public ProvisionedUser create(Directory by, UserWish wish) {
    if (!domains(by).contains(wish.address().domain()))
      throw failure(ProvisioningRefusal.FOREIGN_DOMAIN);
    if (user(by, wish.address()).isPresent()) throw failure(ProvisioningRefusal.TAKEN);
    checkFree(by, wish.externalId());
    var person = account(by, wish);
    put(by, person, wish, Optional.empty(), Optional.empty());
    try {
      if (wish.isActive()) admit(by, person, VIEWER);
    } catch (ProvisioningFailure e) {
      // what is refused leaves nothing
      join(ports.users().remove(by.organisation(), person, by.act()));
      throw e;
    }
    speaks(person, wish);
    return user(by, person);
  }

  /// Before an account is made for nothing. Somebody who gets another address is a new user, with
  /// the directory's id of the old one, who was switched off and gives it up.
  private void checkFree(Directory by, Optional<String> externalId) {
    var found = externalId.flatMap(id -> join(ports.users().find(by.organisation(), id)));
    if (found.isEmpty()) return;
    var holder = found.get();
    if (standing(by, holder.person()).flatMap(Standing::membership).isPresent())
      throw failure(ProvisioningRefusal.TAKEN);
    var without =
        new User(
            holder.person(),
            holder.address(),
            Optional.empty(),
            holder.names(),
            holder.roles(),
            holder.since(),
            by.act().at());
    join(ports.users().put(by.organisation(), without, by.act()));
  }

  /// The domain's proof speaks for the address, as it does for a provider of sign-ins.
  private PersonId account(Directory by, UserWish wish) {
    var name = wish.names().display().filter(Person::isName).orElseGet(() -> local(wish.address()));
    var now = by.act().at();
    var wanted = new Person(new PersonId(ports.ids().get()), wish.address(), name, true, now);
    return ports.accounts().confirm(wanted, now);
  }

  private static String local(EmailAddress address) {
    return address.text().substring(0, address.text().lastIndexOf('@'));
  }

  /// Has a user be as the directory wants it, switched on or off.
  public ProvisionedUser change(Directory by, PersonId id, UserWish wish) {
    var before = user(by, id);
    if (!before.address().equals(wish.address())) throw failure(ProvisioningRefusal.OTHER_ADDRESS);
    boolean isLeaving = before.isActive() && !wish.isActive();
    if (isLeaving && before.isOwner()) throw failure(ProvisioningRefusal.BEYOND_ADMIN);
    boolean isNamed = join(ports.users().find(by.organisation(), id)).isPresent();
    boolean isSame =
        before.externalId().equals(wish.externalId()) && before.names().equals(wish.names());
    // somebody whom people invited becomes the directory's when it says something of them, and must
    // be found after the membership
    if (!isSame || isLeaving || (!isNamed && !wish.isActive()))
      put(by, id, wish, Optional.of(before), isLeaving ? before.roles() : remembered(before));
    if (isLeaving) withdraw(by, id);
    if (!before.isActive() && wish.isActive()) {
      admit(by, id, back(by, before));
      if (before.roles().isPresent()) put(by, id, wish, Optional.of(before), Optional.empty());
    }
    // again, if the last try ended between the two
    if (!wish.isActive()) endSignIns(by, id);
    speaks(id, wish);
    return user(by, id);
  }

  /// The person's own choice stays.
  private void speaks(PersonId person, UserWish wish) {
    wish.language().ifPresent(language -> join(ports.persons().seemsToSpeak(person, language)));
  }

  private static Optional<RoleSet> remembered(ProvisionedUser user) {
    return user.isActive() ? Optional.empty() : user.roles();
  }

  /// Ends the membership, and the sign-ins to this organisation.
  public void remove(Directory by, PersonId id) {
    if (user(by, id).isActive()) withdraw(by, id);
    endSignIns(by, id);
    join(ports.users().remove(by.organisation(), id, by.act()));
  }

  /// Has users get a role or lose it. Owners, and others whom a directory does not change, are left
  /// out, as the audit trail tells. One who is switched off has the role when it is switched on.
  ///
  /// @param users all, as [#users] has given them
  /// @param role one
  public void regroup(
      Directory by,
      SortedMap<PersonId, ProvisionedUser> users,
      RoleSet role,
      Set<PersonId> in,
      Set<PersonId> out) {
    if (in.size() + out.size() > PeopleCommand.Regroup.COUNT_MAX)
      throw failure(ProvisioningRefusal.LIMIT);
    if (!users.keySet().containsAll(in)) throw failure(ProvisioningRefusal.UNKNOWN_MEMBER);
    var joining = new HashSet<PersonId>(in);
    var leaving = new HashSet<PersonId>(out);
    var later = new HashMap<PersonId, RoleSet>();
    for (var user : users.values()) {
      var roles = user.isActive() ? Optional.<RoleSet>empty() : afterwards(user, role, in, out);
      // more roles than possible: the rules leave such a person out
      if (roles.isEmpty()) continue;
      later.put(user.id(), roles.get());
      joining.remove(user.id());
      leaving.remove(user.id());
    }
    if (!joining.isEmpty() || !leaving.isEmpty())
      apply(by, new PeopleCommand.Regroup(role, joining, leaving));
    later.forEach((id, roles) -> remember(by, users.get(id), roles));
  }

  /// The roles of one who is switched off after a change; empty if there is none.
  private static Optional<RoleSet> afterwards(
      ProvisionedUser user, RoleSet role, Set<PersonId> in, Set<PersonId> out) {
    var roles = user.roles().orElse(VIEWER);
    if (in.contains(user.id())) return roles.with(role);
    if (!out.contains(user.id())) return Optional.empty();
    return roles.without(role).or(() -> Optional.of(VIEWER));
  }

  /// Roles that a directory may give, by name: built-in ones without the owner's, and the
  /// organisation's own as far as an admin reaches.
  public SortedMap<String, RoleSet> groups(Directory by) {
    var all = new TreeMap<String, RoleSet>();
    for (var role : ClientRole.values())
      if (role != ClientRole.OWNER) all.put(role.word(), RoleSet.of(role));
    var reach = ClientRole.ADMIN.permissions();
    standing(by, NOBODY).stream()
        .flatMap(standing -> standing.customRoles().stream())
        .filter(role -> reach.containsAll(role.permissions()))
        .forEach(role -> all.put(role.name().value(), new RoleSet(Set.of(), Set.of(role.name()))));
    return all;
  }

  // --- users ---------------------------------------------------------------------------------

  private Optional<Standing> standing(Directory by, PersonId id) {
    return join(ports.readings().standing(id, by.organisation(), by.act().at()));
  }

  private static ProvisionedUser active(
      Membership membership, Person person, Optional<User> named) {
    return active(
        new Member(membership, person.name(), person.address(), person.language()), named);
  }

  private static ProvisionedUser active(Member member, Optional<User> named) {
    var own = new Names(Optional.empty(), Optional.empty(), Optional.of(member.name()));
    var since = member.membership().since();
    return new ProvisionedUser(
        member.membership().person(),
        member.address(),
        named.flatMap(User::externalId),
        named.map(User::names).orElse(own),
        member.language(),
        true,
        Optional.of(member.membership().roles()),
        named.map(User::since).orElse(since),
        named.map(User::changedAt).orElse(since));
  }

  private static ProvisionedUser inactive(User user) {
    return new ProvisionedUser(
        user.person(),
        user.address(),
        user.externalId(),
        user.names(),
        Optional.empty(),
        false,
        user.roles(),
        user.since(),
        user.changedAt());
  }

  private Set<String> domains(Directory by) {
    return join(ports.readings().names(by.organisation())).domains().stream()
        .filter(hold -> hold.verifiedAt().isPresent())
        .map(hold -> hold.domain().value())
        .collect(Collectors.toUnmodifiableSet());
  }

  // --- changes -------------------------------------------------------------------------------

  /// @param roles those of one who is switched off
  private void put(
      Directory by,
      PersonId person,
      UserWish wish,
      Optional<ProvisionedUser> before,
      Optional<RoleSet> roles) {
    var at = by.act().at();
    var since = before.map(ProvisionedUser::since).orElse(at);
    put(by, new User(person, wish.address(), wish.externalId(), wish.names(), roles, since, at));
  }

  private void remember(Directory by, ProvisionedUser user, RoleSet roles) {
    put(
        by,
        new User(
            user.id(),
            user.address(),
            user.externalId(),
            user.names(),
            Optional.of(roles),
            user.since(),
            by.act().at()));
  }

  private void put(Directory by, User user) {
    switch (join(ports.users().put(by.organisation(), user, by.act()))) {
      case DONE -> {
        // nothing else to do
      }
      case TAKEN -> throw failure(ProvisioningRefusal.TAKEN);
      case TOO_MANY -> throw failure(ProvisioningRefusal.LIMIT);
    }
  }

  private void admit(Directory by, PersonId person, RoleSet roles) {
    apply(by, new PeopleCommand.Admit(person, roles, PROVIDER));
  }

  /// The groups of one who is switched on, as the directory does not send them again. A role that
  /// is gone meanwhile, or has more than an admin's permissions, stays away. With none, the least
  /// that a member may do.
  private RoleSet back(Directory by, ProvisionedUser user) {
    return groups(by).values().stream()
        .filter(user::has)
        .reduce((some, role) -> some.with(role).orElse(some))
        .orElse(VIEWER);
  }

  /// One who has left meanwhile is gone as the directory wants it.
  private void withdraw(Directory by, PersonId person) {
    var command = new PeopleCommand.Withdraw(person);
    if (join(ports.commands().apply(by.organisation(), command, by.act()))
            instanceof Outcome.Refused(var reason)
        && reason != OrganisationRefusal.UNKNOWN_MEMBER) refused(reason);
  }

  /// A sign-in would go on if the person joined again.
  private void endSignIns(Directory by, PersonId person) {
    var subject = person.toString();
    for (Family family : join(ports.families().list(subject)))
      if (family.organisation().equals(by.organisation().tenant()))
        join(ports.families().revoke(subject, family.signIn(), by.act().at()));
  }

  /// A change that is there already is one that was done.
  private void apply(Directory by, PeopleCommand command) {
    if (join(ports.commands().apply(by.organisation(), command, by.act()))
        instanceof Outcome.Refused(var reason)) refused(reason);
  }

  private static void refused(OrganisationRefusal reason) {
    switch (reason) {
      case UNCHANGED, ALREADY_MEMBER -> {
        // as the directory wants it
      }
      case UNKNOWN_MEMBER -> throw failure(ProvisioningRefusal.UNKNOWN_MEMBER);
      case UNKNOWN_ROLE -> throw failure(ProvisioningRefusal.UNKNOWN_GROUP);
      case BEYOND_OWN, LAST_OWNER, FORBIDDEN -> throw failure(ProvisioningRefusal.BEYOND_ADMIN);
      case LIMIT -> throw failure(ProvisioningRefusal.LIMIT);
      default -> throw failure(ProvisioningRefusal.NOT_SERVED);
    }
  }

  private static ProvisioningFailure failure(ProvisioningRefusal reason) {
    return new ProvisioningFailure(reason);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
