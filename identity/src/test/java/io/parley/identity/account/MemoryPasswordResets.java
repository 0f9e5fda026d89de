package io.parley.identity.account;

import io.parley.core.identity.PasswordResets;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Links for new passwords in memory.
public final class MemoryPasswordResets implements PasswordResets {
  private final Map<PersonId, Reset> all = new HashMap<>();
  private final MemoryMails mails;

  /// @param mails those with the links are added to it
  public MemoryPasswordResets(MemoryMails mails) {
    this.mails = mails;
  }

  @Override
  public synchronized CompletionStage<Mails.Stored> begin(Reset reset, NewMail mail, Instant at) {
    return mails
        .enqueue(mail, at)
        .thenApply(
            stored -> {
              all.put(reset.person(), reset);
              return stored;
            });
  }

  @Override
  public synchronized CompletionStage<Optional<PersonId>> find(TokenHash token, Instant now) {
    return CompletableFuture.completedFuture(open(token, now));
  }

  private Optional<PersonId> open(TokenHash token, Instant now) {
    return all.values().stream()
        .filter(reset -> reset.token().equals(token) && !reset.isExpired(now))
        .map(Reset::person)
        .findFirst();
  }

  @Override
  public synchronized CompletionStage<Optional<PersonId>> use(TokenHash token, Instant now) {
    var person = open(token, now);
    person.ifPresent(all::remove);
    return CompletableFuture.completedFuture(person);
  }

  @Override
  public synchronized CompletionStage<Integer> delete(Instant now) {
    int before = all.size();
    all.values().removeIf(reset -> reset.isExpired(now));
    return CompletableFuture.completedFuture(before - all.size());
  }
}
