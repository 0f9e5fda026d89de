package io.parley.knowledge.parse.html;

import io.parley.knowledge.parse.content.PageFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;

/// A page's statements to crawlers: links, canonical address, the robots `meta`.
final class PageMeta {
  private static final int LINKS_MAX = 5_000;
  private static final int LINK_CHARS_MAX = 2_000;

  private PageMeta() {}

  static PageFacts of(Document page) {
    var index = true;
    var follow = true;
    for (var meta : page.select("meta[name=robots], meta[name=parley]")) {
      var words = List.of(meta.attr("content").toLowerCase(Locale.ROOT).split("[\\s,]+"));
      if (words.contains("noindex") || words.contains("none")) index = false;
      if (words.contains("nofollow") || words.contains("none")) follow = false;
    }
    return new PageFacts(links(page), canonical(page), index, follow);
  }

  private static List<String> links(Document page) {
    var links = new LinkedHashSet<String>();
    for (var anchor : page.select("a[href]")) {
      if (links.size() >= LINKS_MAX) break;
      if (anchor.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow")) continue;
      address(anchor.absUrl("href")).ifPresent(links::add);
    }
    return List.copyOf(links);
  }

  private static Optional<String> canonical(Document page) {
    var link = page.selectFirst("link[rel=canonical][href]");
    return link == null ? Optional.empty() : address(link.absUrl("href"));
  }

  private static Optional<String> address(String url) {
    int fragment = url.indexOf('#');
    var plain = fragment < 0 ? url : url.substring(0, fragment);
    return plain.matches("https?://.*") && plain.length() <= LINK_CHARS_MAX
        ? Optional.of(plain)
        : Optional.empty();
  }
}
