package io.parley.identity.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.account.MemoryCredentials;
import io.parley.identity.account.MemoryPasskeys;
import io.parley.identity.account.MemoryPersons;
import io.parley.identity.refresh.MemoryRefreshFamilies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ConfirmedAccountsTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final EmailAddress ADDRESS = new EmailAddress("ada@shop.example");
  private static final PersonId EARLIER = new PersonId(new UUID(0, 1));
  private static final PersonId LATER = new PersonId(new UUID(0, 2));

  private final MemoryPersons persons = new MemoryPersons();
  private final MemoryCredentials credentials = new MemoryCredentials();
  private final MemoryPasskeys passkeys = new MemoryPasskeys();
  private final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  private final ConfirmedAccounts accounts =
      new ConfirmedAccounts(persons, credentials, passkeys, families);

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private PersonId confirmed() {
    return accounts.confirm(new Person(LATER, ADDRESS, "Ada Byron", true, NOON), NOON);
  }

  /// Somebody has an account of the address, signs in with all that there is, and is signed in.
  private void held(boolean isVerified) {
    persons.put(new Person(EARLIER, ADDRESS, "The Chief", isVerified, NOON));
    get(credentials.replace(Credential.none(EARLIER).withPassword("hash")));
    get(
        passkeys.add(
            new Passkey("id", EARLIER, "key", 0, "Key", List.of(), NOON, Optional.empty())));
    get(
        families.create(
            new Family(
                "family",
                "sign-in",
                TenantId.PLATFORM,
                EARLIER.toString(),
                NOON,
                NOON,
                "hash",
                Optional.empty(),
                Optional.empty(),
                0)));
  }

  @Test
  void an_address_that_nobody_has_signed_up_gets_an_account() {
    assertThat(confirmed()).isEqualTo(LATER);
    assertThat(persons.known(LATER).orElseThrow().name()).isEqualTo("Ada Byron");
  }

  @Test
  void an_account_that_a_stranger_may_have_made_keeps_neither_its_name_nor_its_proofs() {
    held(false);
    assertThat(confirmed()).isEqualTo(EARLIER);
    var person = persons.known(EARLIER).orElseThrow();
    assertThat(person.name()).isEqualTo("Ada Byron");
    assertThat(person.isVerified()).isTrue();
    assertThat(get(credentials.find(EARLIER)).password()).isEmpty();
    assertThat(get(passkeys.list(EARLIER))).isEmpty();
    assertThat(get(families.list(EARLIER.toString()))).isEmpty();
  }

  @Test
  void a_confirmed_account_stays_as_it_is() {
    held(true);
    assertThat(confirmed()).isEqualTo(EARLIER);
    assertThat(persons.known(EARLIER).orElseThrow().name()).isEqualTo("The Chief");
    assertThat(get(credentials.find(EARLIER)).password()).contains("hash");
    assertThat(get(passkeys.list(EARLIER))).hasSize(1);
    assertThat(get(families.list(EARLIER.toString()))).hasSize(1);
  }
}
