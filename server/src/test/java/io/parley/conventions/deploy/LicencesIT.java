package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conventions.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compares `docs/LICENSES.md` with the bills of materials of the built program. Skipped after a
/// build without them (`-Dquickstart.skip`).
class LicencesIT {
  private static final Path DIST = Repository.ROOT.resolve("server/target/dist");
  private static final Path DOCUMENT = Repository.ROOT.resolve("docs/LICENSES.md");

  /// component, licences, part
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`:]+:[^`]+)` \\| ([^|]+) \\| (program|object store|both) \\|$",
          Pattern.MULTILINE);

  /// Accepted licences: each component must have at least one of them.
  private static final Set<String> TAKEN =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSD-4-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "Bouncy Castle Licence");

  /// Licences without a standard name in their pom, identified by their text.
  private static final Map<String, String> READ =
      Map.of(
          "com.github.peteroupc:datautilities",
          "CC0-1.0",
          "com.github.peteroupc:numbers",
          "CC0-1.0",
          "com.upokecenter:cbor",
          "CC0-1.0",
          "com.yubico:webauthn-server-core",
          "BSD-2-Clause",
          "com.yubico:yubico-util",
          "BSD-2-Clause",
          "io.github.jaredmdobson:concentus",
          "BSD-3-Clause");

  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  record Component(Set<String> licences, Set<String> parts) {
    String part() {
      return parts.size() == 2 ? "both" : parts.iterator().next();
    }
  }

  @BeforeEach
  void wasBuiltWithBills() {
    assumeThat(DIST.resolve("sbom.json")).as("the build's bill of materials").exists();
  }

  @Test
  void the_document_lists_all_components_with_their_licences() throws IOException {
    var rows = new TreeSet<String>();
    components()
        .forEach(
            (name, component) ->
                rows.add(row(name, String.join(", ", component.licences()), component.part())));
    assertThat(
            ROW.matcher(Repository.read(DOCUMENT))
                .results()
                .map(match -> row(match.group(1), match.group(2), match.group(3)))
                .toList())
        .as("rows of docs/LICENSES.md: missing and superfluous ones")
        .containsExactlyElementsOf(rows);
  }

  @Test
  void every_component_has_an_accepted_licence() throws IOException {
    assertThat(components())
        .isNotEmpty()
        .allSatisfy(
            (name, component) ->
                assertThat(component.licences()).as(name).containsAnyElementsOf(TAKEN));
  }

  @Test
  void the_bills_of_materials_list_exactly_the_distributed_jars() throws IOException {
    for (var part : List.of(Map.entry("sbom.json", "lib"), Map.entry("s3-sbom.json", "s3"))) {
      var jars = new TreeSet<String>();
      for (var component : bill(part.getKey()).get("components"))
        // our modules, whose libraries the bill lists as dependencies
        if (component.path("purl").asText().contains("type=jar")) jars.add(jar(component));
      try (var files = java.nio.file.Files.list(DIST.resolve(part.getValue()))) {
        var there =
            files
                .map(file -> file.getFileName().toString())
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        // the part itself is the subject of the bill
        there.removeIf(name -> name.matches("(server|s3)-.*\\.jar"));
        jars.removeIf(name -> name.matches("(server|s3)-.*\\.jar"));
        assertThat(jars).as(part.getKey()).isEqualTo(there);
      }
    }
  }

  private static String jar(JsonNode component) {
    var classifier = CLASSIFIER.matcher(component.get("purl").asText());
    return component.get("name").asText()
        + "-"
        + component.get("version").asText()
        + (classifier.find() ? "-" + classifier.group(1) : "")
        + ".jar";
  }

  private static String row(String name, String licences, String part) {
    return "| `%s` | %s | %s |".formatted(name, licences, part);
  }

  private static Map<String, Component> components() throws IOException {
    var all = new TreeMap<String, Component>();
    add("sbom.json", "program", all);
    add("s3-sbom.json", "object store", all);
    return all;
  }

  private static void add(String bill, String part, Map<String, Component> all) throws IOException {
    for (var component : bill(bill).get("components")) {
      var group = component.path("group").asText();
      if (group.equals("io.parley")) continue;
      var name = group + ":" + component.get("name").asText();
      var known = all.computeIfAbsent(name, _ -> new Component(new TreeSet<>(), new TreeSet<>()));
      known.parts().add(part);
      if (READ.containsKey(name)) {
        known.licences().add(READ.get(name));
        continue;
      }
      for (var licence : component.path("licenses"))
        known
            .licences()
            .add(
                licence.has("expression")
                    ? licence.get("expression").asText()
                    : licence.at("/license/id").asText(licence.at("/license/name").asText()));
    }
  }

  private static JsonNode bill(String name) throws IOException {
    return new ObjectMapper().readTree(DIST.resolve(name).toFile());
  }
}
