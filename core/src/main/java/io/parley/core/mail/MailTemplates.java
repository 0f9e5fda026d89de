package io.parley.core.mail;

import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletionStage;

/// Finds templates: an organisation's own, or those of the program. Thread safe.
public interface MailTemplates {
  /// The template for a reader of this language; if there is none, the one of the language without
  /// its region, or the English one.
  ///
  /// @param language a tag of BCP 47
  CompletionStage<MailTemplate> find(TenantId tenant, MailKind kind, String language);
}
