package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentPresentation.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {
  private static final Theme GREEN = new Theme("#1f5c4a", "#8fcdb4");

  private static PageSettings with(String origins, boolean production) {
    var config =
        ConfigFactory.parseString("parley.http.widget.origins = " + origins)
            .withFallback(ConfigFactory.load());
    return PageSettings.from(config, "Larch & Lace", GREEN, production);
  }

  @Test
  void the_defaults() {
    assertThat(PageSettings.from(ConfigFactory.load(), "Larch & Lace", GREEN, true))
        .isEqualTo(new PageSettings("Larch & Lace", GREEN, List.of()));
  }

  @Test
  void every_key_changed() {
    var origins = "[\"https://shop.example\", \"http://[::1]:8081\", \"https://shop.example\"]";
    assertThat(with(origins, true).framedBy())
        .containsExactly("https://shop.example", "http://[::1]:8081");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "https://shop.example/",
        "https://Shop.example",
        "https://*.shop.example",
        "https://shop.example; script-src *",
        "https://a.example https://b.example",
        "'self'",
        "\\\"><script>"
      })
  void invalid_origins_are_named(String origin) {
    assertThatThrownBy(() -> with("[\"" + origin + "\"]", false))
        .hasMessageStartingWith("parley.http.widget.origins: ")
        .hasMessageEndingWith(
            "(expected: origins such as https://shop.example: small letters, no path)");
  }

  @Test
  void framing_by_every_site_is_allowed_in_development_only() {
    assertThat(with("[\"*\"]", false).framedBy()).containsExactly("*");
    assertThatThrownBy(() -> with("[\"*\"]", true))
        .hasMessage("parley.http.widget.origins: * (expected: web sites by name in production)");
  }
}
