package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.parley.server.client.ClientFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {
  private static final String AGENT =
      "company = Larch, languages = [en], texts.en.title = Hello, theme.accent = \"#2f6f4f\"";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    write("organisation.conf", "name = Larch, slugs = [larch]");
    write("roles/night.conf", "permissions = [read]");
    write("tool-sources/crm.conf", "kind = mcp, settings.headers.X = abc");
    write("agents/support.conf", AGENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Application.Ended run(boolean prune, boolean isWanted)
      throws IOException, InterruptedException {
    return new Application(folder, server::client, new PrintWriter(out)).run(prune, () -> isWanted);
  }

  @Test
  void the_first_run_stores_in_order_and_the_second_has_nothing_to_do()
      throws IOException, InterruptedException {
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .containsExactly(
            "PUT /organisation/slugs/larch",
            "PUT /organisation/roles/night",
            "PUT /tool-sources/crm",
            "PUT /organisation/agents/support");
    server.commands.clear();
    assertThat(run(true, true)).isEqualTo(Application.Ended.SAME);
    assertThat(server.commands).isEmpty();
    assertThat(out.toString()).contains("added agent support").endsWith("nothing to change\n");
    assertThat(out.toString()).contains("settings.headers.X: (hidden)").doesNotContain("abc");
  }

  @Test
  void a_difference_is_shown_and_nothing_is_changed_unless_it_is_wanted()
      throws IOException, InterruptedException {
    assertThat(run(true, false)).isEqualTo(Application.Ended.DIFFERENT);
    assertThat(server.commands).isEmpty();
    assertThat(out.toString()).contains("+ agent support", "    + company: \"Larch\"");
  }

  @Test
  void the_name_is_changed_by_a_patch_and_the_rest_is_removed_with_prune_alone()
      throws IOException, InterruptedException {
    run(false, true);
    server.commands.clear();
    write("organisation.conf", "name = Elm, slugs = []");
    Files.delete(folder.resolve("agents/support.conf"));
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands).containsExactly("PATCH /organisation");
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .containsExactly(
            "PATCH /organisation",
            "DELETE /organisation/agents/support",
            "DELETE /organisation/slugs/larch");
  }

  @Test
  void a_removal_that_is_asked_again_after_it_was_done_is_done()
      throws IOException, InterruptedException {
    run(false, true);
    server.commands.clear();
    Files.delete(folder.resolve("agents/support.conf"));
    server.forgetsAnswer = true;
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
    var removal = "DELETE /organisation/agents/support";
    assertThat(server.commands).containsExactly(removal, removal);
  }

  @Test
  void slugs_are_given_up_first_where_there_are_no_more_places()
      throws IOException, InterruptedException {
    write("organisation.conf", "slugs = [s1, s2, s3, s4, s5]");
    run(false, true);
    server.commands.clear();
    write("organisation.conf", "slugs = [s2, s4, t1, t2]");
    Files.delete(folder.resolve("agents/support.conf"));
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .containsExactly(
            "DELETE /organisation/slugs/s5",
            "PUT /organisation/slugs/t1",
            "DELETE /organisation/slugs/s3",
            "PUT /organisation/slugs/t2",
            "DELETE /organisation/agents/support",
            "DELETE /organisation/slugs/s1");
    assertThat(run(true, true)).isEqualTo(Application.Ended.SAME);
  }

  @Test
  void origins_retention_model_issuers_and_numbers_are_parts_too()
      throws IOException, InterruptedException {
    write("organisation.conf", "origins = [\"https://shop.example\"], retention.recordingDays = 9");
    write("model.conf", "kind = openai, model = small");
    write("customer-issuers/shop.conf", "issuer = shop, jwks = \"https://shop.example/keys\"");
    write("numbers/+493012345.conf", "agent = support, language = de-at");
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .containsExactly(
            "PUT /organisation/origins",
            "PUT /organisation/retention",
            "PUT /organisation/roles/night",
            "PUT /tool-sources/crm",
            "PUT /organisation/model",
            "PUT /organisation/customer-issuers/shop",
            "PUT /organisation/agents/support",
            "PUT /organisation/numbers/+493012345");
    assertThat(server.contents.get("/organisation/numbers/+493012345").path("language").asText())
        .isEqualTo("de-AT");
    assertThat(run(true, true)).isEqualTo(Application.Ended.SAME);
    Files.delete(folder.resolve("numbers/+493012345.conf"));
    assertThat(run(true, true)).as("operators take numbers").isEqualTo(Application.Ended.SAME);
  }

  @Test
  void other_models_have_files_of_their_names() throws IOException, InterruptedException {
    var path = "/organisation/models/small";
    server.contents.put(
        path, JsonNodeFactory.instance.objectNode().put("kind", "openai").put("model", "tiny"));
    write("models/small.conf", "kind = openai, model = tiny, price.inputMicros = 7");
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands).contains("PUT " + path);
    assertThat(server.contents.get(path).at("/price/inputMicros").asInt()).isEqualTo(7);
    write("models/default.conf", "kind = openai, model = tiny");
    assertThatThrownBy(() -> run(true, true))
        .isInstanceOf(ClientFailure.class)
        .hasMessageContaining("models/default.conf");
  }

  @Test
  void what_replaces_a_model_or_a_retention_has_all_their_fields()
      throws IOException, InterruptedException {
    write("organisation.conf", "retention { recordingDays = 9, sessionDays = 90 }");
    write("model.conf", "kind = openai, model = small, fallbacks = [cheap, large]");
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    var model = server.contents.get("/organisation/model");
    assertThat(model.path("fallbacks").toString()).isEqualTo("[\"cheap\",\"large\"]");
    var retention = server.contents.get("/organisation/retention");
    assertThat(retention.path("sessionDays").asInt()).isEqualTo(90);
    assertThat(run(true, true)).isEqualTo(Application.Ended.SAME);
    write("model.conf", "kind = openai, model = small");
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.contents.get("/organisation/model").has("fallbacks")).isFalse();
  }

  @Test
  void an_issuer_without_keys_keeps_those_of_the_server_and_is_refused_for_others()
      throws IOException, InterruptedException {
    write("customer-issuers/shop.conf", "issuer = shop, verifiers = [key]");
    run(false, true);
    write("customer-issuers/shop.conf", "issuer = shop");
    assertThatThrownBy(() -> run(false, true))
        .hasMessageContainingAll("customer-issuers/shop.conf: it has no keys", "has verifiers");
    server.contents.get("/organisation/customer-issuers/shop").remove("verifiers");
    assertThat(run(false, true)).as("a shared key").isEqualTo(Application.Ended.SAME);
  }

  @Test
  void an_agent_that_somebody_else_has_changed_since_it_was_read_stays()
      throws IOException, InterruptedException {
    run(false, true);
    write("agents/support.conf", AGENT.replace("Larch", "Elm"));
    isLate(1_002);
    Files.delete(folder.resolve("agents/support.conf"));
    isLate(1_003);
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.contents).doesNotContainKey("/organisation/agents/support");
  }

  /// Somebody else stores this version after the difference was shown.
  private void isLate(int version) {
    var application = new Application(folder, server::client, new PrintWriter(out));
    assertThatThrownBy(
            () ->
                application.run(
                    true,
                    () -> {
                      server.version = version;
                      return true;
                    }))
        .isInstanceOf(ClientFailure.class)
        .hasMessageContainingAll("agents/support.conf", "the newest version is " + version);
    assertThat(server.contents.get("/organisation/agents/support").path("company").asText())
        .isEqualTo("Larch");
  }

  @Test
  void it_stops_at_the_first_refusal_and_goes_on_in_the_next_run()
      throws IOException, InterruptedException {
    server.refused = "/tool-sources/crm";
    assertThatThrownBy(() -> run(false, true))
        .isInstanceOf(ClientFailure.class)
        .hasMessageContainingAll(
            "tool-sources/crm.conf: languages has an entry twice",
            "applied before it: added slug larch, added role night");
    server.refused = "";
    server.commands.clear();
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .containsExactly("PUT /tool-sources/crm", "PUT /organisation/agents/support");
  }

  @Test
  void a_key_is_asked_for_no_part_that_the_folder_does_not_have()
      throws IOException, InterruptedException {
    server.refused = "/organisation/roles";
    Files.delete(folder.resolve("roles/night.conf"));
    Files.delete(folder.resolve("roles"));
    assertThat(run(true, true)).isEqualTo(Application.Ended.APPLIED);
  }

  @Test
  void documents_are_uploaded_before_agents_and_once() throws IOException, InterruptedException {
    write("knowledge/handbook/returns.md", "# Returns");
    write("knowledge/handbook.conf", "public = false");
    assertThat(run(false, false)).isEqualTo(Application.Ended.DIFFERENT);
    assertThat(server.commands).isEmpty();
    assertThat(out.toString()).contains("would upload handbook/returns.md");
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.commands)
        .startsWith(
            "PUT " + FakeServer.HANDBOOK,
            "PUT " + FakeServer.HANDBOOK + "/files/handbook/returns.md")
        .endsWith("PUT /organisation/agents/support");
    assertThat(server.contents.get(FakeServer.HANDBOOK).path("public").asBoolean()).isFalse();
    server.commands.clear();
    assertThat(run(true, true)).isEqualTo(Application.Ended.SAME);
    assertThat(server.commands).isEmpty();
  }

  @Test
  void a_link_among_documents_is_not_followed() throws IOException, InterruptedException {
    var outside = Files.writeString(folder.resolve(".outside"), "of this machine");
    write("knowledge/handbook/returns.md", "# Returns");
    Files.createSymbolicLink(folder.resolve("knowledge/handbook/linked.md"), outside);
    assertThat(run(false, true)).isEqualTo(Application.Ended.APPLIED);
    assertThat(server.contents.keySet())
        .anyMatch(path -> path.endsWith("/returns.md"))
        .noneMatch(path -> path.endsWith("/linked.md"));
  }

  @Test
  void settings_of_a_collection_are_checked_before_anything_is_sent() throws IOException {
    write("knowledge/handbook/returns.md", "# Returns");
    write("knowledge/handbook.conf", "label = staff");
    assertThatThrownBy(() -> run(false, true))
        .hasMessageContainingAll("knowledge/handbook.conf", "label is not known");
    assertThat(server.commands).isEmpty();
  }
}
