package io.parley.core.identity;

import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores links by which a person sets a new password: one for each person, as a hash, and gone
/// when it was used. They belong to no tenant. Thread safe.
public interface PasswordResets {
  /// A link.
  ///
  /// @param token stands for its secret
  record Reset(TokenHash token, PersonId person, Instant expiresAt) {
    public boolean isExpired(Instant at) {
      return !at.isBefore(expiresAt);
    }
  }

  /// Stores a link and the mail with it, both or neither. An earlier link of the person works no
  /// longer.
  ///
  /// @param mail of [io.parley.core.tenant.TenantId#PLATFORM]
  /// @return if not `DONE`, nothing is stored, and an earlier link still works
  CompletionStage<Mails.Stored> begin(Reset reset, NewMail mail, Instant at);

  /// The person of a link that works.
  CompletionStage<Optional<PersonId>> find(TokenHash token, Instant now);

  /// Uses a link: of two uses at the same time, one gets the person.
  CompletionStage<Optional<PersonId>> use(TokenHash token, Instant now);

  /// Deletes links that have expired.
  ///
  /// @return how many
  CompletionStage<Integer> delete(Instant now);
}
