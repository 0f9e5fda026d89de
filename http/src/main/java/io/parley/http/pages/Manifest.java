package io.parley.http.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.http.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/manifest.webmanifest`: name and look of the installed page (W3C Web Application Manifest).
final class Manifest {
  /// Background colour until the style sheet is loaded.
  private static final String PAPER = "#faf8f5";

  private Manifest() {}

  static WebFile of(PageSettings settings) {
    var json =
        JsonText.object()
            .put("id", "/")
            .put("name", settings.company())
            .put("short_name", settings.company())
            .put("start_url", "/")
            .put("scope", "/")
            .put("display", "standalone")
            .put("theme_color", settings.theme().accent())
            .put("background_color", PAPER);
    var icons = json.putArray("icons");
    icon(icons, "icon-192.png", "192x192", "any");
    icon(icons, "icon-512.png", "512x512", "any");
    icon(icons, "icon-maskable-512.png", "512x512", "maskable");
    var text = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
    return WebFile.of("manifest.webmanifest", text, List.of());
  }

  private static void icon(ArrayNode icons, String name, String sizes, String purpose) {
    icons
        .addObject()
        .put("src", "/icons/" + name)
        .put("sizes", sizes)
        .put("type", "image/png")
        .put("purpose", purpose);
  }
}
