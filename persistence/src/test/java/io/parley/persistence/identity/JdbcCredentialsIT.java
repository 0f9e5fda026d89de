package io.parley.persistence.identity;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.identity.Credentials.Stored;
import io.parley.core.person.PersonId;
import io.parley.persistence.secret.Keyring;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCredentialsIT {
  private static final String HASH = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA";
  private static final String TOTP = "JBSWY3DPEHPK3PXP";

  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcCredentials credentials = with(IdentityFixture.BOTH);
  private final PersonId ada = fixture.person("ada");

  @AfterEach
  void close() {
    fixture.close();
  }

  private JdbcCredentials with(Keyring keyring) {
    return new JdbcCredentials(fixture.db.database(), keyring);
  }

  private Credential stored(PersonId person) {
    return get(credentials.find(person));
  }

  private void store(Credential changed) {
    assertThat(get(credentials.replace(changed))).isEqualTo(Stored.DONE);
  }

  /// With a confirmed second factor.
  private void protect(JdbcCredentials by, PersonId person) {
    var changed =
        Credential.none(person)
            .withPassword(HASH)
            .withPendingTotp(TOTP)
            .withTotpConfirmed(59, List.of("code 1", "code 2"));
    assertThat(get(by.replace(changed))).isEqualTo(Stored.DONE);
  }

  @Test
  void a_person_without_any_has_none() {
    assertThat(stored(ada)).isEqualTo(Credential.none(ada));
  }

  @Test
  void all_of_it_comes_back_with_another_version_after_each_change() {
    protect(credentials, ada);
    store(stored(ada).withPendingTotp("GEZDGNBVGY3TQOJQ"));
    assertThat(stored(ada))
        .isEqualTo(
            new Credential(
                ada,
                Optional.of(HASH),
                Optional.of(TOTP),
                Optional.of("GEZDGNBVGY3TQOJQ"),
                OptionalLong.of(59),
                List.of("code 1", "code 2"),
                2));
    store(stored(ada).withoutSecondFactor());
    assertThat(stored(ada))
        .isEqualTo(
            new Credential(
                ada,
                Optional.of(HASH),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                3));
  }

  @Test
  void one_person_has_nothing_of_anothers() {
    protect(credentials, ada);
    var eve = fixture.person("eve");
    assertThat(stored(eve)).isEqualTo(Credential.none(eve));
  }

  @Test
  void of_first_passwords_at_the_same_time_one_is_stored() {
    var outcomes =
        IdentityFixture.together(
            8, i -> credentials.replace(Credential.none(ada).withPassword("hash " + i)));
    assertThat(outcomes).filteredOn(Stored.DONE::equals).hasSize(1);
    assertThat(stored(ada).password()).contains("hash " + outcomes.indexOf(Stored.DONE));
  }

  /// So a code, or a recovery code, counts once.
  @Test
  void of_changes_at_the_same_time_one_is_stored() {
    protect(credentials, ada);
    var before = stored(ada);
    var outcomes =
        IdentityFixture.together(8, i -> credentials.replace(before.withLastStep(60 + i)));
    assertThat(outcomes).filteredOn(Stored.DONE::equals).hasSize(1);
    assertThat(outcomes).filteredOn(Stored.CHANGED::equals).hasSize(7);
    assertThat(stored(ada).lastStep())
        .isEqualTo(OptionalLong.of(60 + outcomes.indexOf(Stored.DONE)));
  }

  @Test
  void keys_of_second_factors_are_encrypted() {
    protect(credentials, ada);
    store(stored(ada).withPendingTotp(TOTP));
    assertThat(fixture.db.count("credential WHERE totp IS NOT NULL AND pending IS NOT NULL"))
        .isEqualTo(1);
    for (var column : List.of("totp", "pending"))
      assertThat(
              fixture.db.count(
                  "credential WHERE position('%s'::bytea in %s) > 0".formatted(TOTP, column)))
          .as(column)
          .isZero();
  }

  @Test
  void another_persons_second_factor_is_not_opened() {
    var eve = fixture.person("eve");
    protect(credentials, ada);
    protect(credentials, eve);
    fixture.db.execute(
        "UPDATE credential SET totp = (SELECT totp FROM credential WHERE person = '%s')"
            .formatted(eve));
    assertThatIllegalStateException().isThrownBy(() -> stored(ada)).withMessageContaining("new");
    assertThat(stored(eve).totp()).contains(TOTP);
  }

  @Test
  void a_key_that_is_not_confirmed_is_not_opened_as_one_that_is() {
    store(Credential.none(ada).withPassword(HASH).withPendingTotp(TOTP));
    fixture.db.execute("UPDATE credential SET totp = pending, totp_key_id = pending_key_id");
    assertThatIllegalStateException().isThrownBy(() -> stored(ada));
  }

  /// Otherwise the password alone would do.
  @Test
  void a_second_factor_that_a_node_cannot_read_is_not_none() {
    protect(with(IdentityFixture.OLD), ada);
    var without = with(IdentityFixture.NEW);
    assertThatIllegalStateException()
        .isThrownBy(() -> get(without.find(ada)))
        .withMessageContaining("parley.secrets.keys");
    assertThat(stored(ada).totp()).contains(TOTP);
  }

  @Test
  void a_key_that_is_not_confirmed_and_that_a_node_cannot_read_is_none() {
    var unconfirmed = Credential.none(ada).withPassword(HASH).withPendingTotp(TOTP);
    assertThat(get(with(IdentityFixture.OLD).replace(unconfirmed))).isEqualTo(Stored.DONE);
    var found = get(with(IdentityFixture.NEW).find(ada));
    assertThat(found.password()).contains(HASH);
    assertThat(found.pendingTotp()).isEmpty();
  }

  @Test
  void a_change_encrypts_with_the_first_key() {
    protect(with(IdentityFixture.OLD), ada);
    store(stored(ada).withPassword("another hash"));
    assertThat(get(with(IdentityFixture.NEW).find(ada)).totp()).contains(TOTP);
  }

  @Test
  void without_a_key_to_encrypt_with_passwords_are_stored_and_second_factors_are_not() {
    var without = with(Keyring.empty());
    var password = Credential.none(ada).withPassword(HASH);
    assertThat(get(without.replace(password.withPendingTotp(TOTP)))).isEqualTo(Stored.NO_KEY);
    assertThat(fixture.db.count("credential")).isZero();
    assertThat(get(without.replace(password))).isEqualTo(Stored.DONE);
    assertThat(get(without.find(ada)).password()).contains(HASH);
  }
}
