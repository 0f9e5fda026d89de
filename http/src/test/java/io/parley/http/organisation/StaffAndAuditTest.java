package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.ADMIN;
import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.BANKER;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.HELPER;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.OFFICE;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SELLER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.VIEWER;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static io.parley.http.organisation.OrganisationServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.AccessId;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.StaffAccess;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.audit.Change;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaffAndAuditTest {
  private static final String STAFF = "/v1/organisation/staff";
  private static final String AUDIT = "/v1/organisation/audit";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private AccessId entered(OrganisationId id) {
    server.assigned(id, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    var access = new AccessId(UUID.randomUUID());
    server
        .store
        .all
        .get(id)
        .accesses
        .add(
            new StaffAccess(
                access, HELPER, "ticket 4711, no replies", NOON, NOON.plus(Duration.ofHours(1))));
    return access;
  }

  // --- staff -------------------------------------------------------------------------------------

  @Test
  void an_organisation_sees_its_staff_and_the_reasons_of_accesses() {
    var access = entered(SHOP);
    var seller = server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    entered(BANK);
    var seen = server.get(STAFF, ofShop(VIEWER)).json();
    assertThat(seen.path("assignments")).hasSize(2);
    assertThat(seen.at("/assignments/1"))
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "staff": {"id": "%s", "name": "Sam"}, "role": "sales-agent",
                  "stage": "sales", "since": "2026-11-25T12:00:00.000Z"}\
                """
                    .formatted(seller, SELLER)));
    assertThat(seen.path("accesses").get(0))
        .isEqualTo(
            JsonText.object(
                """
                {"id": "%s", "staff": {"id": "%s", "name": "Uma"},
                  "reason": "ticket 4711, no replies", "since": "2026-11-25T12:00:00.000Z",
                  "until": "2026-11-25T13:00:00.000Z"}\
                """
                    .formatted(access, HELPER)));
    assertThat(seen.path("accesses")).hasSize(1);
    assertThat(seen.toString()).doesNotContain("@");
  }

  @Test
  void an_admin_ends_an_access_once_and_a_viewer_does_not() {
    var path = STAFF + "/accesses/" + entered(SHOP);
    assertThat(server.delete(path, ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(204);
    assertThat(server.delete(path, ofShop(ADMIN)).status()).isEqualTo(404);
    assertThat(server.shop().accesses).isEmpty();
    assertThat(server.acts(SHOP)).hasSize(1);
  }

  @Test
  void an_access_to_another_organisation_looks_missing_and_stays_open() {
    var foreign = server.delete(STAFF + "/accesses/" + entered(BANK), ofShop(OWNER));
    var missing = server.delete(STAFF + "/accesses/" + UNKNOWN, ofShop(OWNER));
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.json().path("detail")).isEqualTo(missing.json().path("detail"));
    assertThat(server.delete(STAFF + "/accesses/x", ofShop(OWNER)).status()).isEqualTo(404);
    assertThat(server.bank().accesses).hasSize(1);
  }

  // --- audit -------------------------------------------------------------------------------------

  private void rename(String name) {
    server.send("PATCH", "/v1/organisation", ofShop(ADMIN), "{\"name\": \"" + name + "\"}");
  }

  @Test
  void the_trail_has_author_time_address_and_fields_of_each_act() {
    rename("Larch");
    rename("Lace");
    server.send("PATCH", "/v1/organisation", token(BANKER, BANK.tenant()), "{\"name\": \"Vault\"}");
    var seen = server.get(AUDIT, ofShop(OWNER)).json();
    assertThat(seen.path("entries")).hasSize(2);
    assertThat(seen.at("/entries/0"))
        .isEqualTo(
            JsonText.object(
                """
                {"number": 1, "at": "2026-11-25T12:00:00.000Z", "by": "person:%s",
                  "from": "%s", "action": "organisation-renamed", "target": "organisation",
                  "before": {"name": "Shop"}, "after": {"name": "Larch"}}\
                """
                    .formatted(ADMIN, OFFICE)));
    var page = server.get(AUDIT + "?limit=1", ofShop(OWNER)).json();
    assertThat(page.path("next").asText()).isEqualTo("1");
    var last = server.get(AUDIT + "?limit=1&after=1", ofShop(OWNER)).json();
    assertThat(last.at("/entries/0/number").asInt()).isEqualTo(2);
    assertThat(last.has("next")).isFalse();
  }

  @Test
  void the_trail_is_read_backwards_too() {
    rename("Larch");
    rename("Lace");
    rename("Linen");
    var page = server.get(AUDIT + "?order=newest&limit=2", ofShop(OWNER)).json();
    assertThat(page.at("/entries/0/after/name").asText()).isEqualTo("Linen");
    assertThat(page.at("/entries/1/after/name").asText()).isEqualTo("Lace");
    assertThat(page.path("next").asText()).isEqualTo("2");
    var last = server.get(AUDIT + "?order=newest&limit=2&after=2", ofShop(OWNER)).json();
    assertThat(last.path("entries")).hasSize(1);
    assertThat(last.at("/entries/0/number").asInt()).isEqualTo(1);
    assertThat(last.has("next")).isFalse();
    assertThat(server.get(AUDIT + "?order=random", ofShop(OWNER)).status()).isEqualTo(400);
  }

  @Test
  void operators_read_and_check_the_trail_of_the_platform_and_nobody_else_does() {
    var act = new Act(new Actor.Program("operator"), new RemoteAddress(OFFICE), NOON);
    var given = Change.made("platform-role-given", "person:" + SELLER, Map.of("role", "operator"));
    var _ = server.trail.add(TenantId.PLATFORM, act, given);
    rename("Larch");
    for (var operator : List.of(ofPlatform(CHIEF), OPERATOR)) {
      var seen = server.get("/v1/platform/audit?order=newest", operator).json();
      assertThat(seen.path("entries")).hasSize(1);
      assertThat(seen.at("/entries/0/action").asText()).isEqualTo("platform-role-given");
      assertThat(server.get("/v1/platform/audit/check", operator).json())
          .isEqualTo(JsonText.object("{\"entries\": 1, \"intact\": true}"));
    }
    for (var other : List.of(ofShop(OWNER), ofPlatform(SELLER)))
      for (var path : List.of("/v1/platform/audit", "/v1/platform/audit/check"))
        assertThat(server.get(path, other).status()).as(path).isEqualTo(403);
  }

  @Test
  void those_who_may_not_read_the_trail_do_not_check_it() {
    assertThat(server.get(AUDIT, ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.get(AUDIT + "/check", ofShop(VIEWER)).status()).isEqualTo(403);
    assertThat(server.get(AUDIT + "?after=-1", ofShop(OWNER)).status()).isEqualTo(400);
    assertThat(server.trail.checks).isZero();
  }

  @Test
  void a_check_finds_an_entry_that_was_changed() {
    rename("Larch");
    rename("Lace");
    assertThat(server.get(AUDIT + "/check", ofShop(OWNER)).json())
        .isEqualTo(JsonText.object("{\"entries\": 2, \"intact\": true}"));
    var entries = server.trail.all.get(SHOP.tenant());
    entries.set(1, entries.getFirst());
    assertThat(server.get(AUDIT + "/check", ofShop(OWNER)).json())
        .isEqualTo(JsonText.object("{\"entries\": 2, \"intact\": false, \"damage\": 2}"));
  }

  @Test
  void those_who_ask_while_a_check_runs_get_its_result() {
    server.trail.hold = new CompletableFuture<>();
    var first = server.asked(AUDIT + "/check", ofShop(OWNER));
    var second = server.asked(AUDIT + "/check", ofShop(ADMIN));
    assertThat(server.trail.checks).isEqualTo(1);
    server.trail.hold.complete(null);
    for (var reply : List.of(first, second))
      assertThat(reply.toCompletableFuture().join().status().intValue()).isEqualTo(200);
    // a later one reads again
    server.get(AUDIT + "/check", ofShop(ADMIN));
    assertThat(server.trail.checks).isEqualTo(2);
  }

  @Test
  void a_failed_check_is_not_kept() {
    server.trail.hold = CompletableFuture.failedFuture(new IllegalStateException("unreadable"));
    assertThat(server.get(AUDIT + "/check", ofShop(OWNER)).status()).isEqualTo(500);
    // one that fails before it begins
    server.trail.hold = null;
    for (int time = 0; time < 2; time++)
      assertThat(server.get(AUDIT + "/check", ofShop(OWNER)).status()).isEqualTo(500);
    server.trail.hold = CompletableFuture.completedFuture(null);
    assertThat(server.get(AUDIT + "/check", ofShop(OWNER)).status()).isEqualTo(200);
  }

  @Test
  void an_organisation_without_an_act_has_an_empty_trail() {
    assertThat(server.get(AUDIT, ofShop(OWNER)).json())
        .isEqualTo(JsonText.object("{\"entries\": []}"));
  }
}
