package io.parley.persistence.organisation;

import static io.parley.persistence.organisation.OrganisationFixture.NOON;
import static io.parley.persistence.organisation.OrganisationFixture.address;
import static io.parley.persistence.organisation.OrganisationFixture.by;
import static io.parley.persistence.organisation.OrganisationFixture.done;
import static io.parley.persistence.organisation.OrganisationFixture.program;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailOutbox.Claimed;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.InvitationId;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.secret.Keyring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A mail is stored with its command, or not at all.
class OrganisationMailIT {
  private final OrganisationFixture fixture = new OrganisationFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private NewMail mail(TenantId tenant, String to) {
    return new NewMail(
        new MailId(fixture.id()),
        tenant,
        MailKind.VERIFY,
        "en",
        address(to),
        Map.of("organisation", "Acme", "link", "https://a.example/c#t"));
  }

  private PeopleCommand.Invite invite(String name) {
    return new PeopleCommand.Invite(
        new InvitationId(fixture.id()),
        TokenHash.of("token of " + name),
        address(name),
        RoleSet.of(ClientRole.VIEWER));
  }

  private List<Claimed> waiting() {
    return get(fixture.mails.claim(NOON.plusSeconds(1), Duration.ofMinutes(15), 100));
  }

  private long mails() {
    return fixture.db.count("mail");
  }

  @Test
  void the_mail_of_a_sign_up_waits_when_it_is_done() {
    var id = new OrganisationId(fixture.id());
    var mail = mail(id.tenant(), "ada");
    done(
        get(
            fixture.organisations.begin(
                fixture.signUp(id, "acme", "ada"), program(NOON), Optional.of(mail))));
    assertThat(waiting())
        .singleElement()
        .satisfies(
            waits -> {
              assertThat(waits.id()).isEqualTo(mail.id());
              assertThat(waits.tenant()).isEqualTo(id.tenant());
              assertThat(waits.orderedAt()).isEqualTo(NOON);
            });
  }

  @Test
  void the_mail_of_an_invitation_is_in_its_transaction() {
    var id = fixture.owned("acme", "ada");
    var ada = fixture.person("ada");
    done(
        get(
            fixture.organisations.apply(
                id, invite("bob"), by(ada), Optional.of(mail(id.tenant(), "bob")))));
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void a_refused_command_sends_no_mail() {
    var id = fixture.owned("acme", "ada");
    var stranger = fixture.person("eve");
    assertThat(
            get(
                fixture.organisations.apply(
                    id, invite("bob"), by(stranger), Optional.of(mail(id.tenant(), "bob")))))
        .isEqualTo(new Outcome.Refused(OrganisationRefusal.NOT_FOUND));
    assertThat(mails()).isZero();
  }

  @Test
  void a_command_that_was_undone_sends_no_mail() {
    fixture.owned("acme", "ada");
    var id = new OrganisationId(fixture.id());
    assertThat(
            get(
                fixture.organisations.begin(
                    fixture.signUp(id, "acme", "bob"),
                    program(NOON),
                    Optional.of(mail(id.tenant(), "bob")))))
        .isEqualTo(new Outcome.Refused(OrganisationRefusal.UNAVAILABLE));
    assertThat(mails()).isZero();
  }

  @Test
  void a_mail_that_cannot_be_stored_refuses_its_command() {
    var without =
        new JdbcOrganisations(
            fixture.db.database(), new JdbcMails(fixture.db.database(), Keyring.empty()));
    var id = new OrganisationId(fixture.id());
    var wanted = fixture.signUp(id, "acme", "ada");
    var mail = Optional.of(mail(id.tenant(), "ada"));
    assertThat(get(without.begin(wanted, program(NOON), mail)))
        .isEqualTo(new Outcome.Refused(OrganisationRefusal.NO_MAIL));
    assertThat(get(fixture.directory.find(id))).isEmpty();
    done(get(without.begin(wanted, program(NOON))));
  }

  @Test
  void a_mail_of_another_tenant_is_a_bug() {
    var id = new OrganisationId(fixture.id());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fixture.organisations.begin(
                    fixture.signUp(id, "acme", "ada"),
                    program(NOON),
                    Optional.of(mail(TenantId.PLATFORM, "ada"))));
  }
}
