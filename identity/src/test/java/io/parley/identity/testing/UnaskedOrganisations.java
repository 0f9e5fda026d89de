package io.parley.identity.testing;

import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.Staffing;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Organisations that answer nothing. A fake extends it with what its tests ask, so that any other
/// question fails the test.
public abstract class UnaskedOrganisations implements Organisations, OrganisationDirectory {
  private UnsupportedOperationException unasked() {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + " does not answer this (expected: no test asks it)");
  }

  @Override
  public CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail) {
    throw unasked();
  }

  @Override
  public CompletionStage<Outcome> apply(
      OrganisationId id, OrganisationCommand command, Act act, Optional<NewMail> mail) {
    throw unasked();
  }

  @Override
  public CompletionStage<Outcome> claim(TokenHash token, Act act) {
    throw unasked();
  }

  @Override
  public CompletionStage<Outcome> accept(TokenHash token, Act act) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<OrganisationId>> due(Instant now, int max) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<OrganisationRefusal>> setPlatformRole(
      PersonId person, PlatformRole role, boolean has, Act act) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<Organisation>> find(OrganisationId id) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<OrganisationId>> find(Slug slug) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<OrganisationId>> find(CustomDomain domain) {
    throw unasked();
  }

  @Override
  public CompletionStage<Names> names(OrganisationId id) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<Standing>> standing(
      PersonId person, OrganisationId id, Instant at) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Belonging>> of(PersonId person) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Membership>> members(
      OrganisationId id, Optional<PersonId> after, int limit) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Member>> people(
      OrganisationId id, Optional<PersonId> after, int limit) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Invitation>> invitations(OrganisationId id) {
    throw unasked();
  }

  @Override
  public CompletionStage<Staffing> staff(OrganisationId id, Instant at) {
    throw unasked();
  }

  @Override
  public CompletionStage<Set<PlatformRole>> platformRoles(PersonId person) {
    throw unasked();
  }

  @Override
  public CompletionStage<Optional<OpenLink>> link(TokenHash token, Instant at) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Listed>> all(Optional<OrganisationId> after, int limit) {
    throw unasked();
  }

  @Override
  public CompletionStage<List<Listed>> named(
      String part, Optional<OrganisationId> after, int limit) {
    throw unasked();
  }
}
