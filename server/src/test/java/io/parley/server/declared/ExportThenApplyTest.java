package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An organisation's files say the same as the organisation.
class ExportThenApplyTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          " ",
          "\n",
          "\r\n",
          "\t",
          "\"",
          "\"\"\"",
          "\\",
          "$",
          "${x}",
          "${?HOME}",
          "{",
          "}",
          "[",
          "#",
          "//",
          "=",
          ":",
          "include",
          "true",
          "null",
          "0",
          "1e3",
          "-",
          "ß",
          "日",
          "👋🏽",
          "\u001b",
          "\u2028",
          "{{company}}");

  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void an_exported_organisation_applies_without_a_change(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    random = new Random(seed);
    try (var server = new FakeServer()) {
      fill(server);
      var folder = directory.resolve("org");
      var exported = new OrganisationApi(server.client("/v1")).read(EnumSet.allOf(Part.class));
      FolderWriter.write(folder, exported);
      assertThat(Folder.read(folder).items()).as("seed %d", seed).isEqualTo(exported.items());
      var out = new StringWriter();
      var ended =
          new Application(folder, server::client, new PrintWriter(out)).run(true, () -> true);
      assertThat(ended).as("seed %d: %s", seed, out).isEqualTo(Application.Ended.SAME);
      assertThat(server.commands).isEmpty();
    }
  }

  @Test
  void a_file_with_a_value_in_place_of_a_reference_is_its_owners_alone(@TempDir Path directory)
      throws IOException {
    var folder = directory.resolve("org");
    var items = new TreeMap<Item, ObjectNode>();
    items.put(new Item(Part.TOOL_SOURCE, "inline"), source("Bearer abc"));
    items.put(new Item(Part.TOOL_SOURCE, "named"), source("Bearer ${secret:crm}"));
    var warnings = FolderWriter.write(folder, new Declared(Set.of(Part.TOOL_SOURCE), items));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("tool-sources/inline.conf: settings.headers.X may hold a secret")
        .doesNotContain("abc");
    var sources = folder.resolve("tool-sources");
    assertThat(Files.getPosixFilePermissions(sources.resolve("inline.conf")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(sources.resolve("named.conf")).content().contains("\"Bearer ${secret:crm}\"");
    assertThat(Files.getPosixFilePermissions(sources.resolve("named.conf")))
        .contains(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void a_part_that_the_key_may_not_read_is_left_out_and_told()
      throws IOException, InterruptedException {
    try (var server = new FakeServer()) {
      server.refused = "/organisation/customer-issuers";
      server.refusal = 403;
      var told = new ArrayList<String>();
      var read =
          new OrganisationApi(server.client("/v1"))
              .readable(EnumSet.allOf(Part.class), (part, _) -> told.add(part.place()));
      assertThat(told).containsExactly("customer-issuers");
      assertThat(read.parts()).doesNotContain(Part.ISSUER).contains(Part.MODEL, Part.AGENT);
    }
  }

  private static ObjectNode source(String header) {
    var source = object().put("kind", "mcp");
    source.putObject("settings").putObject("headers").put("X", header);
    return source;
  }

  private void fill(FakeServer server) {
    server.contents.put("/organisation", object().put("name", "N" + text()));
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/organisation/slugs/s" + i, object());
    for (int i = 0; i < random.nextInt(3); i++) {
      var role = object();
      role.putArray("permissions").add("oversee").add("read");
      server.contents.put("/organisation/roles/role-" + i, role);
    }
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/tool-sources/source_" + i, source());
    for (int i = 0; i < random.nextInt(4); i++)
      server.contents.put("/organisation/agents/agent-" + i, agent());
    var origins = server.contents.get("/organisation/origins").putArray("origins");
    if (random.nextBoolean()) origins.add("https://b.example").add("https://a.example");
    if (random.nextBoolean())
      server.contents.get("/organisation/retention").put("recordingDays", 30);
    if (random.nextBoolean())
      server.contents.get("/organisation/retention").put("sessionDays", 400);
    if (random.nextBoolean()) server.contents.put("/organisation/model", model());
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/organisation/models/model-" + i, model());
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/organisation/customer-issuers/issuer-" + i, issuer());
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/organisation/numbers/+49301234" + i, object().put("language", "de-AT"));
    for (int i = 0; i < random.nextInt(3); i++)
      server.contents.put("/organisation/trunks/line-" + i, trunk());
    if (random.nextBoolean()) server.contents.get("/organisation/limits").put("turns", 300);
    if (random.nextBoolean()) budget(server.contents.get("/organisation/budgets"));
  }

  private ObjectNode trunk() {
    var trunk = object().put("host", "sip.example:5061").put("transport", "tls").put("user", "u");
    trunk.putArray("numbers").add("+4930123456");
    if (random.nextBoolean()) trunk.put("agent", "support").put("language", "de");
    return trunk;
  }

  /// As the server tells it: with what is spent.
  private static void budget(ObjectNode budgets) {
    budgets
        .put("cheaper", "small")
        .putObject("day")
        .put("limitMicros", 5_000_000)
        .put("atLimit", "cheaper")
        .put("spentMicros", 17);
  }

  private ObjectNode model() {
    var model = object().put("kind", "openai").put("model", "m" + text());
    if (random.nextBoolean())
      model.putObject("price").put("inputMicros", 1_000).put("outputMicros", 2_000);
    if (random.nextBoolean()) model.putArray("fallbacks").add("small").add("other");
    return model;
  }

  /// As the server tells it: without a claim that is not read, and with the organisation's id.
  private ObjectNode issuer() {
    var issuer = object().put("issuer", "i" + text()).put("audience", "1");
    if (random.nextBoolean()) issuer.put("jwks", "https://shop.example/keys");
    else issuer.putArray("verifiers").add("k" + text());
    var claims = issuer.putObject("claims").put("customer", "sub");
    if (random.nextBoolean()) claims.put("name", "name");
    claims.putObject("metadata").put("plan", "tier");
    return issuer;
  }

  private ObjectNode source() {
    var source = object().put("kind", "mcp");
    source.set("settings", settings(3));
    source.putArray("agents");
    source.putArray("allow").add("b").add("a");
    source.putObject("approvals");
    source.putObject("limits");
    return source;
  }

  private ObjectNode settings(int depth) {
    var settings = object();
    for (int i = 0; i < random.nextInt(5); i++)
      switch (random.nextInt(depth == 0 ? 5 : 6)) {
        case 0 -> settings.put(text(), random.nextInt());
        case 1 -> settings.put(text(), random.nextDouble());
        case 2 -> settings.put(text(), random.nextBoolean());
        case 3 -> settings.putNull(text());
        case 4 -> settings.putArray(text()).add(text()).add(random.nextLong()).addNull();
        default -> settings.set(text(), settings(depth - 1));
      }
    return settings;
  }

  private ObjectNode agent() {
    var agent = object().put("company", "C" + text());
    agent.putArray("languages").add("en").add("pt-BR");
    var texts = agent.putObject("texts");
    for (var language : List.of("pt-BR", "en")) {
      var each = texts.putObject(language).put("title", text());
      each.putArray("suggestions").add(text());
      if (random.nextBoolean()) each.put("greeting", text());
      if (random.nextBoolean())
        each.putObject("menu")
            .put("prompt", text())
            .putObject("keys")
            .putObject("*")
            .put("say", "x");
    }
    agent.putObject("theme").put("accent", "#2f6f4f").put("accentDark", "#7fd1a5");
    if (random.nextBoolean()) agent.put("instructions", text());
    if (random.nextBoolean()) agent.put("spokenInstructions", text());
    if (random.nextBoolean()) agent.put("model", "strong");
    agent.putArray("tools").add("kb.search").add("a");
    agent.putArray("collections").add("a").add("b");
    return agent;
  }

  private String text() {
    var text = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) text.append(PIECES.get(random.nextInt(PIECES.size())));
    return text.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
