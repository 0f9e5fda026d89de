package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasValueOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.parley.server.CommandLineRun;
import io.parley.server.e2e.browser.SharedBrowser;
import io.parley.server.e2e.browser.Visit;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A company's documents on the built program: by command line as docs/KNOWLEDGE.md shows it, and
/// by API. The scripted model searches nothing, so other tests do not notice the documents.
class KnowledgeIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  @RegisterExtension static final SharedBrowser BROWSER = new SharedBrowser();

  private static final double PATIENCE_MS = 60_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");
  private static final Pattern LEAVE = Pattern.compile("handbook-leave +handbook +v(\\d+)");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);

  /// Holds the page's next write back until `goOn` is called.
  private static final String HOLD_WRITES =
      """
      () => {
        const fetched = window.fetch;
        window.fetch = async (address, options) => {
          if (options?.method === 'PUT') await new Promise((go) => (window.goOn = go));
          return fetched(address, options);
        };
      }\
      """;

  @TempDir Path directory;

  @Test
  void the_documented_commands_add_find_and_remove_a_folder() throws Exception {
    OPERATOR.forget(SERVER, "/v1/knowledge/collections/handbook");
    var handbook = Files.createDirectory(directory.resolve("handbook"));
    var leave = handbook.resolve("leave.md");
    Files.writeString(leave, "# Leave\n\n## Parental leave\n\nIt lasts fourteen months.\n");
    Files.writeString(handbook.resolve("office.md"), "# Office\n\nIt has two floors.\n");
    Files.writeString(handbook.resolve(".draft.md"), "Not yet.\n");
    Files.write(handbook.resolve("plan.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
    var commands = documented();

    var added = run(commands.get(0));
    assertThat(added.output())
        .contains("uploaded handbook/leave.md", "uploaded handbook/office.md")
        .contains("refused handbook/plan.png: unknown-type: ")
        .contains("2 uploaded, 0 unchanged, 0 removed, 1 refused")
        .endsWith("searchable\n");
    assertThat(added.code()).isEqualTo(1);
    var listed = run(commands.get(1)).output();
    // versions go on after a deletion, as when the test is run again
    assertThat(listed)
        .containsPattern("handbook-leave +handbook +v\\d+ +Leave\n")
        .containsPattern("handbook-office +handbook +v\\d+ +Office\n");
    assertThat(run(commands.get(2)).output())
        .contains("(handbook-leave#parental-leave)")
        .contains("It lasts fourteen months.");

    Files.delete(handbook.resolve("office.md"));
    Files.delete(handbook.resolve("plan.png"));
    Files.writeString(leave, "# Leave\n\n## Parental leave\n\nIt lasts sixteen months.\n");
    var dry = run(commands.get(3));
    assertThat(dry.output())
        .contains("would upload handbook/leave.md", "would remove handbook/office.md")
        .contains("1 uploaded, 0 unchanged, 1 removed, 0 refused (dry run");
    assertThat(dry.code()).isZero();
    assertThat(run(commands.get(1)).output()).isEqualTo(listed);
    assertThat(run(commands.get(4)).output())
        .contains("1 uploaded, 0 unchanged, 1 removed, 0 refused\n");
    var synced = run(commands.get(1)).output();
    assertThat(synced).doesNotContain("handbook-office");
    assertThat(version(synced)).isEqualTo(version(listed) + 1);
    assertThat(run(commands.get(4)).output())
        .isEqualTo("0 uploaded, 1 unchanged, 0 removed, 0 refused\n");
    assertThat(run(commands.get(5)).output()).isEqualTo("removed handbook-leave\n");
    assertThat(run(commands.get(1)).output()).isEmpty();
    assertThat(run(commands.get(5)).code()).isNotZero();
    assertThat(send("DELETE", "/v1/knowledge/collections/handbook", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_document_is_searchable_after_its_upload_and_gone_after_its_deletion() throws Exception {
    var ref = "kettle-" + UUID.randomUUID();
    var path = "/v1/knowledge/documents/" + ref;
    var text = "{\"title\":\"Kettles\",\"body\":\"## Descaling\\n\\nBoil vinegar.\",\"version\":0}";
    var written = json(send("PUT", path, text), 200);
    assertThat(written.path("added").asInt()).isEqualTo(1);
    awaitSearchable(written);
    assertThat(refs("descaling a kettle")).contains(ref);
    assertThat(send("PUT", path, text).statusCode()).isEqualTo(409);
    var changed = text.replace("vinegar", "lemon juice").replace("\"version\":0", "\"version\":1");
    assertThat(json(send("PUT", path, changed), 200).path("changed").asInt()).isEqualTo(1);
    assertThat(json(send("GET", path + "/versions/1", ""), 200).path("body").asText())
        .contains("vinegar");
    assertThat(json(send("GET", path + "/versions", ""), 200).path("versions")).hasSize(2);

    var passages = json(anonymous("/v1/knowledge/passages/" + ref), 200);
    assertThat(passages.at("/sections/0/anchor").asText()).isEqualTo("descaling");
    assertThat(passages.at("/sections/0/text").asText()).isEqualTo("Boil lemon juice.");
    assertThat(anonymous("/v1/knowledge/documents").statusCode()).isEqualTo(401);

    awaitSearchable(json(send("DELETE", path, ""), 200));
    assertThat(refs("descaling a kettle")).doesNotContain(ref);
    assertThat(anonymous("/v1/knowledge/passages/" + ref).statusCode()).isEqualTo(404);
  }

  @Test
  void a_page_is_read_in_a_process_of_its_own_and_a_file_that_lies_is_refused() throws Exception {
    var files = "/v1/knowledge/collections/default/files/";
    OPERATOR.forget(SERVER, files + "teapots.html");
    var page =
        "<html lang=en><body><nav>Menu</nav><main><h1>Teapots</h1><h2>Lids</h2>"
            + "<p>A cracked lid is replaced free of charge.</p></main></body></html>";
    var written = json(send("PUT", files + "teapots.html", page), 200);
    assertThat(written.path("added").asInt()).isEqualTo(1);
    awaitSearchable(written);
    var document = json(send("GET", "/v1/knowledge/documents/teapots", ""), 200);
    assertThat(document.path("title").asText()).isEqualTo("Teapots");
    assertThat(document.path("language").asText()).isEqualTo("en");
    assertThat(document.path("body").asText().strip())
        .isEqualTo("## Lids\n\nA cracked lid is replaced free of charge.");
    var refused = json(send("PUT", files + "teapots.pdf", page), 422);
    assertThat(refused.path("detail").asText()).startsWith("damaged");
    assertThat(send("DELETE", files + "teapots.html", "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_citation_opens_its_section_with_words_marked_and_runs_nothing() throws Exception {
    var path = "/v1/knowledge/documents/scale-care";
    var body =
        """
        Before. <script>window.ran = 1</script> <img src=x onerror="window.ran = 2">

        ## Daily care

        Wipe with lemon juice. [a](javascript:window.ran=3)

        | part | days |
        |---|---|
        | lid | 7 |

        ## Storing

        No lemon here.
        """;
    var text =
        JSON.createObjectNode()
            .put("title", "Scales")
            .put("language", "en")
            .put("source", "javascript:window.ran=4")
            .put("body", body);
    json(send("PUT", path, text.toString()), 200);
    var address = SERVER.http("/knowledge/scale-care?lang=de") + "#daily-care&mark=lemon+LID";
    try (var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.DESKTOP, 900))) {
      var cited = visit.page.locator("section.cited");
      PlaywrightAssertions.assertThat(cited.locator("mark"))
          .hasText(new String[] {"lemon", "lid"}, new HasTextOptions().setTimeout(PATIENCE_MS));
      assertThat(visit.page.locator("mark").count()).isEqualTo(2);
      assertThat(visit.page.locator("h1").textContent()).isEqualTo("Scales");
      assertThat(visit.page.locator("footer").textContent()).startsWith("Zuletzt geändert");
      assertThat(visit.page.locator("img, article script, a[href^=javascript]").count()).isZero();
      assertThat(visit.page.evaluate("window.ran")).isNull();
      visit.isAccessible("a cited passage");
    }
    json(send("DELETE", path, ""), 200);
  }

  @Test
  void an_operator_writes_changes_finds_and_deletes_a_document_on_the_page() throws Exception {
    var address = SERVER.http("/knowledge?lang=es").toString();
    var ref = "anvil-" + UUID.randomUUID();
    try (var visit = Visit.open(BROWSER.get(), address, Visit.like(Visit.PHONE, 800))) {
      assertThat(visit.page.title()).isEqualTo("Conocimiento");
      visit.isAccessible("no token");
      visit.id("token").fill(ServerProcess.OPERATOR_TOKEN);
      visit.id("open").click();
      visit.id("documents").waitFor();
      visit.isAccessible("the list");

      visit.id("add").click();
      visit.page.locator("[name=ref]").fill(ref);
      visit.page.locator("[data-testid=editor] [name=title]").fill("Anvils");
      visit.page.locator("[name=body]").fill("## Weight\n\nForty kilograms.");
      visit.id("save").click();
      visit.id("versions").waitFor();
      visit.isAccessible("a document");
      visit.page.locator("[name=body]").fill("## Weight\n\nFifty kilograms.");
      visit.id("delete").click();
      visit.id("delete-now").waitFor();
      PlaywrightAssertions.assertThat(visit.page.locator("[name=body]"))
          .hasValue("## Weight\n\nFifty kilograms.", new HasValueOptions().setTimeout(PATIENCE_MS));
      visit.page.evaluate(HOLD_WRITES);
      visit.id("save").click();
      visit.page.locator("[name=body]").fill("## Weight\n\nSixty kilograms.");
      visit.page.evaluate("goOn()");
      var versions = visit.id("versions").locator("option");
      PlaywrightAssertions.assertThat(versions)
          .hasCount(2, new HasCountOptions().setTimeout(PATIENCE_MS));
      PlaywrightAssertions.assertThat(visit.page.locator("[name=body]"))
          .hasValue("## Weight\n\nSixty kilograms.", new HasValueOptions().setTimeout(PATIENCE_MS));
      visit.id("versions").selectOption("1");
      PlaywrightAssertions.assertThat(visit.page.locator("[name=body]"))
          .hasValue("## Weight\n\nForty kilograms.", new HasValueOptions().setTimeout(PATIENCE_MS));

      awaitSearchable(
          JSON.createObjectNode()
              .put(
                  "knowledge",
                  json(send("GET", "/v1/knowledge", ""), 200).get("version").asLong()));
      visit.id("question").fill("weight of an anvil");
      visit.id("search").click();
      PlaywrightAssertions.assertThat(visit.id("passages"))
          .containsText("Fifty kilograms.", new ContainsTextOptions().setTimeout(PATIENCE_MS));
      visit.id("delete").click();
      visit.id("delete-now").click();
      visit.id("documents").waitFor();
      assertThat(visit.complaints()).isEmpty();
    }
    assertThat(send("GET", "/v1/knowledge/documents/" + ref, "").statusCode()).isEqualTo(404);
  }

  @Test
  void visitors_do_not_see_private_collections_and_agents_do_not_write() throws Exception {
    json(send("PUT", "/v1/knowledge/collections/vault", "{\"title\":\"V\",\"public\":false}"), 200);
    var path = "/v1/knowledge/documents/vault-codes";
    var text = "{\"title\":\"Codes\",\"collection\":\"vault\",\"body\":\"Ask Ada.\"}";
    json(send("PUT", path, text), 200);
    assertThat(anonymous("/v1/knowledge/passages/vault-codes").statusCode()).isEqualTo(404);
    assertThat(send(ServerProcess.AGENT_TOKEN, "PUT", path, text).statusCode()).isEqualTo(403);
    assertThat(send(ServerProcess.AGENT_TOKEN, "GET", path, "").statusCode()).isEqualTo(200);
    var missing = text.replace("vault\"", "nowhere\"");
    assertThat(send("PUT", path, missing).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/v1/knowledge/collections/vault", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
  }

  private static int version(String listed) {
    var leave = LEAVE.matcher(listed);
    assertThat(leave.find()).as(listed).isTrue();
    return Integer.parseInt(leave.group(1));
  }

  private static List<List<String>> documented() throws IOException {
    var page = Files.readString(Path.of("../docs/KNOWLEDGE.md"));
    var block = BLOCK.matcher(page);
    assertThat(block.find()).isTrue();
    return block
        .group(1)
        .lines()
        .map(
            line ->
                ARGUMENT
                    .matcher(line)
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .toList())
        .toList();
  }

  /// In this JVM, with settings that name the server's data directory and token.
  private CommandLineRun run(List<String> command) throws IOException {
    assertThat(command.subList(0, 2)).containsExactly("./parley", "knowledge");
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { data = \"%s\", tokens.operator = \"%s\" }"
                .formatted(SERVER.data(), ServerProcess.OPERATOR_TOKEN));
    var arguments = new ArrayList<>(List.of("knowledge", "--config", settings.toString()));
    for (var each : command.subList(2, command.size()))
      arguments.add(each.equals("./handbook") ? directory.resolve("handbook").toString() : each);
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static void awaitSearchable(JsonNode written) {
    long version = written.path("knowledge").asLong();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                json(send("GET", "/v1/knowledge", ""), 200).path("searchable").asLong() >= version);
  }

  private static List<String> refs(String question) throws Exception {
    var query = question.replace(" ", "%20");
    return json(send("GET", "/v1/knowledge/search?limit=3&q=" + query, ""), 200)
        .path("passages")
        .findValuesAsText("ref");
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(ServerProcess.OPERATOR_TOKEN, method, path, body);
  }

  private static HttpResponse<String> send(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(SERVER.http(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> anonymous(String path)
      throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(SERVER.http(path)).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }
}
