package io.parley.persistence.identity;

import static io.parley.persistence.identity.IdentityFixture.NOON;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.Passkeys.Added;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcPasskeysIT {
  private static final Duration LASTS = Duration.ofMinutes(5);

  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcPasskeys passkeys = new JdbcPasskeys(fixture.db.database());
  private final PersonId ada = fixture.person("ada");

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Passkey passkey(String id, PersonId person) {
    return new Passkey(
        id, person, "pQECAyYgASFY", 3, "Laptop", List.of("usb", "nfc"), NOON, Optional.empty());
  }

  private Added add(String id, PersonId person) {
    return get(passkeys.add(passkey(id, person)));
  }

  private Passkey found(String id) {
    return get(passkeys.find(id)).orElseThrow();
  }

  @Test
  void a_passkey_is_read_as_it_was_added() {
    assertThat(add("key-1", ada)).isEqualTo(Added.DONE);
    assertThat(found("key-1")).isEqualTo(passkey("key-1", ada));
    assertThat(get(passkeys.list(ada))).containsExactly(passkey("key-1", ada));
    assertThat(get(passkeys.find("key-2"))).isEmpty();
  }

  @Test
  void a_person_sees_its_own() {
    var eve = fixture.person("eve");
    add("of-ada", ada);
    add("of-eve", eve);
    assertThat(get(passkeys.list(eve))).extracting(Passkey::id).containsExactly("of-eve");
    assertThat(get(passkeys.rename(eve, "of-ada", "Mine"))).isFalse();
    assertThat(get(passkeys.remove(eve, "of-ada"))).isFalse();
    assertThat(found("of-ada").name()).isEqualTo("Laptop");
  }

  @Test
  void an_id_is_one_persons() {
    var eve = fixture.person("eve");
    add("key-1", ada);
    assertThat(add("key-1", eve)).isEqualTo(Added.KNOWN);
    assertThat(found("key-1").person()).isEqualTo(ada);
  }

  @Test
  void of_passkeys_added_at_once_no_more_than_the_most_are_stored() {
    var added =
        IdentityFixture.together(
            JdbcPasskeys.COUNT_MAX + 5, i -> passkeys.add(passkey("key-" + i, ada)));
    assertThat(added).filteredOn(Added.TOO_MANY::equals).hasSize(5);
    assertThat(get(passkeys.list(ada))).hasSize(JdbcPasskeys.COUNT_MAX);
  }

  @Test
  void of_uses_at_once_that_read_the_same_counter_one_is_stored() {
    add("key-1", ada);
    var read = found("key-1");
    var uses = IdentityFixture.together(8, _ -> passkeys.use(read, 4, NOON.plusSeconds(1)));
    assertThat(uses).filteredOn(Boolean::booleanValue).hasSize(1);
    assertThat(found("key-1").signCount()).isEqualTo(4);
    assertThat(found("key-1").usedAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void a_passkey_that_is_gone_is_not_used() {
    add("key-1", ada);
    var read = found("key-1");
    assertThat(get(passkeys.remove(ada, "key-1"))).isTrue();
    assertThat(get(passkeys.use(read, 4, NOON))).isFalse();
    assertThat(get(passkeys.remove(ada, "key-1"))).isFalse();
  }

  @Test
  void a_passkey_is_renamed() {
    add("key-1", ada);
    assertThat(get(passkeys.rename(ada, "key-1", "Telephone"))).isTrue();
    assertThat(found("key-1").name()).isEqualTo("Telephone");
  }

  @Test
  void a_challenge_counts_once_also_at_the_same_time() {
    var challenge = TokenHash.of("challenge");
    var uses = IdentityFixture.together(8, _ -> passkeys.count(challenge, NOON.plus(LASTS)));
    assertThat(uses).filteredOn(Boolean::booleanValue).hasSize(1);
    assertThat(get(passkeys.count(TokenHash.of("another"), NOON.plus(LASTS)))).isTrue();
  }

  @Test
  void challenges_are_forgotten_when_nobody_accepts_them() {
    IntStream.range(0, 3)
        .forEach(i -> get(passkeys.count(TokenHash.of("c" + i), NOON.plusSeconds(i))));
    assertThat(get(passkeys.forget(NOON.plusSeconds(1)))).isEqualTo(2);
    assertThat(get(passkeys.count(TokenHash.of("c2"), NOON.plusSeconds(2)))).isFalse();
  }
}
