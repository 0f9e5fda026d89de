package io.parley.http.pages;

import com.typesafe.config.Config;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.setting.Expect;
import java.util.LinkedHashSet;
import java.util.List;

/// How pages present the company, and which sites may frame them.
///
/// @param company in whose name the chat speaks; @param theme its colours
/// @param framedBy origins (RFC 6454) whose pages may frame the chat, besides our own: section
///   `parley.http.widget`
public record PageSettings(String company, Theme theme, List<String> framedBy) {
  static final String EVERYBODY = "*";

  private static final String ORIGINS = "parley.http.widget.origins";

  public PageSettings {
    framedBy = List.copyOf(new LinkedHashSet<>(framedBy));
    for (var origin : framedBy)
      if (!origin.equals(EVERYBODY) && !WebOrigin.isValid(origin))
        throw Expect.wrong(
            ORIGINS, origin, "origins such as https://shop.example: small letters, no path");
  }

  /// @param production where a widget for all sites is refused
  public static PageSettings from(Config config, String company, Theme theme, boolean production) {
    var origins = config.getStringList(ORIGINS);
    if (production && origins.contains(EVERYBODY))
      throw Expect.wrong(ORIGINS, EVERYBODY, "web sites by name in production");
    return new PageSettings(company, theme, origins);
  }
}
