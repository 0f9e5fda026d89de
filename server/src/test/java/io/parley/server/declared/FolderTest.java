package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.server.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final String AGENT =
      """
      company = Larch
      languages = [en, pt-br]
      texts { en.title = Hello, pt-br.title = Oi }
      theme { accent = "#2F6F4F", accentDark = "#7fd1a5" }
      collections = [b, a]
      """;

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void isRefused(String... words) {
    assertThatThrownBy(() -> Folder.read(folder))
        .isInstanceOf(ClientFailure.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void an_agent_has_defaults_the_servers_forms_and_texts_beside_it() throws IOException {
    write("agents/support.conf", AGENT);
    write("agents/support.instructions.md", "Help.\n\n");
    var agent = Folder.read(folder).items().get(new Item(Part.AGENT, "support"));
    assertThat(agent)
        .isEqualTo(
            Hocon.read(
                "expected",
                """
                company = Larch
                languages = [en, pt-BR]
                texts {
                  en { title = Hello, suggestions = [] }
                  pt-BR { title = Oi, suggestions = [] }
                }
                theme { accent = "#2f6f4f", accentDark = "#7fd1a5" }
                instructions = "Help.\\n"
                tools = []
                collections = [a, b]
                """));
  }

  @Test
  void a_part_without_files_is_not_declared() throws IOException {
    write("organisation.conf", "slugs = [larch]");
    write("README.md", "ours");
    write(".git/config", "");
    assertThat(Folder.read(folder).parts()).containsExactly(Part.SLUG);
  }

  @Test
  void unknown_files_and_fields_are_refused_with_their_names() throws IOException {
    write("roles/night.conf", "permission = [read]");
    isRefused("roles/night.conf", "permission is not known", "only permissions");
    write("roles/night.conf", "permissions = []");
    isRefused("roles/night.conf", "permissions is missing or empty");
    write("roles/night.conf", "permissions = [read]");
    write("roles/Night.yaml", "");
    isRefused("roles/Night.yaml", "is not known", ".conf");
    Files.delete(folder.resolve("roles/Night.yaml"));
    write("agent/support.conf", AGENT);
    isRefused("agent", "is not known", "agents/");
  }

  @Test
  void a_wrong_rule_of_a_tool_source_is_refused_before_anything_is_sent() throws IOException {
    write("tool-sources/crm.conf", "kind = mcp, limits { \"crm.*\" = often }");
    isRefused("tool-sources/crm.conf: limits: crm.*:");
  }

  @Test
  void a_text_stands_at_one_place_and_beside_its_agent() throws IOException {
    write("agents/support.conf", AGENT + "instructions = Help");
    write("agents/support.instructions.md", "Help.");
    isRefused("agents/support.conf", "instructions is in agents/support.instructions.md, too");
    Files.delete(folder.resolve("agents/support.conf"));
    isRefused("agents/support.instructions.md", "no agent beside it", "support.conf");
  }

  @Test
  void neither_variables_nor_other_files_get_in() throws IOException {
    write("organisation.conf", "slugs = []\nname = ${PATH}");
    isRefused("organisation.conf: line 2: a substitution");
    write("organisation.conf", "include file(\"/etc/hostname\")");
    isRefused("organisation.conf: it has an include");
    Files.delete(folder.resolve("organisation.conf"));
    var outside = Files.writeString(folder.resolve(".outside"), "permissions = [read]");
    Files.createDirectories(folder.resolve("roles"));
    Files.createSymbolicLink(folder.resolve("roles/night.conf"), outside);
    isRefused("roles/night.conf", "no link");
    Files.delete(folder.resolve("roles/night.conf"));
    Files.createSymbolicLink(folder.resolve("knowledge"), folder.resolve("roles"));
    isRefused("knowledge", "is not known");
  }
}
