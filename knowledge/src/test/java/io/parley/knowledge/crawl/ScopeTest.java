package io.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void a_site_is_what_is_beside_its_first_page_and_below_it() {
    var page = Scope.of(URI.create("https://Example.com:443/help/start.html#a"));
    assertThat(page.origin()).isEqualTo("https://example.com");
    assertThat(page.prefix()).isEqualTo("/help/");
    assertThat(page.contains("https://example.com/help/a")).isTrue();
    assertThat(page.contains("https://example.com/helper")).isFalse();
    assertThat(page.contains("http://example.com/help/a")).isFalse();
    assertThat(page.contains("https://example.com.evil.org/help/a")).isFalse();
    assertThat(page.contains("https://example.com:8443/help/a")).isFalse();
    var directory = Scope.of(URI.create("https://example.com/help"));
    assertThat(directory.contains("https://example.com/help")).isTrue();
    assertThat(directory.contains("https://example.com/help/a")).isTrue();
    assertThat(directory.contains("https://example.com/helper")).isFalse();
    assertThat(Scope.of(URI.create("https://example.com")).prefix()).isEqualTo("/");
  }

  @Test
  void an_address_has_one_form() {
    assertThat(Scope.normal("HTTPS://Example.COM:443/a/../b/./c#d"))
        .contains("https://example.com/b/c");
    assertThat(Scope.normal("http://u:p@example.com/")).contains("http://example.com/");
    assertThat(Scope.normal("http://example.com")).contains("http://example.com/");
    for (var other :
        new String[] {
          "ftp://example.com/",
          "javascript:alert(1)",
          "file:///etc/passwd",
          "http://",
          "https://exa mple.com/",
          "x".repeat(3_000)
        }) assertThat(Scope.normal(other)).as(other).isEmpty();
    assertThatThrownBy(() -> Scope.of(URI.create("ftp://example.com/")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void media_are_not_asked_for() {
    assertThat(Scope.mayBeText("https://example.com/a.PNG?x=1")).isFalse();
    assertThat(Scope.mayBeText("https://example.com/a.pdf")).isTrue();
    assertThat(Scope.mayBeText("https://example.com/png")).isTrue();
    assertThat(Scope.mayBeText("mailto:help@example.com")).as("without a path").isFalse();
  }

  @Test
  void requests_to_one_host_keep_their_pause_and_other_hosts_do_not_wait() {
    var pace = new HostPace();
    var now = Instant.EPOCH;
    var second = Duration.ofSeconds(1);
    assertThat(pace.reserve("a", second, now)).isEqualTo(now);
    assertThat(pace.reserve("a", second, now)).isEqualTo(now.plusSeconds(1));
    assertThat(pace.reserve("b", second, now)).isEqualTo(now);
    assertThat(pace.reserve("a", second, now.plusSeconds(9))).isEqualTo(now.plusSeconds(9));
    for (int i = 0; i < 20_000; i++) pace.reserve("host" + i, second, now.plusSeconds(10L * i));
    assertThat(pace.reserve("host19999", second, now.plusSeconds(199_990)))
        .isEqualTo(now.plusSeconds(199_991));
  }
}
