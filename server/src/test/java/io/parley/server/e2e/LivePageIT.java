package io.parley.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The live page in a real browser, of the built program.
class LivePageIT {
  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Map<String, String> GUARDED =
      Map.of(
          "PARLEY_MODEL",
          "offline",
          "PARLEY_PUBLIC_URL",
          "https://chat.shop.example",
          "JAVA_TOOL_OPTIONS",
          "-Dparley.management.token-needed=always");

  @TempDir static Path data;
  private static Map<String, String> guarded;

  /// A test that ends it starts it again.
  private static ServerProcess watched;

  @BeforeAll
  static void start() throws IOException {
    guarded = new HashMap<>(GUARDED);
    guarded.put("PARLEY_MANAGEMENT_PORT", Integer.toString(FreePort.find()));
    watched = ServerProcess.start(data.resolve("watched"), guarded);
  }

  @AfterAll
  static void stop() {
    if (watched != null) watched.close();
  }

  private static Visit visit(ServerProcess server, int width, int height) {
    return Visit.open(
        BROWSER.get(),
        server.management("/").toString(),
        Visit.like(width, height).setReducedMotion(ReducedMotion.REDUCE));
  }

  private static Visit signedIn(ServerProcess server, int width, int height) {
    var visit = visit(server, width, height);
    visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
    visit.id("token-send").click();
    assertThat(visit.id("connection")).hasAttribute("data-state", "live");
    return visit;
  }

  /// Messages that the browser itself logs for a 401 or a failed request.
  private static List<String> complaints(Visit visit) {
    return visit.complaints().stream()
        .filter(complaint -> !complaint.startsWith("Failed to load resource"))
        .toList();
  }

  private static void fits(Visit visit) {
    var over = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat(((Number) over).intValue()).isLessThanOrEqualTo(0);
  }

  @Test
  void an_operator_watches_looks_sessions_up_and_resets_breakers() throws Exception {
    var visit = visit(watched, Visit.DESKTOP, 900);
    assertThat(visit.id("token-dialog")).isVisible();
    visit.isFocused("token");
    visit.isAccessible("asked for the token");
    visit.id("token").fill("not-the-operator-s-token");
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("token-dialog")).containsText("not accepted");
    visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("connection")).hasAttribute("data-state", "live");
    assertThat(visit.id("token-dialog")).isHidden();
    assertThat(visit.page.url()).doesNotContain(ServerProcess.OPERATOR_TOKEN);
    assertThat(visit.page.evaluate("localStorage.length")).isEqualTo(0);

    assertThat(visit.id("member")).hasCount(1);
    assertThat(visit.id("member")).containsText("this node");
    assertThat(visit.page.getByText("nothing measured yet").first()).isVisible();
    var session = Caller.start(watched);
    Caller.with(session.token()).say(watched, session, "m1", "How do I send shoes back?");
    assertThat(visit.id("tile-awake")).containsText(Pattern.compile("[1-9]"));
    assertThat(visit.id("tile-reply")).containsText(Pattern.compile("[1-9].*s"));
    assertThat(visit.id("chart-turns").locator("path.line").first()).isAttached();

    visit.id("session").fill(session.id());
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("session-facts")).containsText("active");
    assertThat(visit.id("session-facts")).containsText("awake");
    assertThat(visit.id("recordings"))
        .hasAttribute("href", "https://chat.shop.example/recordings?session=" + session.id());
    assertThat(visit.id("conversation"))
        .hasAttribute("href", "https://chat.shop.example/conversation?session=" + session.id());
    assertThat(visit.page.locator("body")).not().containsText("shoes");
    visit.isAccessible("by day");
    visit.shoot("live");
    visit.page.screenshot(
        new ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots/live-whole.png")));
    visit.page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    visit.isAccessible("by night");
    visit.shoot("live-dark");

    visit.id("session").fill("nobody");
    visit.id("look").click();
    assertThat(visit.id("found")).containsText("No such session");
    visit.page.locator("[data-name=\"provider:offline\"] button").click();
    assertThat(visit.id("notice")).containsText("provider:offline is closed");
    assertThat(visit.id("silent")).hasCount(0);
    assertThat(complaints(visit)).isEmpty();
    visit.close();
  }

  /// In development it shows everything without a token, and changes nothing.
  @Test
  void the_page_fits_a_phone_and_needs_no_mouse() throws Exception {
    var open = Map.of("PARLEY_MODEL", "offline");
    try (var server = ServerProcess.start(data.resolve("phone"), open)) {
      var visit = visit(server, Visit.PHONE, 740);
      assertThat(visit.id("connection")).hasAttribute("data-state", "live");
      assertThat(visit.id("token-dialog")).isHidden();
      Caller.start(server);
      assertThat(visit.id("tile-awake")).containsText(Pattern.compile("[1-9]"));
      fits(visit);
      visit.isAccessible("on a phone");
      visit.shoot("live-phone");
      visit.id("drain").focus();
      visit.page.keyboard().press("Enter");
      assertThat(visit.id("drain-dialog")).isVisible();
      visit.isFocused("drain-cancel");
      visit.isAccessible("asked whether it is meant");
      visit.shoot("live-drain");
      visit.page.keyboard().press("Escape");
      assertThat(visit.id("drain-dialog")).isHidden();
      visit.isFocused("drain");

      visit.page.keyboard().press("Enter");
      visit.page.keyboard().press("Tab");
      visit.isFocused("drain-confirm");
      visit.page.keyboard().press("Enter");
      assertThat(visit.id("token-dialog")).isVisible();
      await().until(() -> server.readiness() == 200);
      visit.id("token").fill("not-the-operator-s-token");
      visit.page.keyboard().press("Enter");
      assertThat(visit.id("token-dialog")).containsText("not accepted");
      await().until(() -> server.readiness() == 200);
      visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      visit.page.keyboard().press("Enter");
      assertThat(server.awaitEnd()).isZero();
      assertThat(visit.id("connection")).hasAttribute("data-state", "lost");
      assertThat(complaints(visit)).isEmpty();
      visit.close();
    }
  }

  @Test
  void the_page_shows_a_lost_and_a_restored_connection() throws Exception {
    var visit = signedIn(watched, Visit.DESKTOP, 900);
    assertThat(visit.id("member")).hasCount(1);
    watched.kill();
    assertThat(visit.id("lost")).containsText(Pattern.compile("since \\d\\d:\\d\\d:\\d\\d"));
    assertThat(visit.id("connection")).hasAttribute("data-state", "lost");
    assertThat(visit.id("drain")).isDisabled();
    // known values stay visible
    assertThat(visit.id("member")).hasCount(1);
    visit.isAccessible("lost");
    visit.shoot("live-lost");
    watched = ServerProcess.start(data.resolve("watched"), guarded);
    assertThat(visit.id("back")).containsText("is back");
    assertThat(visit.id("lost")).hasCount(0);
    assertThat(visit.id("connection")).hasAttribute("data-state", "live");
    visit.isAccessible("back");
    visit.shoot("live-back");
    assertThat(watched.management("/").toString())
        .contains(":" + guarded.get("PARLEY_MANAGEMENT_PORT"));
    assertThat(complaints(visit)).isEmpty();
    visit.close();
  }
}
