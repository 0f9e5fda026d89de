package io.parley.identity.oidc;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.identity.OidcSubjects;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.People;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.PeopleEvent;
import io.parley.core.organisation.PeopleRules;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.account.MemoryCredentials;
import io.parley.identity.account.MemoryPasskeys;
import io.parley.identity.confirm.ConfirmedAccounts;
import io.parley.identity.refresh.MemoryRefreshFamilies;
import java.time.Instant;
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

/// One organisation's people in memory, who join by the rules.
final class MemoryMembers implements Persons, OidcSubjects {
  static final OrganisationId SHOP = new OrganisationId(new UUID(1, 1));

  final Map<PersonId, Person> persons = new LinkedHashMap<>();
  final Map<PersonId, Membership> members = new HashMap<>();
  final Map<String, PersonId> subjects = new HashMap<>();
  final MemoryCredentials credentials = new MemoryCredentials();

  /// Named by the organisation's directory.
  final Set<PersonId> provisioned = new HashSet<>();

  Lifecycle state = new Lifecycle.Active();

  PersonId person(String address) {
    var id = new PersonId(new UUID(2, persons.size()));
    persons.put(id, new Person(id, new EmailAddress(address), "Ada", true, Instant.EPOCH));
    return id;
  }

  PersonId member(String address, ClientRole role) {
    var id = person(address);
    members.put(id, new Membership(id, RoleSet.of(role), Instant.EPOCH));
    return id;
  }

  OidcPorts.People ports() {
    return new OidcPorts.People(
        this,
        this::apply,
        this::standing,
        (_, person) -> CompletableFuture.completedStage(provisioned.contains(person)),
        new ConfirmedAccounts(
            this, credentials, new MemoryPasskeys(), new MemoryRefreshFamilies()));
  }

  private CompletionStage<Outcome> apply(OrganisationId id, OrganisationCommand command, Act act) {
    var shop = new Organisation(SHOP, "Shop", state, Optional.empty(), Instant.EPOCH);
    var people =
        new People(
            Set.of(),
            members,
            List.of(),
            Set.of(),
            1,
            members.size(),
            0,
            Optional.empty(),
            Set.of());
    return CompletableFuture.completedStage(
        switch (PeopleRules.decide(shop, people, (PeopleCommand) command, act)) {
          case OrganisationDecision.Refused(var reason) -> new Outcome.Refused(reason);
          case OrganisationDecision.Accepted(var events) -> {
            if (events.getFirst() instanceof PeopleEvent.Admitted(var person, var roles, _))
              members.put(person, new Membership(person, roles, act.at()));
            yield new Outcome.Done(id, events);
          }
        });
  }

  private CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    return CompletableFuture.completedStage(
        Optional.of(
            new Standing(
                person,
                id,
                Service.OPEN,
                Optional.ofNullable(members.get(person)),
                List.of(),
                Set.of(),
                List.of(),
                List.of())));
  }

  @Override
  public CompletionStage<Person> register(Person person) {
    return find(person.address())
        .thenApply(
            before -> {
              if (before.isEmpty()) persons.put(person.id(), person);
              return before.orElse(person);
            });
  }

  @Override
  public CompletionStage<Optional<Person>> find(PersonId id) {
    return CompletableFuture.completedStage(Optional.ofNullable(persons.get(id)));
  }

  @Override
  public CompletionStage<Optional<Person>> find(EmailAddress address) {
    return CompletableFuture.completedStage(
        persons.values().stream().filter(each -> each.address().equals(address)).findFirst());
  }

  @Override
  public CompletionStage<Boolean> verified(PersonId id, EmailAddress address) {
    var person = persons.get(id);
    if (!person.address().equals(address)) return CompletableFuture.completedStage(false);
    persons.put(id, new Person(id, address, person.name(), true, person.since()));
    return CompletableFuture.completedStage(true);
  }

  @Override
  public CompletionStage<Void> rename(PersonId id, String name) {
    persons.computeIfPresent(
        id,
        (_, person) -> new Person(id, person.address(), name, person.isVerified(), person.since()));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> speaks(PersonId id, String language) {
    persons.computeIfPresent(
        id,
        (_, person) ->
            new Person(
                id,
                person.address(),
                person.name(),
                person.isVerified(),
                person.since(),
                Optional.of(language)));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> seemsToSpeak(PersonId id, String language) {
    var person = persons.get(id);
    return person != null && person.language().isEmpty()
        ? speaks(id, language)
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Optional<PersonId>> find(
      OrganisationId organisation, String issuer, String subject) {
    return CompletableFuture.completedStage(
        Optional.ofNullable(subjects.get(issuer + "|" + subject)));
  }

  @Override
  public CompletionStage<Boolean> link(
      OrganisationId organisation, String issuer, String subject, PersonId person, Instant at) {
    boolean isFree = members.containsKey(person) && !subjects.containsValue(person);
    return CompletableFuture.completedStage(
        isFree && subjects.putIfAbsent(issuer + "|" + subject, person) == null);
  }
}
