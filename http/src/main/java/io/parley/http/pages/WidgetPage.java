package io.parley.http.pages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.http.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;

/// The chat page for inside other sites' pages. It gets the origins that may hold it, to check its
/// embedder and to know its message target, and loads the same files as the chat page.
final class WidgetPage {
  private static final String NAME = "frame.html";

  /// Pages that are kept, a few KB each.
  private static final int PAGES_MAX = 1_000;

  private final String template;
  private final List<String> ofSettings;

  /// By origins: a page is compressed when it is made, and asked for at every visit.
  private final Cache<List<String>, WebFile> pages =
      Caffeine.newBuilder().maximumSize(PAGES_MAX).build();

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
    return pages.get(List.copyOf(origins), this::framedBy);
  }

  private WebFile framedBy(List<String> origins) {
    var html = template.replace("{{origins}}", String.join(" ", origins));
    return WebFile.of(
        NAME,
        html.getBytes(StandardCharsets.UTF_8),
        List.of(PagePolicy.framed(html, origins), PageEndpoints.FOR_EVERY_PAGE));
  }
}
