package io.parley.core.mail;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Templates that organisations have written, by kind and language. Thread safe. Stages fail as the
/// store does.
public interface OwnTemplates {
  /// The most of an organisation.
  int COUNT_MAX = 60;

  /// A stored template.
  record Written(MailTemplate template, Instant at) {}

  enum Stored {
    DONE,
    /// There are [#COUNT_MAX], and this would be another one.
    FULL
  }

  /// All of them, by kind and language. Kinds of a later release are left out.
  CompletionStage<List<Written>> of(TenantId tenant);

  /// Stores one in the place of that of its kind and language, with an entry in the organisation's
  /// audit trail. The next mail has its words, on every node.
  CompletionStage<Stored> put(TenantId tenant, OwnTemplate template, Act act);

  /// Removes one, with an entry in the audit trail: the program's words count again.
  ///
  /// @param language in small letters
  /// @return false if there was none
  CompletionStage<Boolean> remove(TenantId tenant, MailKind kind, String language, Act act);
}
