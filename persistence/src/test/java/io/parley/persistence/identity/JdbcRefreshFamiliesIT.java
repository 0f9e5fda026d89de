package io.parley.persistence.identity;

import static io.parley.persistence.identity.IdentityFixture.NOON;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.RefreshFamilies;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.identity.RefreshFamilies.Replaced;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcRefreshFamiliesIT {
  private static final TenantId SHOP = new TenantId("shop");
  private static final String ADA = "ada";
  private static final String EVE = "eve";

  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcRefreshFamilies families = new JdbcRefreshFamilies(fixture.db.database());

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Family family(String id, String subject, TenantId organisation, Instant at) {
    return new Family(
        id,
        "s-" + id,
        organisation,
        subject,
        at,
        at,
        "hash of " + id,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private Family begun(String id, String subject, Instant at) {
    var family = family(id, subject, SHOP, at);
    get(families.create(family));
    return family;
  }

  private static Family used(Family before, String next, Instant at) {
    return new Family(
        before.id(),
        before.signIn(),
        before.organisation(),
        before.subject(),
        before.startedAt(),
        at,
        next,
        Optional.of(new Replaced(before.tokenHash(), at, 2)),
        before.revokedAt(),
        before.version());
  }

  private Family stored(String id) {
    return get(families.find(id)).orElseThrow();
  }

  private List<String> open(String subject) {
    return get(families.list(subject)).stream().map(Family::id).toList();
  }

  @Test
  void a_family_is_found_by_the_id_in_its_tokens_and_by_its_sign_in() {
    var family = begun("f", ADA, NOON);
    assertThat(get(families.find("f"))).contains(family);
    assertThat(get(families.findSignIn("s-f"))).contains(family);
    assertThat(get(families.find("s-f"))).isEmpty();
    assertThat(get(families.findSignIn("f"))).isEmpty();
  }

  @Test
  void a_change_is_stored_with_another_version() {
    var changed = used(begun("f", ADA, NOON), "next", NOON.plusSeconds(9));
    assertThat(get(families.replace(changed))).isTrue();
    var read = stored("f");
    assertThat(read.version()).isNotEqualTo(changed.version());
    assertThat(read).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
  }

  @Test
  void of_changes_at_the_same_time_one_is_stored() {
    var family = begun("f", ADA, NOON);
    var outcomes =
        IdentityFixture.together(8, i -> families.replace(used(family, "next " + i, NOON)));
    assertThat(outcomes).filteredOn(Boolean::booleanValue).hasSize(1);
    assertThat(stored("f").tokenHash()).isEqualTo("next " + outcomes.indexOf(true));
  }

  @Test
  void a_use_that_began_before_the_end_of_its_sign_in_renews_nothing() {
    var family = begun("f", ADA, NOON);
    assertThat(get(families.revoke(ADA, "s-f", NOON))).isTrue();
    assertThat(get(families.replace(used(family, "next", NOON)))).isFalse();
    assertThat(stored("f").revokedAt()).contains(NOON);
    assertThat(get(families.findSignIn("s-f")).orElseThrow().revokedAt()).contains(NOON);
  }

  @Test
  void a_person_sees_its_open_sign_ins_in_all_organisations_the_newest_first() {
    begun("f1", ADA, NOON);
    get(families.create(family("f2", ADA, TenantId.PLATFORM, NOON.plusSeconds(2))));
    get(families.create(family("f3", ADA, new TenantId("bank"), NOON.plusSeconds(1))));
    begun("f4", ADA, NOON);
    begun("f5", EVE, NOON);
    get(families.revoke(ADA, "s-f4", NOON));
    assertThat(open(ADA)).containsExactly("f2", "f3", "f1");
  }

  @Test
  void a_person_ends_its_own_sign_ins_alone_and_each_once() {
    begun("f", ADA, NOON);
    assertThat(get(families.revoke(EVE, "s-f", NOON))).isFalse();
    assertThat(get(families.revoke(ADA, "f", NOON))).isFalse();
    assertThat(get(families.revoke(ADA, "s-f", NOON))).isTrue();
    assertThat(get(families.revoke(ADA, "s-f", NOON.plusSeconds(1)))).isFalse();
    assertThat(stored("f").revokedAt()).contains(NOON);
  }

  @Test
  void all_sign_ins_are_ended_but_the_one_that_ends_them() {
    for (var id : List.of("f1", "f2", "f3")) begun(id, ADA, NOON);
    begun("f4", EVE, NOON);
    assertThat(get(families.revokeAll(ADA, Optional.of("s-f2"), NOON))).isEqualTo(2);
    assertThat(open(ADA)).containsExactly("f2");
    assertThat(get(families.revokeAll(ADA, Optional.empty(), NOON))).isEqualTo(1);
    assertThat(open(ADA)).isEmpty();
    assertThat(open(EVE)).containsExactly("f4");
  }

  @Test
  void beyond_the_limit_the_one_that_was_used_longest_ago_is_deleted() {
    var first = begun("f0", ADA, NOON);
    for (int i = 1; i < RefreshFamilies.COUNT_MAX; i++) begun("f" + i, ADA, NOON.plusSeconds(i));
    get(families.replace(used(first, "next", NOON.plusSeconds(500))));
    begun("of another person", EVE, NOON.minusSeconds(1));
    begun("one more", ADA, NOON.plusSeconds(501));
    assertThat(open(ADA)).hasSize(RefreshFamilies.COUNT_MAX).contains("f0", "one more");
    assertThat(get(families.find("f1"))).isEmpty();
    assertThat(open(EVE)).hasSize(1);
  }

  @Test
  void ended_sign_ins_do_not_push_out_open_ones() {
    begun("open", ADA, NOON);
    for (int i = 1; i < RefreshFamilies.COUNT_MAX; i++) {
      begun("f" + i, ADA, NOON.plusSeconds(i));
      get(families.revoke(ADA, "s-f" + i, NOON.plusSeconds(i)));
    }
    begun("one more", ADA, NOON.plusSeconds(500));
    assertThat(open(ADA)).containsExactly("one more", "open");
    assertThat(get(families.find("f1"))).isEmpty();
    assertThat(fixture.db.count("refresh_family")).isEqualTo(RefreshFamilies.COUNT_MAX);
  }

  @Test
  void sign_ins_at_the_same_time_are_not_more_than_the_limit() {
    for (int i = 0; i < RefreshFamilies.COUNT_MAX; i++) begun("f" + i, ADA, NOON);
    IdentityFixture.together(
        8, i -> families.create(family("new " + i, ADA, SHOP, NOON.plusSeconds(1 + i))));
    assertThat(open(ADA))
        .hasSize(RefreshFamilies.COUNT_MAX)
        .startsWith("new 7", "new 6", "new 5", "new 4", "new 3", "new 2", "new 1", "new 0");
  }

  @Test
  void old_and_idle_families_are_deleted() {
    begun("old", ADA, NOON.minusSeconds(100));
    get(families.replace(used(stored("old"), "next", NOON)));
    begun("idle", ADA, NOON.minusSeconds(10));
    begun("fresh", ADA, NOON);
    assertThat(get(families.delete(NOON.minusSeconds(100), NOON.minusSeconds(10)))).isZero();
    assertThat(get(families.delete(NOON.minusSeconds(99), NOON.minusSeconds(9)))).isEqualTo(2);
    assertThat(open(ADA)).containsExactly("fresh");
  }
}
