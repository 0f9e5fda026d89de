package io.parley.identity.oidc;

import io.parley.core.access.Permission;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcSubjects;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Finds the member that a provider's person is: by the subject, once it is linked. The first time
/// by the address, whose domain the organisation has proved; then the subject is linked, and nobody
/// else gets the account by that address. A person who is no member becomes one, if the provider
/// admits people. Calls block: use virtual threads.
final class Admission {
  /// In audit trails.
  private static final String AUTHOR = "sign-in-provider";

  private final OidcPorts.People people;
  private final OidcSubjects subjects;
  private final Supplier<UUID> ids;

  Admission(OidcPorts.People people, OidcSubjects subjects, Supplier<UUID> ids) {
    this.people = people;
    this.subjects = subjects;
    this.ids = ids;
  }

  /// @throws OidcFailure if the organisation does not take the person
  PersonId admit(OidcConnection by, Claimant claimant, RemoteAddress from, Instant now)
      throws OidcFailure {
    var person = admitted(by, claimant, from, now);
    // the person's own choice stays
    claimant
        .language()
        .ifPresent(language -> join(people.persons().seemsToSpeak(person, language)));
    return person;
  }

  private PersonId admitted(OidcConnection by, Claimant claimant, RemoteAddress from, Instant now)
      throws OidcFailure {
    if (!by.covers(claimant.address().domain()))
      throw new OidcFailure(
          OidcRefusal.FOREIGN_DOMAIN, "the address is of a domain that it does not speak for");
    var linked = join(subjects.find(by.organisation(), by.issuer(), claimant.subject()));
    if (linked.isPresent()) {
      check(by, linked.get(), now);
      return linked.get();
    }
    return first(by, claimant, from, now);
  }

  private PersonId first(OidcConnection by, Claimant claimant, RemoteAddress from, Instant now)
      throws OidcFailure {
    var known = join(people.persons().find(claimant.address()));
    boolean isMember = known.isPresent() && check(by, known.get().id(), now);
    // before an account is made for nothing
    if (!isMember && by.admits().isEmpty()) throw refused("it admits nobody");
    if (!isMember && known.isPresent() && isSwitchedOff(by, known.get().id()))
      throw refused("the organisation's directory has switched it off");
    var person = isMember ? verified(known.get()) : joined(by, claimant, from, now);
    link(by, claimant, person, now);
    return person;
  }

  /// A member's account is no stranger's: only mail to the address, or the organisation itself,
  /// makes members.
  private PersonId verified(Person member) {
    join(people.persons().verified(member.id(), member.address()));
    return member.id();
  }

  private PersonId joined(OidcConnection by, Claimant claimant, RemoteAddress from, Instant now)
      throws OidcFailure {
    var wanted =
        new Person(new PersonId(ids.get()), claimant.address(), claimant.name(), true, now);
    var person = people.accounts().confirm(wanted, now);
    join(by, person, from, now);
    return person;
  }

  /// Whether a person who is no member is known to the organisation's directory: that has ended the
  /// membership, and begins it again.
  private boolean isSwitchedOff(OidcConnection by, PersonId person) {
    return join(people.provisioned().has(by.organisation(), person));
  }

  /// Of two sign-ins at the same time one finds that the other one was faster.
  private void link(OidcConnection by, Claimant claimant, PersonId person, Instant now)
      throws OidcFailure {
    var issuer = by.issuer();
    var subject = claimant.subject();
    if (join(subjects.link(by.organisation(), issuer, subject, person, now))) return;
    if (!join(subjects.find(by.organisation(), issuer, subject)).equals(Optional.of(person)))
      throw new OidcFailure(
          OidcRefusal.OTHER_SUBJECT, "the member is linked to another subject of the issuer");
  }

  /// Whether the person is a member, who may then do no more than the provider's author might: the
  /// provider of an admin does not sign owners in.
  private boolean check(OidcConnection by, PersonId person, Instant now) throws OidcFailure {
    var standing = join(people.standings().standing(person, by.organisation(), now));
    if (standing.flatMap(Standing::membership).isEmpty()) return false;
    if (!by.reaches(asMember(standing.get())))
      throw new OidcFailure(
          OidcRefusal.BEYOND_AUTHOR, "the member has permissions that its author did not have");
    return true;
  }

  private static Set<Permission> asMember(Standing standing) {
    return standing.membership().orElseThrow().roles().permissions(standing.customRoles());
  }

  private void join(OidcConnection by, PersonId person, RemoteAddress from, Instant now)
      throws OidcFailure {
    var command =
        new PeopleCommand.Admit(person, new RoleSet(by.admits(), Set.of()), by.id().toString());
    var act = new Act(new Actor.Program(AUTHOR), from, now);
    if (join(people.commands().apply(by.organisation(), command, act))
            instanceof Outcome.Refused(var reason)
        && reason != OrganisationRefusal.ALREADY_MEMBER) throw refused(reason.word());
  }

  private static OidcFailure refused(String detail) {
    return new OidcFailure(OidcRefusal.NOT_ADMITTED, "a person is not admitted: " + detail);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
