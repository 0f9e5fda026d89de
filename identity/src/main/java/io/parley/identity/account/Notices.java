package io.parley.identity.account;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people by mail that somebody signed in to their account in a browser that is not known,
/// has a copy of a passkey, or changed by what the account is proved: an owner who did not do so
/// learns of it, in the own language. Nobody waits for such a mail, and nothing fails with it.
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AccountStores stores;
  private final AccountTerms terms;
  private final Fresh fresh;

  Notices(AccountStores stores, AccountTerms terms, Fresh fresh) {
    this.stores = stores;
    this.terms = terms;
    this.fresh = fresh;
  }

  void newSignIn(Person person, Place place, Instant now) {
    tell(MailKind.NEW_SIGN_IN, person, Optional.of(place), now);
  }

  void passkeyCopied(Person person, Place place, Instant now) {
    tell(MailKind.PASSKEY_COPIED, person, Optional.of(place), now);
  }

  void passwordChanged(Person person, Instant now) {
    tell(MailKind.PASSWORD_CHANGED, person, Optional.empty(), now);
  }

  void secondFactorOn(PersonId person, Instant now) {
    tell(MailKind.SECOND_FACTOR_ON, person, now);
  }

  void secondFactorOff(PersonId person, Instant now) {
    tell(MailKind.SECOND_FACTOR_OFF, person, now);
  }

  void passkeyAdded(PersonId person, Instant now) {
    tell(MailKind.PASSKEY_ADDED, person, now);
  }

  private void tell(MailKind kind, PersonId id, Instant now) {
    CompletableFuture.completedStage(id)
        .thenCompose(each -> stores.persons().find(each))
        .whenComplete(
            (person, failure) -> {
              if (failure != null)
                LOG.warn("the notice {} to {} was not stored", kind.word(), id, failure);
              else person.ifPresent(each -> tell(kind, each, Optional.empty(), now));
            });
  }

  private void tell(MailKind kind, Person person, Optional<Place> place, Instant now) {
    CompletableFuture.completedStage(person)
        .thenCompose(each -> stores.mails().enqueue(mail(kind, each, place, now), now))
        .whenComplete(
            (stored, failure) -> {
              if (failure != null)
                LOG.warn("the notice {} to {} was not stored", kind.word(), person, failure);
              else if (stored != Mails.Stored.DONE)
                LOG.warn("the notice {} to {} was not stored: {}", kind.word(), person, stored);
            });
  }

  private NewMail mail(MailKind kind, Person person, Optional<Place> place, Instant now) {
    var values = new HashMap<String, String>();
    values.put("time", TIME.format(now));
    values.put(MailKind.LINK, terms.page("/account"));
    place.ifPresent(at -> values.put("device", at.address().text()));
    return new NewMail(
        new MailId(fresh.uuid()),
        TenantId.PLATFORM,
        kind,
        person.language().or(() -> place.flatMap(Place::language)).orElseGet(terms::language),
        person.address(),
        values);
  }
}
