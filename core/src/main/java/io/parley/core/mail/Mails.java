package io.parley.core.mail;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// Takes mails to be sent. A mail that a command causes is stored in the transaction of that
/// command, by the command's own port: it is neither sent for a command that was undone, nor lost
/// after one that was done. This port is for those without a command. Thread safe.
public interface Mails {
  /// The most mails of one tenant that wait.
  int WAITING_MAX = 1_000;

  /// The most mails that one tenant orders within a day, sent ones included: whoever invites and
  /// revokes in turn has few that wait, and writes to strangers all the same. Those of
  /// [io.parley.core.tenant.TenantId#PLATFORM] are limited by sender and reader.
  int DAY_MAX = 1_000;

  /// The most mails of [io.parley.core.tenant.TenantId#PLATFORM] that wait: those of all accounts.
  int PLATFORM_WAITING_MAX = 100_000;

  /// The outcome of storing a mail.
  enum Stored {
    /// It is stored, or was stored before under this id.
    DONE,
    /// As many mails of the tenant wait as may, or it has ordered as many within a day.
    TOO_MANY,
    /// This installation has no key to encrypt it with.
    NO_KEY
  }

  CompletionStage<Stored> enqueue(NewMail mail, Instant at);
}
