package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppShellTest {
  private static final String PAGE =
      """
      <link rel="stylesheet" href="/a.css" /><a href="https://elsewhere.example/x.js">out</a>
      <script type="importmap">{"imports": {"lit": "/lib/lit.js", "lit/": "/lib/lit/"}}</script>
      <script type="module" src="/ui/main.js"></script>
      """;

  private final Map<String, String> files =
      new LinkedHashMap<>(
          Map.of(
              "/", PAGE,
              "/a.css", "",
              "/ui/main.js", "import './part.js';import{x}from\"lit\";export * from '../up.js'",
              "/ui/part.js",
                  "import './main.js'; // as in: import './nothing.js'\n"
                      + "const BESIDE = new URL('./beside.js', import.meta.url);",
              "/ui/beside.js", "import '../up.js';",
              "/up.js", "const late = () => import('lit/late.js');",
              "/lib/lit.js", "",
              "/lib/lit/late.js", "import 'unknown';",
              "/alone.js", ""));

  @Test
  void the_app_shell_is_the_pages_links_and_its_modules_imports() {
    assertThat(shell().files())
        .containsOnlyKeys(
            "/",
            "/a.css",
            "/ui/main.js",
            "/ui/part.js",
            "/ui/beside.js",
            "/up.js",
            "/lib/lit.js",
            "/lib/lit/late.js");
  }

  @Test
  void the_version_depends_on_the_shells_contents_only() {
    var before = shell().script();
    files.put("/alone.js", "changed");
    assertThat(shell().script()).isEqualTo(before);
    files.put("/lib/lit.js", "changed");
    assertThat(version(shell())).isNotEqualTo(version(before));
  }

  private static String version(AppShell shell) {
    return version(shell.script());
  }

  private static String version(String script) {
    return script.substring(0, script.indexOf("files"));
  }

  private AppShell shell() {
    return AppShell.of(
        "/",
        PAGE,
        address ->
            Optional.ofNullable(files.get(address))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> WebFile.of(name(address), bytes, List.of())));
  }

  private static String name(String address) {
    return address.equals("/") ? "index.html" : address;
  }
}
