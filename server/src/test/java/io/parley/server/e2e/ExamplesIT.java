package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.parley.server.e2e.browser.SharedBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Runs the examples of the docs against the built program.
class ExamplesIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.OFFLINE);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```bash\\R(.*?)^```$");
  private static final String QUESTION = "How do I send shoes back?";
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path work;

  @Test
  void the_commands_of_the_guide_work_in_order() throws Exception {
    var guide = Files.readString(DOCS.resolve("API.md"));
    var commands =
        SCRIPT.matcher(guide).results().map(found -> found.group(1)).collect(Collectors.joining());
    var script = Files.writeString(work.resolve("guide.sh"), "set -euo pipefail\n" + commands);
    var output = run("bash", script.toString());
    assertThat(output)
        .contains("\"kind\":\"reply-completed\"", "\"budgets\"", "/problems/session-ended");
  }

  @Test
  void a_conversation_with_curl() throws Exception {
    var script = DOCS.resolve("examples/talk.sh").toRealPath();
    assertThat(run("bash", script.toString(), base(), QUESTION))
        .contains("\"kind\":\"reply-completed\"", "\"sources\"", "\"id\":\"opinion\"");
  }

  @Test
  void a_conversation_with_nothing_but_a_jdk() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var program = DOCS.resolve("examples/TalkToASession.java").toRealPath();
    assertThat(run(java, program.toString(), base(), QUESTION)).containsIgnoringCase("return");
  }

  @Test
  void a_customers_token_by_java_and_by_node() throws Exception {
    var key = Files.writeString(work.resolve("shop-key.pem"), ShopSignIn.privateKey());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    for (var command :
        List.of(
            List.of(java, DOCS.resolve("examples/CustomerToken.java").toRealPath().toString()),
            List.of("node", DOCS.resolve("examples/customer-token.mjs").toRealPath().toString()))) {
      var token = run(command.get(0), command.get(1), key.toString(), "c-17", "Ada").strip();
      var started = Caller.with(token).post(SERVER, "/v1/sessions", "{}", 201);
      var state =
          Caller.with(started.get("token").asText())
              .get(SERVER, "/v1/sessions/" + started.get("id").asText());
      assertThat(state.get("customer").toString())
          .isEqualTo("{\"id\":\"c-17\",\"name\":\"Ada\",\"verified\":true}");
    }
  }

  @Test
  void a_conversation_from_a_page_in_twenty_lines() throws Exception {
    var module = Files.readString(DOCS.resolve("examples/talk.js"));
    try (var context = BROWSER.get().newContext()) {
      var page = context.newPage();
      // from a page of the server: Chromium does not let a page without an origin connect to
      // loopback
      page.route(
          "**/talk.js",
          route ->
              route.fulfill(
                  new Route.FulfillOptions().setContentType("text/javascript").setBody(module)));
      page.navigate(base() + "/");
      var reply =
          page.evaluate(
              """
              async (words) => {
                const { talk } = await import('/talk.js');
                const output = document.createElement('output');
                let shown = 0;
                const reply = await talk(location.origin, words, (text) => {
                  output.textContent = text;
                  shown += 1;
                });
                return { text: reply.text, shown, held: output.textContent };
              }
              """,
              QUESTION);
      assertThat(reply).asString().containsIgnoringCase("return");
      var told = (Map<?, ?>) reply;
      assertThat((Integer) told.get("shown")).isPositive();
      assertThat(told.get("held")).isEqualTo(told.get("text"));
    }
  }

  private static String base() {
    var address = SERVER.http("/").toString();
    return address.substring(0, address.length() - 1);
  }

  private String run(String... command) throws IOException, InterruptedException {
    var log = work.resolve("output.txt");
    var builder =
        new ProcessBuilder(List.of(command))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SERVER", base());
    builder.environment().put("AGENT_TOKEN", ServerProcess.AGENT_TOKEN);
    var process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("took too long:\n" + Files.readString(log));
    }
    var output = Files.readString(log);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
