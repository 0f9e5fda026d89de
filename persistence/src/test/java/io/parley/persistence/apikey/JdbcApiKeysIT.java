package io.parley.persistence.apikey;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.audit.AuditEntry;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.identity.ServiceAccounts;
import io.parley.core.identity.ServiceAccounts.Stored;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.organisation.JdbcServiceAccounts;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcApiKeysIT {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final String ADA = "00000000-0000-4000-8000-00000000ada0";
  private static final String JOIN =
      """
      INSERT INTO membership (tenant, person, roles, custom_roles, since)
      VALUES ('shop', '%s', '%s', '{}', '%s')\
      """;

  private static final String SECRET_HASH = "0f".repeat(32);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final ApiKeys keys = new JdbcApiKeys(db.database());
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_key_is_found_by_its_id_whosever_it_is() {
    var key = key("00000000000000a1", SHOP, NOON, Optional.of(NOON.plusSeconds(60)));
    assertThat(get(keys.create(key, act(NOON)))).isTrue();
    assertThat(get(keys.find(key.id()))).contains(key);
    assertThat(get(keys.find("00000000000000ff"))).isEmpty();
  }

  @Test
  void an_organisation_lists_its_own_keys_the_newest_first() {
    var old = key("00000000000000a1", SHOP, NOON, Optional.empty());
    var fresh = key("00000000000000a2", SHOP, NOON.plusSeconds(1), Optional.empty());
    get(keys.create(old, act(NOON)));
    get(keys.create(fresh, act(NOON)));
    get(keys.create(key("00000000000000b1", BANK, NOON, Optional.empty()), act(NOON)));
    assertThat(get(keys.list(SHOP))).containsExactly(fresh, old);
  }

  @Test
  void the_last_use_never_moves_back() {
    get(keys.create(key("00000000000000a1", SHOP, NOON, Optional.empty()), act(NOON)));
    get(keys.used(SHOP, "00000000000000a1", NOON.plusSeconds(90)));
    get(keys.used(SHOP, "00000000000000a1", NOON.plusSeconds(30)));
    get(keys.used(BANK, "00000000000000a1", NOON.plusSeconds(300)));
    assertThat(get(keys.find("00000000000000a1")).orElseThrow().usedAt())
        .contains(NOON.plusSeconds(90));
  }

  @Test
  void only_its_organisation_revokes_a_key_and_once() {
    get(keys.create(key("00000000000000a1", SHOP, NOON, Optional.empty()), act(NOON)));
    var later = NOON.plusSeconds(60);
    assertThat(get(keys.revoke(BANK, "00000000000000a1", act(later)))).isFalse();
    assertThat(get(keys.revoke(SHOP, "00000000000000a1", act(later)))).isTrue();
    assertThat(get(keys.revoke(SHOP, "00000000000000a1", act(later.plusSeconds(1))))).isFalse();
    assertThat(get(keys.find("00000000000000a1")).orElseThrow().revokedAt()).contains(later);
  }

  @Test
  void a_key_counts_as_revoked_while_its_organisation_is_not_served() {
    var key = key("00000000000000a1", SHOP, NOON, Optional.empty());
    var other = key("00000000000000b1", BANK, NOON, Optional.empty());
    get(keys.create(key, act(NOON)));
    get(keys.create(other, act(NOON)));
    organisation(SHOP, "active");
    organisation(BANK, "unclaimed");
    for (var state : List.of("suspended", "deleting", "deleted")) {
      db.execute("UPDATE organisation SET state = '%s' WHERE tenant = 'shop'".formatted(state));
      assertThat(get(keys.find(key.id())).orElseThrow().revokedAt()).as(state).contains(NOON);
      assertThat(get(keys.find(other.id()))).contains(other);
    }
    db.execute("UPDATE organisation SET state = 'active' WHERE tenant = 'shop'");
    assertThat(get(keys.find(key.id()))).contains(key);
    assertThat(get(keys.list(SHOP))).containsExactly(key);
  }

  @Test
  void a_key_of_a_member_has_its_rights_and_ends_with_the_membership() {
    organisation(SHOP, "active");
    db.execute(
        "INSERT INTO person VALUES ('%s', 'ada@shop.example', 'Ada', true, now())".formatted(ADA));
    db.execute(JOIN.formatted(ADA, "{viewer,member}", NOON));
    var owner = new KeyOwner.Member(new PersonId(UUID.fromString(ADA)));
    var key = key("00000000000000a1", SHOP, NOON, Optional.empty(), owner);
    get(keys.create(key, act(NOON)));
    assertThat(get(keys.find(key.id()))).contains(key);
    db.execute("UPDATE membership SET roles = '{viewer}'");
    assertThat(get(keys.find(key.id()))).contains(key.without(Set.of("start")));
    assertThat(get(keys.list(SHOP))).containsExactly(key.without(Set.of("start")));
    db.execute("UPDATE membership SET roles = '{}', custom_roles = '{starter}'");
    assertThat(get(keys.find(key.id())).orElseThrow().rights()).isEmpty();
    db.execute("INSERT INTO custom_role VALUES ('shop', 'starter', '{start}')");
    assertThat(get(keys.find(key.id())).orElseThrow().rights()).containsExactly("start");
    db.execute("DELETE FROM membership");
    assertThat(get(keys.find(key.id())).orElseThrow().rights()).isEmpty();
    // back in another membership
    db.execute(JOIN.formatted(ADA, "{owner}", NOON.plusSeconds(1)));
    assertThat(get(keys.find(key.id())).orElseThrow().rights()).isEmpty();
  }

  @Test
  void a_key_of_a_service_account_has_its_rights_and_ends_with_it() {
    var accounts = new JdbcServiceAccounts(db.database());
    var id = new ServiceAccountId(UUID.fromString(ADA));
    var roles = RoleSet.of(ClientRole.VIEWER);
    var account = new ServiceAccounts.Account(id, SHOP, "till", roles, NOON);
    assertThat(get(accounts.create(account, act(NOON)))).isEqualTo(Stored.DONE);
    var twin =
        new ServiceAccounts.Account(
            new ServiceAccountId(new UUID(0, 1)), SHOP, "till", roles, NOON);
    assertThat(get(accounts.create(twin, act(NOON)))).isEqualTo(Stored.TAKEN);
    var ghost = new RoleSet(Set.of(), Set.of(new RoleName("ghost")));
    var haunted = new ServiceAccounts.Account(twin.id(), SHOP, "other", ghost, NOON);
    assertThat(get(accounts.create(haunted, act(NOON)))).isEqualTo(Stored.UNKNOWN_ROLE);
    assertThat(get(accounts.list(SHOP))).containsExactly(account);
    assertThat(get(accounts.find(BANK, id))).isEmpty();
    var owner = new KeyOwner.Account(id);
    var key = key("00000000000000a1", SHOP, NOON, Optional.empty(), owner);
    get(keys.create(key, act(NOON)));
    assertThat(get(keys.find(key.id()))).contains(key.without(Set.of("start")));
    var more = new ServiceAccounts.Account(id, SHOP, "till 2", RoleSet.of(ClientRole.ADMIN), NOON);
    assertThat(get(accounts.change(more, act(NOON)))).isEqualTo(Stored.DONE);
    assertThat(get(keys.find(key.id()))).contains(key);
    assertThat(get(accounts.remove(BANK, id, act(NOON)))).isEmpty();
    assertThat(get(accounts.remove(SHOP, id, act(NOON)))).contains(List.of(key.id()));
    assertThat(get(accounts.remove(SHOP, id, act(NOON)))).isEmpty();
    assertThat(get(accounts.change(more, act(NOON)))).isEqualTo(Stored.MISSING);
    assertThat(get(keys.find(key.id())).orElseThrow().revokedAt()).contains(NOON);
    assertThat(get(trail.page(SHOP, 0, 10)))
        .extracting(entry -> entry.change().action())
        .containsExactly(
            "service-account-created",
            "api-key-created",
            "service-account-changed",
            "service-account-removed",
            "api-key-revoked");
  }

  @Test
  void a_key_that_a_person_makes_by_a_node_of_the_release_before_belongs_to_the_person() {
    // such a node stores no owner; its entry in the trail names the maker
    var key = key("00000000000000a1", SHOP, NOON, Optional.empty());
    var ada = new PersonId(UUID.fromString(ADA));
    var act = new Act(new Actor.Person(ada), new RemoteAddress("192.0.2.7"), NOON);
    get(keys.create(key, act));
    var found = get(keys.find(key.id())).orElseThrow();
    assertThat(found.owner()).isEqualTo(new KeyOwner.Member(ada));
    assertThat(found.rights()).isEmpty();
  }

  private void organisation(TenantId tenant, String state) {
    db.execute(
        "INSERT INTO organisation (tenant, name, state, since) VALUES ('%s', 'Company', '%s', '%s')"
            .formatted(tenant, state, NOON));
  }

  @Test
  void creation_and_revocation_are_in_the_audit_trail_without_the_hash() {
    get(keys.create(key("00000000000000a1", SHOP, NOON, Optional.empty()), act(NOON)));
    get(keys.revoke(SHOP, "00000000000000a1", act(NOON.plusSeconds(60))));
    var entries = get(trail.page(SHOP, 0, 10));
    assertThat(entries)
        .extracting(entry -> entry.change().action())
        .containsExactly("api-key-created", "api-key-revoked");
    assertThat(entries)
        .extracting(AuditEntry::by, AuditEntry::from, entry -> entry.change().target())
        .containsOnly(tuple("program:operator", "192.0.2.7", "api-key:00000000000000a1"));
    assertThat(entries.getFirst().change().after())
        .containsEntry("name", "backend")
        .containsEntry("scopes", "read,start")
        .containsEntry("addresses", "192.0.2.0/24")
        .containsEntry("expires", "never");
    assertThat(entries.toString()).doesNotContain(SECRET_HASH);
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
    assertThat(get(trail.page(BANK, 0, 10))).isEmpty();
  }

  @Test
  void an_organisation_has_so_many_keys_and_no_more() {
    many(ApiKeys.COUNT_MAX, "NULL");
    var one = key("00000000000000a1", SHOP, NOON, Optional.empty());
    assertThat(get(keys.create(one, act(NOON)))).isFalse();
    assertThat(get(keys.find(one.id()))).isEmpty();
    assertThat(get(trail.page(SHOP, 0, 10))).isEmpty();
    assertThat(get(keys.revoke(SHOP, "n1", act(NOON)))).isTrue();
    assertThat(get(keys.create(one, act(NOON)))).isTrue();
    var other = key("00000000000000b1", BANK, NOON, Optional.empty());
    assertThat(get(keys.create(other, act(NOON)))).isTrue();
  }

  @Test
  void of_many_revoked_keys_the_oldest_are_deleted() {
    many(ApiKeys.REVOKED_MAX, "timestamptz '2026-01-01' + i * interval '1 minute'");
    get(keys.create(key("00000000000000a1", SHOP, NOON, Optional.empty()), act(NOON)));
    get(keys.revoke(SHOP, "00000000000000a1", act(NOON)));
    assertThat(get(keys.find("n1"))).isEmpty();
    assertThat(get(keys.list(SHOP)))
        .hasSize(ApiKeys.REVOKED_MAX)
        .extracting(ApiKeys.Key::id)
        .contains("n2", "00000000000000a1");
  }

  @Test
  void keys_that_end_with_their_account_take_the_places_of_the_oldest_revoked_ones() {
    many(ApiKeys.REVOKED_MAX, "timestamptz '2026-01-01' + i * interval '1 minute'");
    var accounts = new JdbcServiceAccounts(db.database());
    var id = new ServiceAccountId(UUID.fromString(ADA));
    var roles = RoleSet.of(ClientRole.VIEWER);
    get(accounts.create(new ServiceAccounts.Account(id, SHOP, "till", roles, NOON), act(NOON)));
    var key = key("00000000000000a1", SHOP, NOON, Optional.empty(), new KeyOwner.Account(id));
    get(keys.create(key, act(NOON)));
    get(accounts.remove(SHOP, id, act(NOON)));
    assertThat(get(keys.find("n1"))).isEmpty();
    assertThat(get(keys.list(SHOP))).hasSize(ApiKeys.REVOKED_MAX);
    // made while the account was removed: it has no rights, and its end is in the trail
    var late = key("00000000000000a2", SHOP, NOON, Optional.empty(), new KeyOwner.Account(id));
    get(keys.create(late, act(NOON)));
    assertThat(get(accounts.remove(SHOP, id, act(NOON)))).isEmpty();
    assertThat(get(keys.find(late.id())).orElseThrow().revokedAt()).contains(NOON);
    assertThat(get(trail.page(SHOP, 0, 10)).getLast().change().target())
        .isEqualTo("api-key:" + late.id());
  }

  private void many(int count, String revokedAt) {
    db.execute(
        """
        INSERT INTO api_key (id, tenant, name, hash, scopes, addresses, created_at, revoked_at)
        SELECT 'n' || i, 'shop', 'n', '', '{read}', '{}', now(), %s
        FROM generate_series(1, %d) AS i\
        """
            .formatted(revokedAt, count));
  }

  private static ApiKeys.Key key(String id, TenantId tenant, Instant at, Optional<Instant> end) {
    return key(id, tenant, at, end, new KeyOwner.Installation());
  }

  private static ApiKeys.Key key(
      String id, TenantId tenant, Instant at, Optional<Instant> end, KeyOwner owner) {
    return new ApiKeys.Key(
        id,
        tenant,
        "backend",
        SECRET_HASH,
        Set.of("read", "start"),
        List.of("192.0.2.0/24"),
        at,
        end,
        Optional.empty(),
        Optional.empty(),
        owner,
        Set.of());
  }

  private static Act act(Instant at) {
    return new Act(new Actor.Program("operator"), new RemoteAddress("192.0.2.7"), at);
  }
}
