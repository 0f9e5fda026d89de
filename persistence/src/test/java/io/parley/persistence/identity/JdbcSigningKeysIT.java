package io.parley.persistence.identity;

import static io.parley.persistence.identity.IdentityFixture.NOON;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.identity.SigningKeys;
import io.parley.core.identity.SigningKeys.Ring;
import io.parley.core.identity.SigningKeys.Stored;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.secret.Keyring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcSigningKeysIT {
  private static final String SECRET = "cHJpdmF0ZSBrZXk=";

  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcSigningKeys keys = with(IdentityFixture.BOTH);

  @AfterEach
  void close() {
    fixture.close();
  }

  private JdbcSigningKeys with(Keyring keyring) {
    return new JdbcSigningKeys(fixture.db.database(), keyring);
  }

  private static SigningKeys.Key key(String id, Instant signsFrom) {
    return new SigningKeys.Key(id, "EdDSA", "cHVibGlj", Optional.of(SECRET), NOON, signsFrom);
  }

  private Ring ring() {
    return get(keys.load());
  }

  private void add(SigningKeys.Key... added) {
    assertThat(get(keys.change(ring().version(), List.of(added), Set.of()))).isEqualTo(Stored.DONE);
  }

  @Test
  void keys_come_back_as_they_were_stored_the_one_that_signs_first_first() {
    assertThat(ring().keys()).isEmpty();
    var first = key("k-2", NOON);
    var second = key("k-1", NOON.plusSeconds(60));
    add(second, first);
    assertThat(ring().keys()).containsExactly(first, second);
  }

  @Test
  void each_change_gives_another_version() {
    long before = ring().version();
    add(key("k-1", NOON));
    long between = ring().version();
    assertThat(get(keys.change(between, List.of(), Set.of("k-1")))).isEqualTo(Stored.DONE);
    assertThat(ring().keys()).isEmpty();
    assertThat(Set.of(before, between, ring().version())).hasSize(3);
  }

  @Test
  void of_changes_at_the_same_time_one_is_stored() {
    long version = ring().version();
    var outcomes =
        IdentityFixture.together(
            8, i -> keys.change(version, List.of(key("k-" + i, NOON)), Set.of()));
    assertThat(outcomes).filteredOn(Stored.DONE::equals).hasSize(1);
    assertThat(outcomes).filteredOn(Stored.CHANGED::equals).hasSize(7);
    assertThat(ring().keys()).hasSize(1);
  }

  @Test
  void a_change_is_stored_whole_or_not_at_all() {
    add(key("k-1", NOON), key("k-2", NOON));
    var before = ring();
    assertThatThrownBy(
            () -> get(keys.change(before.version(), List.of(key("k-2", NOON)), Set.of("k-1"))))
        .isInstanceOf(DatabaseFailure.class);
    assertThat(ring()).isEqualTo(before);
  }

  @Test
  void private_keys_are_encrypted_and_a_moved_row_is_not_opened() {
    add(key("k-1", NOON));
    assertThat(
            fixture.db.count(
                "signing_key WHERE position('%s'::bytea in sealed) > 0".formatted(SECRET)))
        .isZero();
    fixture.db.execute("UPDATE signing_key SET kid = 'k-9'");
    assertThat(ring().keys())
        .extracting(SigningKeys.Key::privateKey)
        .containsExactly(Optional.empty());
  }

  @Test
  void a_node_without_the_key_reads_the_public_part_alone() {
    get(with(IdentityFixture.OLD).change(0, List.of(key("k-1", NOON)), Set.of()));
    var read = get(with(IdentityFixture.NEW).load()).keys().getFirst();
    assertThat(read.privateKey()).isEmpty();
    assertThat(read.publicKey()).isEqualTo("cHVibGlj");
    assertThat(ring().keys())
        .extracting(SigningKeys.Key::privateKey)
        .containsExactly(Optional.of(SECRET));
  }

  @Test
  void without_a_key_to_encrypt_with_keys_are_removed_and_none_is_added() {
    add(key("k-1", NOON));
    var without = with(Keyring.empty());
    long version = ring().version();
    assertThat(get(without.change(version, List.of(key("k-2", NOON)), Set.of())))
        .isEqualTo(Stored.NO_KEY);
    assertThat(get(without.change(version, List.of(), Set.of("k-1")))).isEqualTo(Stored.DONE);
    assertThat(ring().keys()).isEmpty();
  }
}
