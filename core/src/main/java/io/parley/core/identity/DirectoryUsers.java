package io.parley.core.identity;

import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores the people whom an organisation's directory has named (SCIM, RFC 7643). Such a person is
/// active while it is a member; the row outlives the membership, so that the directory finds whom
/// it has switched off. Thread safe.
public interface DirectoryUsers {
  /// The most users of an organisation.
  int COUNT_MAX = 20_000;

  /// Characters of an id that the directory gives.
  int EXTERNAL_ID_MAX = 255;

  /// A user.
  ///
  /// @param address by which the directory named the person
  /// @param externalId the directory's id of the person, unique in the organisation
  /// @param names as the directory gives them; the account keeps its own
  /// @param roles of one who is switched off: those that come back with it; empty of a member
  record User(
      PersonId person,
      EmailAddress address,
      Optional<String> externalId,
      Names names,
      Optional<RoleSet> roles,
      Instant since,
      Instant changedAt) {
    /// Without personal data, for logs.
    @Override
    public String toString() {
      return "User[" + person + "]";
    }
  }

  /// Parts of a name.
  record Names(Optional<String> given, Optional<String> family, Optional<String> display) {
    /// Personal data: not for logs.
    @Override
    public String toString() {
      return "Names[(not shown)]";
    }
  }

  /// The outcome for a user.
  enum Stored {
    DONE,
    /// Another user has the directory's id.
    TAKEN,
    TOO_MANY
  }

  CompletionStage<Optional<User>> find(OrganisationId organisation, PersonId person);

  /// @param externalId compared as it is
  CompletionStage<Optional<User>> find(OrganisationId organisation, String externalId);

  /// All of an organisation, by id.
  CompletionStage<List<User>> list(OrganisationId organisation);

  /// Adds a user, or replaces the person's. With an entry in the organisation's audit trail, unless
  /// it is so already.
  CompletionStage<Stored> put(OrganisationId organisation, User user, Act act);

  /// Forgets a user, with an entry in the organisation's audit trail.
  ///
  /// @return false if there is none
  CompletionStage<Boolean> remove(OrganisationId organisation, PersonId person, Act act);
}
