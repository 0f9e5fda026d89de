package io.parley.core.identity;

import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores which member of an organisation a provider's subject is. A link ends with the membership.
/// Thread safe.
public interface OidcSubjects {
  /// Characters of a subject, which are ASCII (OpenID Connect Core 1.0, section 2).
  int SUBJECT_MAX = 255;

  CompletionStage<Optional<PersonId>> find(
      OrganisationId organisation, String issuer, String subject);

  /// Links a subject to a member.
  ///
  /// @return false if the subject is linked already, the member has another subject of this issuer
  ///   (providers give an address of a person who left to somebody else), or is no member any more
  CompletionStage<Boolean> link(
      OrganisationId organisation, String issuer, String subject, PersonId person, Instant at);
}
