package io.parley.http.account;

import static io.parley.http.account.AccountServer.NOON;
import static io.parley.http.account.TestAccounts.LARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.StaffAccess;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Call.Proven;
import io.parley.http.token.Holder;
import io.parley.http.token.KeyWatches;
import io.parley.identity.apikey.MemoryApiKeys;
import io.parley.identity.testing.StoreDown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HolderCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestAccounts accounts = new TestAccounts(NOON);
  private final MemoryApiKeys keys = new MemoryApiKeys();
  private final HolderCheck check = new HolderCheck(keys, Optional.of(accounts.accounts.check()));

  @AfterEach
  void close() {
    accounts.close();
  }

  private boolean stands(Holder holder, Instant now) {
    return check.stands(holder, now).toCompletableFuture().join();
  }

  /// The holder of a sign-in in its organisation.
  private Holder holder(String name) {
    var signedIn = accounts.signedIn(name, Optional.of(LARCH), NOON);
    var proof =
        accounts
            .accounts
            .check()
            .check(signedIn.access().token(), NOON)
            .toCompletableFuture()
            .join()
            .orElseThrow();
    return new Holder.SignedIn(proof.signIn(), proof.principal());
  }

  @Test
  void a_person_stays_beyond_the_end_of_its_access_token() {
    accounts.member("ada", LARCH, ClientRole.MEMBER);
    var ada = holder("ada");
    assertThat(stands(ada, NOON)).isTrue();
    assertThat(stands(ada, NOON.plus(Duration.ofHours(3)))).isTrue();
    // the sign-in itself is too old
    assertThat(stands(ada, NOON.plus(Duration.ofDays(31)))).isFalse();
  }

  @Test
  void a_person_goes_with_the_sign_in() {
    var ada = accounts.member("ada", LARCH, ClientRole.MEMBER);
    var holder = holder("ada");
    accounts.accounts.signIns().endAll(ada, Optional.empty(), NOON).toCompletableFuture().join();
    await().atMost(PATIENCE).until(() -> !stands(holder, NOON));
  }

  @Test
  void a_person_goes_with_a_role_and_stays_with_a_better_one() {
    var ada = accounts.member("ada", LARCH, ClientRole.MEMBER);
    var bob = accounts.member("bob", LARCH, ClientRole.VIEWER);
    var adas = holder("ada");
    var bobs = holder("bob");
    accounts.companies.join(LARCH, ada, ClientRole.VIEWER, NOON);
    accounts.companies.join(LARCH, bob, ClientRole.ADMIN, NOON);
    await().atMost(PATIENCE).until(() -> !stands(adas, NOON));
    assertThat(stands(bobs, NOON)).isTrue();
  }

  @Test
  void staff_goes_when_its_access_ends_by_itself() {
    var eve = accounts.person("eve");
    var role = PlatformRole.SUPPORT_SPECIALIST;
    accounts.companies.employ(eve, role);
    var until = Optional.of(NOON.plus(Duration.ofDays(7)));
    var id = new AssignmentId(UUID.randomUUID());
    accounts.companies.assign(
        LARCH, new Assignment(id, eve, role, Optional.empty(), Optional.empty(), NOON, until));
    var end = NOON.plus(Duration.ofHours(1));
    var access = new AccessId(UUID.randomUUID());
    accounts.companies.open(
        LARCH, new StaffAccess(access, eve, "ticket 4711: replies are empty", NOON, end));
    var holder = holder("eve");
    assertThat(stands(holder, end.minusSeconds(1))).isTrue();
    assertThat(stands(holder, end)).isFalse();
  }

  @Test
  void a_program_goes_with_its_key() {
    keys.create(key("lasting", Optional.empty()), null);
    keys.create(key("expiring", Optional.of(NOON)), null);
    assertThat(stands(program("lasting"), NOON)).isTrue();
    assertThat(stands(program("expiring"), NOON)).isFalse();
    assertThat(stands(program("forgotten"), NOON)).isFalse();
    keys.lose("lasting", Set.of("read"));
    assertThat(stands(program("lasting"), NOON)).isFalse();
  }

  private static Holder program(String key) {
    return new Holder.Key(key, Set.of(Permission.READ));
  }

  private static ApiKeys.Key key(String id, Optional<Instant> end) {
    return new ApiKeys.Key(
        id,
        TenantId.DEFAULT,
        id,
        "",
        Set.of("read"),
        List.of(),
        Instant.EPOCH,
        end,
        Optional.empty(),
        Optional.empty(),
        new KeyOwner.Installation(),
        Set.of());
  }

  @Test
  void a_store_that_is_down_says_nothing_about_anybody() {
    accounts.member("ada", LARCH, ClientRole.MEMBER);
    var ada = holder("ada");
    accounts.families.setDown(true);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> stands(ada, NOON))
                    .hasRootCauseInstanceOf(StoreDown.class));
  }

  @Test
  void connections_are_told_of_the_end_of_their_own_sign_in() {
    var watches = new KeyWatches();
    var told = new ArrayList<String>();
    var ada = People.of(1, ClientRole.MEMBER);
    watches.watch(proven(ada, "s1"), () -> told.add("first"));
    watches.watch(proven(ada, "s1"), () -> told.add("second"));
    watches.watch(proven(ada, "s2"), () -> told.add("another"));
    assertThat(watches.holders())
        .containsExactlyInAnyOrder(new Holder.SignedIn("s1", ada), new Holder.SignedIn("s2", ada));
    watches.signedOut("s1");
    assertThat(told).containsExactlyInAnyOrder("first", "second");
    var program = Principal.program(TenantId.DEFAULT, "s1", Set.of(Permission.READ));
    assertThat(Holder.of(new Proven("pk_", program))).contains(program("s1"));
  }

  private static Optional<Proven> proven(Principal person, String signIn) {
    return Optional.of(new Proven("token", person, Optional.of(signIn)));
  }
}
