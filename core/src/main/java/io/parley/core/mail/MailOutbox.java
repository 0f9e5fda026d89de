package io.parley.core.mail;

import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The mails that wait, for their senders: any number of nodes. Thread safe.
public interface MailOutbox {
  /// A mail that the claimer sends now.
  ///
  /// @param values empty if this node cannot decrypt them
  /// @param attempts with this one
  record Claimed(
      MailId id,
      TenantId tenant,
      MailKind kind,
      String language,
      EmailAddress to,
      Optional<Map<String, String>> values,
      Instant orderedAt,
      int attempts) {
    public Claimed {
      values = values.map(Map::copyOf);
    }

    /// Without address and values, for logs.
    @Override
    public String toString() {
      return "Claimed[" + id + ", attempt " + attempts + "]";
    }
  }

  /// Mails that are due, those that wait longest first. Others do not get them before the lease
  /// ends. A claimer that is lost leaves them to the next one, so a mail may be sent twice, with
  /// the same message identifier.
  CompletionStage<List<Claimed>> claim(Instant now, Duration lease, int max);

  /// Stores the outcome of an attempt, and deletes the values of a mail that is not tried again.
  ///
  /// @return false if another claimer has the mail by now, or it is over; then nothing is stored.
  ///   That it was sent is stored by any claimer
  CompletionStage<Boolean> end(Claimed mail, MailRules.Verdict verdict, Instant at);

  /// Deletes records of mails that were over before `before`, and mails that were too late by then
  /// and that no node could end, because a later release had stored them.
  ///
  /// @return how many, at most `max`
  CompletionStage<Integer> sweep(Instant before, int max);

  /// How many mails wait, of all tenants, claimed ones included.
  ///
  /// @param max at which counting ends
  CompletionStage<Integer> waiting(int max);
}
