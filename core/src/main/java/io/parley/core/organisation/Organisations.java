package io.parley.core.organisation;

import io.parley.core.access.PlatformRole;
import io.parley.core.audit.Act;
import io.parley.core.mail.NewMail;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores organisations and their people. A command is one transaction: it locks the organisation,
/// reads what the rules need, decides, and writes the changes with their audit entries. So of two
/// commands at the same time the later one is decided against the outcome of the earlier one. A
/// person's permissions are read in that transaction: one that was taken away does not count any
/// more. A mail about the command, with its link, is part of the transaction.
/// [OrganisationDirectory] reads. Thread safe.
public interface Organisations {
  /// Makes an organisation. A person must be staff that may; refuses with `UNAVAILABLE` if the slug
  /// or the id is another organisation's.
  ///
  /// @param mail the organisation's, with the link of its claim. Refuses with `NO_MAIL` or `LIMIT`
  ///   if it cannot be stored
  CompletionStage<Outcome> begin(SignUp wanted, Act act, Optional<NewMail> mail);

  /// As above, without a mail: the link is given otherwise.
  default CompletionStage<Outcome> begin(SignUp wanted, Act act) {
    return begin(wanted, act, Optional.empty());
  }

  /// @param mail as for [#begin]
  /// @return refuses with `NOT_FOUND` both if there is no such organisation and if the actor may
  ///   not see it
  CompletionStage<Outcome> apply(
      OrganisationId id, OrganisationCommand command, Act act, Optional<NewMail> mail);

  /// As above, without a mail.
  default CompletionStage<Outcome> apply(OrganisationId id, OrganisationCommand command, Act act) {
    return apply(id, command, act, Optional.empty());
  }

  /// Makes a person the owner of the organisation whose link the person has, and its address
  /// verified.
  ///
  /// @param act by that person
  CompletionStage<Outcome> claim(TokenHash token, Act act);

  /// Makes a person a member of the organisation whose invitation the person has, and its address
  /// verified.
  ///
  /// @param act by that person
  CompletionStage<Outcome> accept(TokenHash token, Act act);

  /// Organisations whose claim expired or whose deletion is due: for a timer, which sends `Expire`
  /// or `Delete`.
  CompletionStage<List<OrganisationId>> due(Instant now, int max);

  /// Gives a person a platform role, or takes it. Refuses with `FORBIDDEN` unless the actor manages
  /// staff, and with `UNKNOWN_PERSON` if there is no such person.
  ///
  /// @return empty when it is done
  CompletionStage<Optional<OrganisationRefusal>> setPlatformRole(
      PersonId person, PlatformRole role, boolean has, Act act);
}
