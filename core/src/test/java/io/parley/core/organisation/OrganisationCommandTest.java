package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganisationCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final Act ACT =
      new Act(new Actor.Person(ADA), new RemoteAddress("192.0.2.7"), NOON);
  private static final OrganisationCommand RENAME = new LifecycleCommand.Rename("Other");

  private static Optional<Principal> principal(
      Optional<ClientRole> role, Set<PlatformRole> platform) {
    return new Standing(
            ADA,
            new OrganisationId(new UUID(7, 7)),
            Service.OPEN,
            role.map(has -> new Membership(ADA, RoleSet.of(has), NOON)),
            List.of(),
            platform,
            List.of(),
            List.of())
        .principal(NOON);
  }

  @Test
  void a_member_with_the_permission_passes_and_one_without_is_told_so() {
    var admin = principal(Optional.of(ClientRole.ADMIN), Set.of());
    assertThat(OrganisationCommand.gate(RENAME, ACT, admin)).isEmpty();
    var viewer = principal(Optional.of(ClientRole.VIEWER), Set.of());
    assertThat(OrganisationCommand.gate(RENAME, ACT, viewer)).contains(FORBIDDEN);
  }

  @Test
  void to_strangers_and_unassigned_staff_an_organisation_looks_missing() {
    assertThat(OrganisationCommand.gate(RENAME, ACT, Optional.empty())).contains(NOT_FOUND);
    var operator = principal(Optional.empty(), Set.of(PlatformRole.OPERATOR));
    assertThat(OrganisationCommand.gate(RENAME, ACT, operator)).contains(NOT_FOUND);
    assertThat(OrganisationCommand.gate(new LifecycleCommand.Resume(), ACT, operator)).isEmpty();
  }

  @Test
  void a_timers_commands_tell_a_stranger_nothing() {
    var owner = principal(Optional.of(ClientRole.OWNER), Set.of());
    for (var command : List.of(new LifecycleCommand.Expire(), new LifecycleCommand.Delete())) {
      assertThat(OrganisationCommand.gate(command, ACT, Optional.empty())).contains(NOT_FOUND);
      assertThat(OrganisationCommand.gate(command, ACT, owner)).contains(FORBIDDEN);
      assertThat(OrganisationCommand.gate(command, Act.ofProgram("timer", NOON), Optional.empty()))
          .isEmpty();
    }
  }

  @Test
  void the_program_passes() {
    assertThat(OrganisationCommand.gate(RENAME, Act.ofProgram("timer", NOON), Optional.empty()))
        .isEmpty();
  }

  @Test
  void a_person_may_always_act_for_itself() {
    assertThat(OrganisationCommand.gate(new PeopleCommand.Leave(), ACT, Optional.empty()))
        .isEmpty();
  }
}
