package io.parley.identity.account;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.person.Person;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people by mail that somebody signed in to their account in a browser that is not known, or
/// has a copy of a passkey. Nobody waits for such a mail, and nothing fails with it.
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Mails mails;
  private final AccountTerms terms;
  private final Fresh fresh;

  Notices(Mails mails, AccountTerms terms, Fresh fresh) {
    this.mails = mails;
    this.terms = terms;
    this.fresh = fresh;
  }

  void newSignIn(Person person, Place place, Instant now) {
    tell(MailKind.NEW_SIGN_IN, person, place, now);
  }

  void passkeyCopied(Person person, Place place, Instant now) {
    tell(MailKind.PASSKEY_COPIED, person, place, now);
  }

  private void tell(MailKind kind, Person person, Place place, Instant now) {
    CompletableFuture.completedStage(person)
        .thenCompose(each -> mails.enqueue(mail(kind, each, place, now), now))
        .whenComplete(
            (stored, failure) -> {
              if (failure != null)
                LOG.warn("the notice {} to {} was not stored", kind.word(), person, failure);
              else if (stored != Mails.Stored.DONE)
                LOG.warn("the notice {} to {} was not stored: {}", kind.word(), person, stored);
            });
  }

  private NewMail mail(MailKind kind, Person person, Place place, Instant now) {
    return new NewMail(
        new MailId(fresh.uuid()),
        TenantId.PLATFORM,
        kind,
        terms.language(),
        person.address(),
        Map.of(
            "device",
            place.address().text(),
            "time",
            TIME.format(now),
            MailKind.LINK,
            terms.page("/account")));
  }
}
