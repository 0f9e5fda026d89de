package io.parley.persistence.identity;

import static io.parley.persistence.identity.IdentityFixture.NOON;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.identity.PasswordResets.Reset;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails.Stored;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.secret.Keyring;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcPasswordResetsIT {
  private static final Duration LASTS = Duration.ofHours(1);
  private static final TenantId ACME = new TenantId("acme");

  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcMails mails = new JdbcMails(fixture.db.database(), IdentityFixture.BOTH);
  private final JdbcPasswordResets resets = with(mails);
  private final PersonId ada = fixture.person("ada");

  @AfterEach
  void close() {
    fixture.close();
  }

  private JdbcPasswordResets with(JdbcMails outbox) {
    return new JdbcPasswordResets(fixture.db.database(), outbox);
  }

  private static Reset reset(PersonId person, String token) {
    return new Reset(TokenHash.of(token), person, NOON.plus(LASTS));
  }

  private static NewMail mail(TenantId tenant, String token) {
    return new NewMail(
        new MailId(UUID.nameUUIDFromBytes(token.getBytes(UTF_8))),
        tenant,
        MailKind.RESET,
        "en",
        new EmailAddress("ada@example.org"),
        Map.of("link", "https://a.example/reset#" + token));
  }

  private Stored begin(JdbcPasswordResets by, PersonId person, String token) {
    return get(by.begin(reset(person, token), mail(TenantId.PLATFORM, token), NOON));
  }

  private void begun(String token) {
    assertThat(begin(resets, ada, token)).isEqualTo(Stored.DONE);
  }

  private Optional<PersonId> find(String token) {
    return get(resets.find(TokenHash.of(token), NOON));
  }

  private Optional<PersonId> use(String token) {
    return get(resets.use(TokenHash.of(token), NOON));
  }

  @Test
  void a_link_waits_with_its_mail_and_works_once() {
    begun("token");
    assertThat(get(mails.claim(NOON, Duration.ofMinutes(15), 10)))
        .singleElement()
        .satisfies(
            waits -> {
              assertThat(waits.tenant()).isEqualTo(TenantId.PLATFORM);
              assertThat(waits.values()).contains(Map.of("link", "https://a.example/reset#token"));
            });
    assertThat(find("token")).contains(ada);
    assertThat(find("token")).as("a look is no use").contains(ada);
    assertThat(use("token")).contains(ada);
    assertThat(use("token")).isEmpty();
    assertThat(find("token")).isEmpty();
  }

  @Test
  void the_token_is_not_stored() {
    begun("s3cret");
    assertThat(fixture.db.count("password_reset WHERE token LIKE '%s3cret%'")).isZero();
    assertThat(fixture.db.count("password_reset")).isEqualTo(1);
  }

  @Test
  void of_uses_at_the_same_time_one_gets_the_person() {
    begun("token");
    var found = IdentityFixture.together(8, _ -> resets.use(TokenHash.of("token"), NOON));
    assertThat(found).filteredOn(Optional::isPresent).containsExactly(Optional.of(ada));
  }

  @Test
  void a_new_link_takes_the_place_of_the_persons_earlier_one() {
    var eve = fixture.person("eve");
    assertThat(begin(resets, eve, "of-eve")).isEqualTo(Stored.DONE);
    begun("first");
    begun("second");
    assertThat(use("first")).isEmpty();
    assertThat(use("second")).contains(ada);
    assertThat(use("of-eve")).contains(eve);
  }

  @Test
  void of_links_at_the_same_time_one_is_left() {
    IdentityFixture.together(
        8,
        i -> resets.begin(reset(ada, "token-" + i), mail(TenantId.PLATFORM, "token-" + i), NOON));
    var left = IntStream.range(0, 8).filter(i -> use("token-" + i).isPresent()).boxed();
    assertThat(left).hasSize(1);
  }

  @Test
  void a_link_whose_mail_cannot_be_stored_leaves_the_earlier_one() {
    begun("first");
    var without = with(new JdbcMails(fixture.db.database(), Keyring.empty()));
    assertThat(begin(without, ada, "second")).isEqualTo(Stored.NO_KEY);
    assertThat(find("second")).isEmpty();
    assertThat(find("first")).contains(ada);
  }

  @Test
  void a_link_that_cannot_be_stored_has_no_mail() {
    assertThatThrownBy(() -> begin(resets, new PersonId(new UUID(7, 7)), "token"))
        .isInstanceOf(DatabaseFailure.class);
    assertThat(fixture.db.count("mail")).isZero();
  }

  @Test
  void an_expired_link_does_not_work_and_is_deleted_by_the_sweep() {
    begun("token");
    var token = TokenHash.of("token");
    var last = NOON.plus(LASTS).minusMillis(1);
    assertThat(get(resets.find(token, last))).contains(ada);
    assertThat(get(resets.delete(last))).isZero();
    var over = NOON.plus(LASTS);
    assertThat(get(resets.find(token, over))).isEmpty();
    assertThat(get(resets.use(token, over))).isEmpty();
    assertThat(get(resets.delete(over))).isEqualTo(1);
    assertThat(fixture.db.count("password_reset")).isZero();
  }

  @Test
  void its_mail_is_of_no_tenant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resets.begin(reset(ada, "token"), mail(ACME, "token"), NOON));
  }

  @Test
  void work_across_tenants_adds_no_mail_in_a_tenants_name() {
    assertThatThrownBy(
            () ->
                get(
                    fixture
                        .db
                        .database()
                        .acrossTenants(
                            connection -> mails.add(connection, mail(ACME, "token"), NOON))))
        .isInstanceOf(DatabaseFailure.class);
    assertThat(fixture.db.count("mail")).isZero();
  }
}
