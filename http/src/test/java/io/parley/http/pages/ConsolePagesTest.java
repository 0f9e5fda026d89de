package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.route.ManagedPort;
import java.util.ArrayDeque;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {
  private static final Pattern LEADS =
      Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"|from '\\./([\\w-]+\\.js)'");

  private final ManagedPort port = new ManagedPort(ConsolePages.all());

  @AfterEach
  void close() {
    port.close();
  }

  private String policy(String path) {
    return port.answer(HttpRequest.GET(path))
        .getHeader("Content-Security-Policy")
        .orElseThrow()
        .value();
  }

  @Test
  void the_files_are_exactly_those_that_the_page_loads() {
    var seen = new TreeSet<String>();
    var ahead = new ArrayDeque<String>();
    ahead.add("/");
    while (!ahead.isEmpty()) {
      var address = ahead.remove();
      if (!seen.add(address)) continue;
      var answer = port.answer(HttpRequest.GET(address));
      assertThat(answer.status().intValue()).as(address).isEqualTo(200);
      LEADS
          .matcher(port.text(answer))
          .results()
          .forEach(
              lead ->
                  ahead.add(lead.group(1) == null ? "/console/" + lead.group(2) : lead.group(1)));
    }
    var served = new TreeSet<>(seen);
    served.removeIf(address -> !address.startsWith("/console/"));
    var files = ClassPathFiles.beneath("/console/index.html", "/console").keySet();
    assertThat(served)
        .containsExactlyInAnyOrderElementsOf(
            files.stream()
                .filter(name -> !name.equals("index.html") && !name.equals("openapi.json"))
                .map(name -> "/console/" + name)
                .toList());
  }

  @Test
  void the_policy_permits_own_files_and_the_import_map_only() {
    assertThat(policy("/"))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .containsPattern("script-src 'self' 'sha256-[^']+';")
        .doesNotContain("unsafe");
  }

  @Test
  void the_libraries_are_those_that_the_page_uses() {
    assertThat(port.status(HttpRequest.GET("/webjars/lit/index.js"))).isEqualTo(200);
    assertThat(port.status(HttpRequest.GET("/webjars/marked/lib/marked.esm.js"))).isEqualTo(404);
    assertThat(port.status(HttpRequest.GET("/webjars/lit/nothing.js"))).isEqualTo(404);
  }
}
