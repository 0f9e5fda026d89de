package io.parley.http.pages;

import io.parley.http.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;

/// The chat page for inside other sites' pages. It gets the origins that may hold it, to check its
/// embedder and to know its message target, and loads the same files as the chat page.
final class WidgetPage {
  private static final String NAME = "frame.html";

  private final String template;
  private final List<String> ofSettings;

  /// @param ofSettings origins that may hold the installation's own chat
  WidgetPage(String template, String importMap, List<String> ofSettings) {
    this.template = template.replace("{{importmap}}", importMap);
    this.ofSettings = List.copyOf(ofSettings);
  }

  /// That of an organisation. The settings say nothing of organisations other than the
  /// installation's own.
  WebFile of(Site site) {
    var origins = new LinkedHashSet<String>();
    if (site.isOwn()) origins.addAll(ofSettings);
    for (var origin : site.origins()) origins.add(origin.value());
    var framedBy = List.copyOf(origins);
    var html = template.replace("{{origins}}", String.join(" ", framedBy));
    return WebFile.of(
        NAME,
        html.getBytes(StandardCharsets.UTF_8),
        List.of(PagePolicy.framed(html, framedBy), PageEndpoints.FOR_EVERY_PAGE));
  }
}
