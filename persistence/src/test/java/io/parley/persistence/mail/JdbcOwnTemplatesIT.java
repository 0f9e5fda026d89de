package io.parley.persistence.mail;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.mail.OwnTemplates.Stored;
import io.parley.core.mail.OwnTemplates.Written;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOwnTemplatesIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Act ACT = Act.ofProgram("operator", NOON);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcOwnTemplates templates = new JdbcOwnTemplates(db.database());
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private static OwnTemplate template(MailKind kind, String language, String subject) {
    return new OwnTemplate(
        new MailTemplate(kind, language, subject, "{{organisation}}\n\n{{link}}"));
  }

  private Stored put(TenantId tenant, OwnTemplate template) {
    return get(templates.put(tenant, template, ACT));
  }

  @Test
  void words_are_stored_replaced_and_removed_in_their_organisation_alone() {
    var german = template(MailKind.INVITATION, "de", "Komm");
    var offer = template(MailKind.OWNERSHIP_OFFER, "de", "Nimm");
    assertThat(put(SHOP, offer)).isEqualTo(Stored.DONE);
    assertThat(put(SHOP, template(MailKind.INVITATION, "de", "Herein"))).isEqualTo(Stored.DONE);
    assertThat(put(SHOP, german)).isEqualTo(Stored.DONE);
    assertThat(put(BANK, template(MailKind.INVITATION, "de", "Bank"))).isEqualTo(Stored.DONE);
    assertThat(get(templates.of(SHOP)))
        .containsExactly(new Written(german.template(), NOON), new Written(offer.template(), NOON));
    assertThat(get(templates.remove(SHOP, MailKind.INVITATION, "de", ACT))).isTrue();
    assertThat(get(templates.remove(SHOP, MailKind.INVITATION, "de", ACT))).isFalse();
    assertThat(get(templates.of(SHOP)))
        .extracting(Written::template)
        .containsExactly(offer.template());
    assertThat(get(templates.of(BANK))).hasSize(1);
  }

  @Test
  void the_trail_has_the_words_before_and_after_and_nothing_of_what_changed_nothing() {
    put(SHOP, template(MailKind.INVITATION, "de", "Komm"));
    put(SHOP, template(MailKind.INVITATION, "de", "Komm"));
    put(SHOP, template(MailKind.INVITATION, "de", "Herein"));
    get(templates.remove(SHOP, MailKind.INVITATION, "de", ACT));
    var entries = get(trail.page(SHOP, 0, 10));
    assertThat(entries)
        .extracting(entry -> entry.change().action())
        .containsExactly("mail-template-changed", "mail-template-changed", "mail-template-removed");
    var replaced = entries.get(1).change();
    assertThat(replaced.target()).isEqualTo("mail-template:invitation.de");
    assertThat(replaced.before()).containsEntry("subject", "Komm").containsKey("text");
    assertThat(replaced.after()).containsEntry("subject", "Herein");
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
  }

  @Test
  void an_organisation_has_so_many_and_replaces_one_all_the_same() {
    for (int i = 0; i < OwnTemplates.COUNT_MAX; i++)
      assertThat(put(SHOP, template(MailKind.INVITATION, "en-a" + i, "Come")))
          .isEqualTo(Stored.DONE);
    assertThat(put(SHOP, template(MailKind.INVITATION, "en", "Come"))).isEqualTo(Stored.FULL);
    assertThat(put(SHOP, template(MailKind.INVITATION, "en-a1", "Come in"))).isEqualTo(Stored.DONE);
    assertThat(put(BANK, template(MailKind.INVITATION, "en", "Come"))).isEqualTo(Stored.DONE);
  }

  @Test
  void a_kind_of_a_later_release_is_left_out() {
    put(SHOP, template(MailKind.INVITATION, "de", "Komm"));
    db.execute(
        "INSERT INTO mail_template VALUES ('shop', 'birthday', 'de', 'Hoch', 'Hoch', now())");
    assertThat(get(templates.of(SHOP))).hasSize(1);
  }
}
