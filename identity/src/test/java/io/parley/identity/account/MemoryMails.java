package io.parley.identity.account;

import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Mails in memory.
public final class MemoryMails implements Mails {
  private final List<NewMail> all = new ArrayList<>();
  private boolean fails;

  synchronized void fail() {
    fails = true;
  }

  /// In their order.
  public synchronized List<NewMail> all() {
    return List.copyOf(all);
  }

  public synchronized List<NewMail> of(MailKind kind) {
    return all.stream().filter(mail -> mail.kind() == kind).toList();
  }

  /// The secret of the link in the newest mail of a kind.
  public String token(MailKind kind) {
    var link = of(kind).getLast().values().get(MailKind.LINK);
    return link.substring(link.indexOf('#') + 1);
  }

  @Override
  public synchronized CompletionStage<Stored> enqueue(NewMail mail, Instant at) {
    if (fails) return CompletableFuture.failedFuture(new IllegalStateException("no database"));
    all.add(mail);
    return CompletableFuture.completedFuture(Stored.DONE);
  }
}
