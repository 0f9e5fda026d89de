package io.parley.server.e2e.stage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.server.e2e.browser.Visit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People of the company see a telephone call live on the page of its conversation, and have it
/// transferred.
class ConversationCallIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// As long as the page waits before it asks again, in ms.
  private static final int AGAIN_AFTER = 5_000;

  private static final String REFUSAL = "closed now (expected: Mon-Fri 09:00-17:00 (UTC))";
  private static final String TARGETS =
      "{\"targets\":[{\"name\":\"billing\",\"label\":\"billing\",\"modes\":[\"blind\"],"
          + "\"open\":true},"
          + "{\"name\":\"sales\",\"label\":\"<b>Sales</b>\",\"modes\":[\"attended\",\"blind\"],"
          + "\"open\":false,\"hours\":\"Mon-Fri 09:00-17:00 (UTC)\"}]}";

  private static String call(String phase, String more) {
    return "{\"type\":\"call\",\"call\":\"c1\",\"phase\":\"%s\",\"voice\":true,%s}"
        .formatted(phase, more);
  }

  @Test
  void a_call_is_seen_live_and_its_transfer_is_ordered_and_told() {
    var session = BROWSER.stage().begin(StagedRecordings.SESSION, "phone");
    var visit = BROWSER.open("/conversation?session=" + StagedRecordings.SESSION);
    visit.page.route(
        "**/call/targets",
        route ->
            route.fulfill(
                new FulfillOptions().setContentType("application/json").setBody(TARGETS)));
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("call")).hasText("There is no call.");
    assertThat(visit.id("transfer")).hasCount(0);

    // news of a call is not stored: a page without a connection yet would never get it
    await().until(() -> session.lines() == 1);
    session.send(
        call(
            "listening",
            "\"words\":\"Where is"
                + " my\",\"transfer\":\"possible\",\"recording\":\"on\",\"line\":\"bad\""));
    assertThat(visit.id("call")).containsText("On the telephone, followed here since");
    assertThat(visit.page.locator(".side .badge"))
        .hasText(new String[] {"listening", "recorded", "bad line"});
    assertThat(visit.id("hearing")).containsText("Where is my");
    session.record(
        "{\"kind\":\"said\",\"id\":\"m1\",\"by\":\"customer\",\"text\":\"Where is <b>my</b>"
            + " order?\",\"channel\":\"phone\",\"modality\":\"spoken\"}");
    assertThat(visit.id("hearing")).hasCount(0);
    assertThat(visit.messages("customer")).containsText("Where is <b>my</b> order?");
    session.open(1);
    session.record(
        "{\"kind\":\"tool-call-requested\",\"turn\":1,\"call\":\"1.1\",\"tool\":\"order_status\",\"label\":\"Looking"
            + " up the status\",\"arguments\":{\"order\":\"1042\"}}");
    session.delta(1, 1, 0, "It is on its **way**");
    assertThat(visit.turn(1)).hasAttribute("data-status", "open");
    assertThat(visit.turn(1).locator("strong")).hasText("way");
    assertThat(visit.id("tool")).containsText("Looking up the status: under way");
    for (int width : new int[] {Visit.PHONE, Visit.TABLET, Visit.DESKTOP})
      visit.looks("conversation-call", width, 900, ColorScheme.LIGHT);
    visit.looks("conversation-call", Visit.PHONE, 1_400, ColorScheme.DARK);
    // a page forgets a call after a minute without news, and the looks may take that long
    session.send(call("listening", "\"transfer\":\"possible\",\"recording\":\"on\""));

    visit.page.route(
        "**/call/transfer",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setStatus(409)
                    .setContentType("application/problem+json")
                    .setBody("{\"detail\":\"%s\"}".formatted(REFUSAL))));
    var transfer = visit.id("transfer");
    assertThat(transfer.locator("[name=target] option"))
        .hasText(
            new String[] {
              "billing", "<b>Sales</b> (sales), closed now: Mon-Fri 09:00-17:00 (UTC)"
            });
    assertThat(transfer.locator("[name=mode] option"))
        .hasText(new String[] {"blind, where the target allows it", "blind"});
    transfer.locator("[name=target]").selectOption("sales");
    assertThat(transfer.locator("[name=mode] option"))
        .hasText(new String[] {"blind, where the target allows it", "attended", "blind"});
    transfer.locator("[name=summary]").fill("Wants a refund.");
    visit.id("order").click();
    assertThat(visit.id("told")).hasText(REFUSAL);
    assertThat(transfer.locator("[name=target]")).hasValue("sales");

    // the form goes with the connection, and comes back as it was
    session.close(1001);
    assertThat(transfer).hasCount(0);
    await().until(() -> session.lines() == 1);
    session.send(call("listening", "\"transfer\":\"possible\""));
    assertThat(transfer.locator("[name=target]")).hasValue("sales");
    assertThat(transfer.locator("[name=summary]")).hasValue("Wants a refund.");

    session.record(
        "{\"kind\":\"transfer-asked\",\"id\":\"t1\",\"call\":\"c1\",\"by\":\"operator\",\"target\":\"billing\",\"mode\":\"attended\"}");
    session.send(call("listening", "\"transfer\":\"hold\""));
    assertThat(transfer).hasCount(0);
    assertThat(visit.page.locator(".side .badge")).hasText("on hold: a colleague is called");
    session.record(
        "{\"kind\":\"transfer-settled\",\"id\":\"t2\",\"order\":\"t1\",\"outcome\":\"failed\",\"reason\":\"busy\"}");
    assertThat(visit.page.locator("[data-note=transfer-asked]"))
        .containsText("Operator has the call transferred to billing (attended).");
    assertThat(visit.page.locator("[data-note=transfer-settled]"))
        .containsText("Transfer to billing: the caller is with the agent again (busy).");

    // what happens while the connection is away is there when it is back
    session.close(1001);
    session.record("{\"kind\":\"taken-over\",\"id\":\"h1\",\"by\":\"operator\"}");
    assertThat(visit.id("leader")).hasText("Operator answers; the agent is silent.");
    session.send(call("ended", "\"reason\":\"hung-up\""));
    assertThat(visit.id("call")).hasText("The call is over: hung up.");
    session.record(
        "{\"kind\":\"call-measured\",\"id\":\"c1-measured\",\"call\":\"c1\",\"way\":\"sip\",\"seconds\":183.2,"
            + "\"line\":{\"codec\":\"PCMU\",\"mos\":4.21,\"worstMos\":3.9,\"lossPercent\":0.5,\"burst\":1,"
            + "\"jitterMillis\":{\"count\":30,\"p50\":2,\"p95\":7}},"
            + "\"stages\":{\"whole\":{\"count\":3,\"p50\":620,\"p95\":900}},"
            + "\"talk\":{\"silenceShare\":0.42},\"interruptions\":1,\"falseInterruptions\":0}");
    assertThat(visit.page.locator("[data-note=call-measured]"))
        .containsText(
            "The call is measured: 183.2 s, MOS 4.2 (worst 3.9), loss 0.5 %, jitter 7 ms, answers"
                + " after 620 ms (p95 900 ms), interruptions: 1, silence 42 %.");
    var compared = new AtomicReference<String>();
    visit.page.route(
        "**/call/words",
        route -> {
          compared.set(route.request().postData());
          route.fulfill(
              new FulfillOptions()
                  .setStatus(202)
                  .setContentType("application/json")
                  .setBody("{\"seq\":9}"));
        });
    var words = visit.id("words");
    words.locator("summary").click();
    assertThat(words.locator("label")).containsText("Understood: “Where is <b>my</b> order?”");
    assertThat(words.locator("input")).hasValue("Where is <b>my</b> order?");
    words.locator("input").fill("Where is my other order?");
    visit.id("compare").click();
    assertThat(visit.id("told")).hasText("The words are compared.");
    assertThat(compared.get()).contains("\"call\":\"c1\"", "\":\"Where is my other order?\"");
    session.record(
        "{\"kind\":\"words-checked\",\"id\":\"k1\",\"by\":\"agent\",\"call\":\"c1\",\"way\":\"sip\","
            + "\"utterances\":9,\"right\":7,\"words\":40,\"errors\":3,\"errorPercent\":7.5}");
    assertThat(visit.page.locator("[data-note=words-checked]"))
        .containsText("7.5 % errors among 40 words.");

    // words about one call are not those about the next one
    session.send(call("listening", "\"transfer\":\"possible\"").replace("c1", "c2"));
    assertThat(transfer.locator("[name=summary]")).hasValue("");
    assertThat(visit.complaints()).allMatch(each -> each.startsWith("Failed to load resource"));
  }

  @Test
  void targets_that_could_not_be_asked_for_are_asked_for_again() {
    var session = BROWSER.stage().begin(StagedRecordings.SESSION, "phone");
    var visit = BROWSER.open("/conversation?session=" + StagedRecordings.SESSION);
    var asked = new AtomicInteger();
    visit.page.route(
        "**/call/targets",
        route ->
            route.fulfill(
                asked.incrementAndGet() == 1
                    ? new FulfillOptions().setStatus(503)
                    : new FulfillOptions().setContentType("application/json").setBody(TARGETS)));
    visit.page.clock().install();
    visit.page.reload();
    visit.id("token").fill(StagedRecordings.TOKEN);
    visit.page.keyboard().press("Enter");
    assertThat(visit.id("call")).hasText("There is no call.");
    await().until(() -> session.lines() == 1);
    session.send(call("listening", "\"transfer\":\"possible\""));
    assertThat(visit.id("told")).not().hasText("");
    visit.page.clock().fastForward(AGAIN_AFTER);
    assertThat(visit.id("transfer").locator("[name=target] option")).hasCount(2);
    assertThat(visit.id("told")).hasText("");
    assertThat(asked).hasValue(2);
  }
}
