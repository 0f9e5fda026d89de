package io.parley.http.organisation;

import static io.parley.http.organisation.OrganisationServer.BANK;
import static io.parley.http.organisation.OrganisationServer.CHIEF;
import static io.parley.http.organisation.OrganisationServer.GUIDE;
import static io.parley.http.organisation.OrganisationServer.HELPER;
import static io.parley.http.organisation.OrganisationServer.NOON;
import static io.parley.http.organisation.OrganisationServer.OPERATOR;
import static io.parley.http.organisation.OrganisationServer.OWNER;
import static io.parley.http.organisation.OrganisationServer.SELLER;
import static io.parley.http.organisation.OrganisationServer.SHOP;
import static io.parley.http.organisation.OrganisationServer.UNKNOWN;
import static io.parley.http.organisation.OrganisationServer.ofPlatform;
import static io.parley.http.organisation.OrganisationServer.ofShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.PlatformRole;
import io.parley.core.person.PersonId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentCallsTest {
  private static final String TICKET = "{\"reason\": \"ticket 4711, no replies\", \"minutes\": 60}";

  private final OrganisationServer server = new OrganisationServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String assignments(Object id) {
    return "/v1/organisations/" + id + "/assignments";
  }

  private static String accesses(Object id) {
    return "/v1/organisations/" + id + "/accesses";
  }

  private static String wish(PersonId staff, String role) {
    return "{\"staff\": \"%s\", \"role\": \"%s\"}".formatted(staff, role);
  }

  private static String wish(PersonId staff, String role, String until) {
    return "{\"staff\": \"%s\", \"role\": \"%s\", \"until\": \"%s\"}".formatted(staff, role, until);
  }

  // --- assignments -------------------------------------------------------------------------------

  @Test
  void an_operator_assigns_staff_and_ends_that_once() {
    var made =
        server.post(assignments(SHOP), ofPlatform(CHIEF), wish(GUIDE, "onboarding-specialist"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("stage").asText()).isEqualTo("onboarding");
    assertThat(made.json().path("by").asText()).isEqualTo(CHIEF.toString());
    var second = server.post(assignments(SHOP), ofPlatform(CHIEF), wish(SELLER, "sales-agent"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.reason()).isEqualTo("lead-exists");
    var path = assignments(SHOP) + "/" + made.json().path("id").asText();
    assertThat(server.delete(path, ofPlatform(CHIEF)).status()).isEqualTo(204);
    assertThat(server.delete(path, ofPlatform(CHIEF)).status()).isEqualTo(404);
    assertThat(server.acts(SHOP)).hasSize(2);
  }

  @Test
  void a_role_that_the_person_does_not_have_is_not_assigned() {
    var refused = server.post(assignments(SHOP), ofPlatform(CHIEF), wish(OWNER, "success-manager"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("not-staff");
  }

  @Test
  void the_lead_invites_a_specialist_for_a_while_and_nobody_else() {
    server.assigned(SHOP, GUIDE, PlatformRole.ONBOARDING_SPECIALIST);
    var week = wish(HELPER, "support-specialist", "2026-12-02T12:00:00Z");
    var made = server.post(assignments(SHOP), ofPlatform(GUIDE), week);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("until").asText()).isEqualTo("2026-12-02T12:00:00.000Z");
    var quarter = wish(HELPER, "support-specialist", "2027-02-25T12:00:00Z");
    assertThat(server.post(assignments(SHOP), ofPlatform(GUIDE), quarter).reason())
        .isEqualTo("too-long");
    assertThat(
            server.post(assignments(SHOP), ofPlatform(GUIDE), wish(SELLER, "sales-agent")).status())
        .isEqualTo(403);
    assertThat(server.post(assignments(BANK), ofPlatform(GUIDE), week).status()).isEqualTo(404);
    assertThat(server.bank().assignments).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"staff\": \"x\", \"role\": \"operator\"}",
        "{\"staff\": \"00000000-0000-0000-0000-000000000021\", \"role\": \"owner\"}",
        "{\"staff\": \"00000000-0000-0000-0000-000000000021\", \"role\": \"support-specialist\"}",
        "{\"staff\": \"00000000-0000-0000-0000-000000000021\", \"role\": \"operator\", \"until\":"
            + " \"soon\"}",
        "{\"staff\": \"00000000-0000-0000-0000-000000000021\", \"role\": \"operator\", \"by\":"
            + " \"x\"}"
      })
  void an_assignment_of_another_form_is_refused(String body) {
    assertThat(server.post(assignments(SHOP), ofPlatform(CHIEF), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  @Test
  void a_lead_hands_its_own_assignment_to_the_next_stage() {
    var own = server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    var body =
        "{\"colleague\": \"%s\", \"stage\": \"onboarding\", \"note\": \"likes tea\"}"
            .formatted(GUIDE);
    var path = assignments(SHOP) + "/" + own + "/hand-over";
    assertThat(server.post(path, ofPlatform(GUIDE), body).status()).isEqualTo(404);
    var made = server.post(path, ofPlatform(SELLER), body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().at("/staff/id").asText()).isEqualTo(GUIDE.toString());
    assertThat(made.json().path("stage").asText()).isEqualTo("onboarding");
    assertThat(server.post(path, ofPlatform(SELLER), body).status()).isEqualTo(404);
  }

  @Test
  void a_stage_that_does_not_follow_is_refused() {
    var own = server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    var path = assignments(SHOP) + "/" + own + "/hand-over";
    var skipped = "{\"colleague\": \"%s\", \"stage\": \"success\"}".formatted(GUIDE);
    assertThat(server.post(path, ofPlatform(SELLER), skipped).reason()).isEqualTo("no-such-stage");
    var note =
        "{\"colleague\": \"%s\", \"stage\": \"onboarding\", \"note\": \"%s\"}"
            .formatted(GUIDE, "x".repeat(2_001));
    assertThat(server.post(path, ofPlatform(SELLER), note).status()).isEqualTo(413);
  }

  @Test
  void staff_sees_all_assignments_or_its_own() {
    server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    server.assigned(SHOP, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    server.post(accesses(SHOP), ofPlatform(HELPER), TICKET);
    var all = server.get(assignments(SHOP), ofPlatform(CHIEF)).json();
    assertThat(all.path("assignments")).hasSize(2);
    assertThat(all.path("accesses")).hasSize(1);
    assertThat(server.get(assignments(SHOP), OPERATOR).json()).isEqualTo(all);
    assertThat(server.get(assignments(SHOP), ofPlatform(HELPER)).json()).isEqualTo(all);
    // a sales agent does not see an organisation's people, nor colleagues among them
    var own = server.get(assignments(SHOP), ofPlatform(SELLER)).json();
    assertThat(own.path("assignments")).hasSize(1);
    assertThat(own.at("/assignments/0/staff/name").asText()).isEqualTo("Sam");
    assertThat(own.path("accesses")).isEmpty();
  }

  // --- accesses ----------------------------------------------------------------------------------

  @Test
  void assigned_staff_gets_access_for_a_while_and_gives_it_back() {
    server.assigned(SHOP, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    var entered = server.post(accesses(SHOP), ofPlatform(HELPER), TICKET);
    assertThat(entered.status()).isEqualTo(201);
    assertThat(entered.json().path("until").asText()).isEqualTo("2026-11-25T13:00:00.000Z");
    assertThat(server.post(accesses(SHOP), ofPlatform(HELPER), TICKET).reason())
        .isEqualTo("unchanged");
    assertThat(server.acts(SHOP)).hasSize(1);
    var path = accesses(SHOP) + "/" + entered.json().path("id").asText();
    assertThat(server.delete(path, ofPlatform(SELLER)).status()).isEqualTo(404);
    assertThat(server.delete(path, ofPlatform(HELPER)).status()).isEqualTo(204);
    assertThat(server.delete(path, ofPlatform(HELPER)).status()).isEqualTo(403);
  }

  @Test
  void staff_that_is_not_assigned_or_no_person_gets_none() {
    assertThat(server.post(accesses(SHOP), ofPlatform(HELPER), TICKET).status()).isEqualTo(404);
    assertThat(server.post(accesses(SHOP), ofPlatform(CHIEF), TICKET).status()).isEqualTo(404);
    server.assigned(SHOP, SELLER, PlatformRole.SALES_AGENT);
    assertThat(server.post(accesses(SHOP), ofPlatform(SELLER), TICKET).status()).isEqualTo(403);
    var program = server.post(accesses(SHOP), OPERATOR, TICKET);
    assertThat(program.status()).isEqualTo(403);
    assertThat(program.reason()).isEqualTo("people-only");
    assertThat(server.shop().accesses).isEmpty();
  }

  @Test
  void an_assignment_that_ended_gives_no_access() {
    server.assigned(SHOP, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    server.now = NOON.plus(Duration.ofDays(7));
    assertThat(server.post(accesses(SHOP), ofPlatform(HELPER), TICKET).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"minutes\": 60}",
        "{\"reason\": \"short\", \"minutes\": 60}",
        "{\"reason\": \"ticket 4711, no replies\"}",
        "{\"reason\": \"ticket 4711, no replies\", \"minutes\": 0}",
        "{\"reason\": \"ticket 4711, no replies\", \"minutes\": 481}",
        "{\"reason\": \"ticket 4711, no replies\", \"minutes\": 60, \"staff\": \"x\"}"
      })
  void an_access_of_another_form_is_refused(String body) {
    server.assigned(SHOP, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    assertThat(server.post(accesses(SHOP), ofPlatform(HELPER), body).status()).isEqualTo(400);
    server.assertUntouched();
  }

  // --- ids of others -----------------------------------------------------------------------------

  @Test
  void assignments_and_accesses_of_another_organisation_look_missing() {
    server.assigned(SHOP, GUIDE, PlatformRole.ONBOARDING_SPECIALIST);
    var foreign = server.assigned(BANK, HELPER, PlatformRole.SUPPORT_SPECIALIST);
    var access = server.post(accesses(BANK), ofPlatform(HELPER), TICKET).json().path("id").asText();
    for (var staff : new PersonId[] {CHIEF, GUIDE}) {
      var end = server.delete(assignments(SHOP) + "/" + foreign, ofPlatform(staff));
      var none = server.delete(assignments(SHOP) + "/" + UNKNOWN, ofPlatform(staff));
      assertThat(end.status()).isEqualTo(none.status());
      assertThat(end.json().path("detail")).isEqualTo(none.json().path("detail"));
      var left = server.delete(accesses(SHOP) + "/" + access, ofPlatform(staff));
      var never = server.delete(accesses(SHOP) + "/" + UNKNOWN, ofPlatform(staff));
      assertThat(left.status()).isEqualTo(never.status());
      assertThat(left.json().path("detail")).isEqualTo(never.json().path("detail"));
    }
    assertThat(server.delete(assignments(SHOP) + "/x", ofPlatform(CHIEF)).status()).isEqualTo(404);
    assertThat(server.bank().assignments).hasSize(1);
    assertThat(server.bank().accesses).hasSize(1);
  }

  @Test
  void an_organisation_that_is_foreign_looks_missing_to_staff() {
    for (var id : new Object[] {BANK, UNKNOWN, "x"}) {
      assertThat(server.get(assignments(id), ofPlatform(HELPER)).status()).isEqualTo(404);
      assertThat(server.post(accesses(id), ofPlatform(HELPER), TICKET).status()).isEqualTo(404);
      assertThat(server.delete(accesses(id) + "/" + UNKNOWN, ofPlatform(HELPER)).status())
          .isEqualTo(404);
    }
    assertThat(server.get(assignments(UNKNOWN), OPERATOR).status()).isEqualTo(404);
    assertThat(server.get(assignments(BANK), ofShop(OWNER)).status()).isEqualTo(403);
    assertThat(server.get(assignments(SHOP), ofShop(OWNER)).status()).isEqualTo(403);
  }
}
