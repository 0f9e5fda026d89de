package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.parley.server.e2e.stage.ConsoleVisits.complaints;
import static io.parley.server.e2e.stage.ConsoleVisits.field;
import static io.parley.server.e2e.stage.ConsoleVisits.looked;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Parts of the console while they are read, after a failure, for readers who may change nothing,
/// and page by page.
class ConsolePartsIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  private static final String ADA = "11111111-2222-4333-8444-555555555555";
  private static final String SAM = "99999999-2222-4333-8444-555555555555";
  private static final String ROLES = "/v1/organisation/roles";

  private static StagedAccounts accounts() {
    return BROWSER.stage().accounts();
  }

  private static void stageRoles() {
    accounts()
        .on(
            "GET " + ROLES,
            200,
            """
            {"roles":[{"name":"viewer","permissions":["read"]}],"customRoles":[],
             "grantable":["read"]}\
            """);
  }

  @Test
  void a_part_tells_nothing_before_it_knows_and_after_a_failure_reads_again() {
    stageRoles();
    var visit = ConsoleVisits.part(BROWSER, "overview");
    var held = new ArrayDeque<Route>();
    visit.page.route("**" + ROLES, held::add);
    visit.id("part-roles").click();
    assertThat(visit.page.locator("parley-organisation-roles")).containsText("One moment …");
    assertThat(visit.page.locator("body")).not().containsText("There is none.");
    assertThat(visit.id("add-role")).hasCount(0);
    looked(visit, "roles-reading");

    held.remove().fulfill(new Route.FulfillOptions().setStatus(503));
    assertThat(visit.id("failed")).isVisible();
    assertThat(visit.page.locator("body")).not().containsText("One moment …");
    looked(visit, "roles-failed");
    visit.page.unroute("**" + ROLES);
    visit.id("again").click();
    assertThat(visit.page.locator("[data-role=viewer]")).isVisible();
    assertThat(visit.id("add-role")).isVisible();
    assertThat(visit.id("failed")).hasCount(0);
    assertThat(visit.page.locator("h1")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_reader_sees_the_parts_that_the_role_opens_and_no_button_that_changes_them() {
    accounts().mayOnly("read", "view-organisation", "view-people");
    stageRoles();
    var visit = ConsoleVisits.part(BROWSER, "roles");
    assertThat(visit.page.locator("[data-role=viewer]")).isVisible();
    assertThat(visit.id("add-role")).hasCount(0);
    assertThat(visit.id("part-audit")).hasCount(0);
    assertThat(visit.id("part-webhooks")).hasCount(0);
    looked(visit, "roles-reader");
    assertThat(visit.page).hasTitle("Roles: Organisation");
    visit.id("part-overview").click();
    // the part before has two, until the new one was read
    assertThat(visit.page.locator("h2")).hasCount(1);
    assertThat(visit.page.locator("h2")).isFocused();
    assertThat(visit.page).hasTitle("Overview: Organisation");
    assertThat(visit.id("rename")).hasCount(0);
    assertThat(visit.page.locator("main form")).hasCount(0);
    // an address of a part that the role does not open
    visit.page.navigate(BROWSER.stage().url("/organisation?lang=en#audit"));
    visit.page.reload();
    assertThat(visit.id("part-overview")).hasAttribute("aria-current", "true");
    assertThat(complaints(visit)).isEmpty();
  }

  private static String entry(int number, String by, String after) {
    return """
    {"number":%d,"at":"2026-11-25T09:30:00.000Z","by":"%s","from":"192.0.2.7",
     "action":"organisation-renamed","target":"organisation",
     "before":{"name":"A firm with a name of quite some length and no end in sight"},
     "after":{"name":"%s"}}\
    """
        .formatted(number, by, after);
  }

  @Test
  void the_trail_begins_with_the_newest_act_and_names_members_and_staff() {
    accounts()
        .on(
            "GET /v1/organisation/people",
            200,
            "{\"people\":[{\"id\":\"%s\",\"name\":\"Ada Lovelace\"}]}".formatted(ADA))
        .on(
            "GET /v1/organisation/staff",
            200,
            """
            {"assignments":[{"id":"s","staff":{"id":"%s","name":"Sam of the platform"},
              "role":"operator","since":"2026-11-25T09:30:00.000Z"}],"accesses":[]}\
            """
                .formatted(SAM))
        .on(
            "GET /v1/organisation/audit",
            200,
            "{\"entries\":[%s,%s],\"next\":\"51\"}"
                .formatted(
                    entry(52, "person:" + SAM, "Larch"),
                    entry(51, "program:operator", "Larch & Lace")));
    var visit = ConsoleVisits.part(BROWSER, "overview");
    var asked =
        visit.page.waitForRequest(
            request -> request.url().contains("/organisation/audit"),
            () -> visit.id("part-audit").click());
    assertThat(asked.url()).contains("order=newest").doesNotContain("after=");
    assertThat(visit.page.locator("[data-entry]").first()).containsText("Sam of the platform");
    assertThat(visit.page.locator("[data-entry='51']")).containsText("Program: operator");
    looked(visit, "audit-newest");
    accounts()
        .on(
            "GET /v1/organisation/audit",
            200,
            "{\"entries\":[%s]}".formatted(entry(50, "person:" + ADA, "Linen")));
    var earlier =
        visit.page.waitForRequest(
            request -> request.url().contains("/organisation/audit"),
            () -> visit.id("next").click());
    assertThat(earlier.url()).contains("after=51");
    assertThat(visit.page.locator("[data-entry='50']")).containsText("Ada Lovelace");
    assertThat(visit.page.locator("h2")).isFocused();
    assertThat(visit.id("next")).hasCount(0);
    assertThat(visit.id("first")).isVisible();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void a_page_of_the_trail_that_fails_leaves_the_one_before_it_in_its_place() {
    accounts()
        .on(
            "GET /v1/organisation/audit",
            200,
            "{\"entries\":[%s],\"next\":\"51\"}".formatted(entry(51, "program:operator", "Larch")));
    var visit = ConsoleVisits.part(BROWSER, "audit");
    assertThat(visit.page.locator("[data-entry='51']")).isVisible();
    accounts().refuse("GET /v1/organisation/audit", 503, "unavailable");
    visit.id("next").click();
    assertThat(visit.id("failed")).isVisible();
    assertThat(visit.page.locator("[data-entry='51']")).isVisible();
    assertThat(visit.id("first")).hasCount(0);
    accounts()
        .on(
            "GET /v1/organisation/audit",
            200,
            "{\"entries\":[%s]}".formatted(entry(50, "program:operator", "Linen")));
    visit.id("again").click();
    assertThat(visit.page.locator("[data-entry='50']")).isVisible();
    assertThat(visit.id("first")).isVisible();
  }

  private static String session(String id) {
    return """
    {"id":"%s","status":"ended","agent":{"id":"support","version":1},
     "customer":{"id":"c-17","name":"Ada"},"createdAt":"2026-11-25T09:30:00.000Z"}\
    """
        .formatted(id);
  }

  @Test
  void sessions_are_found_by_state_and_customer_and_shown_page_by_page() {
    accounts()
        .on(
            "GET /v1/sessions",
            200,
            "{\"sessions\":[%s],\"next\":\"n1\"}".formatted(session("one")));
    var visit = ConsoleVisits.open(BROWSER, "/conversation?lang=en");
    visit.saysTheSame("/conversation/conversation-texts.js", "conversationTexts");
    var rows = visit.id("newest").locator("tbody tr");
    assertThat(rows).hasCount(1);
    looked(visit, "sessions");
    accounts().on("GET /v1/sessions", 200, "{\"sessions\":[%s]}".formatted(session("two")));
    visit.id("more").click();
    assertThat(rows).hasCount(2);
    assertThat(visit.id("more")).hasCount(0);

    accounts().on("GET /v1/sessions", 200, "{\"sessions\":[]}");
    visit.id("status").selectOption("ended");
    field(visit, "customer").fill(" c-18 ");
    var asked =
        visit.page.waitForRequest(
            request -> request.url().contains("/v1/sessions"), () -> visit.id("find").click());
    assertThat(asked.url()).contains("status=ended").contains("customer=c-18");
    assertThat(visit.id("no-sessions")).hasText("There is none of these.");
    assertThat(visit.page.locator("#sessions")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }

  @Test
  void an_organisation_sees_its_plan_and_limits_itself_within_it() {
    accounts()
        .mayOnly("view-organisation", "view-usage", "set-budgets")
        .on(
            "GET /v1/usage/records",
            200,
            """
            {"from":"2026-11-26","to":"2026-11-26","zone":"UTC","step":"day","rows":[],"before":{}}\
            """)
        .on(
            "GET /v1/organisation/limits",
            200,
            "{\"plan\":{\"turns\":600,\"seats\":25},\"limits\":{\"turns\":200}}");
    var visit = ConsoleVisits.open(BROWSER, "/usage?lang=en");
    assertThat(visit.page.locator("[data-limit=turns]")).containsText("600");
    assertThat(visit.page.locator("[data-limit=seats]")).containsText("none");
    visit.id("change-limits").click();
    assertThat(field(visit, "sessions")).isFocused();
    assertThat(field(visit, "turns")).hasValue("200");
    looked(visit, "limits");
    field(visit, "turns").fill("300");
    accounts()
        .on(
            "PUT /v1/organisation/limits",
            200,
            "{\"plan\":{\"turns\":600},\"limits\":{\"turns\":300}}");
    assertThat(ConsoleVisits.sent(visit, "PUT", "save-limits")).isEqualTo("{\"turns\":300}");
    assertThat(visit.id("told")).containsText("Your limits are stored");
    assertThat(visit.page.locator("#limits")).isFocused();
    assertThat(complaints(visit)).isEmpty();
  }
}
