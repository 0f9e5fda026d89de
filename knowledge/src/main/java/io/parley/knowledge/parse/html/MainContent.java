package io.parley.knowledge.parse.html;

import io.parley.knowledge.parse.content.Words;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Finds the part of a page that is about something, and its title.
final class MainContent {
  /// Never text for people.
  private static final String NO_TEXT =
      "script, style, noscript, template, iframe, frame, object, embed, svg, canvas, math, video,"
          + " audio, button, input, select, textarea, datalist, dialog, [hidden],"
          + " [aria-hidden=true], [style~=(?i)display\\s*:\\s*none],"
          + " [style~=(?i)visibility\\s*:\\s*hidden]";

  /// Around the content of a page.
  private static final String AROUND =
      "nav, aside, footer, [role=navigation], [role=banner], [role=contentinfo], [role=search],"
          + " [role=complementary], [role=menu], [role=dialog], [role=alertdialog]";

  /// A list or box of this share of link text, with this many links, is navigation.
  private static final double LINKS_SHARE = 0.8;

  private static final int LINKS_MIN = 6;

  private MainContent() {}

  static Element of(Document page) {
    drop(page.body());
    var main = page.selectFirst("main, [role=main]");
    if (main == null || main.text().isBlank()) main = onlyArticle(page);
    if (main == null) {
      page.body().select("body > header, body > div > header").remove();
      main = page.body();
      dropLinkLists(main);
    }
    return main;
  }

  /// Removes all that is never text, and navigation.
  static void drop(Element root) {
    root.select(NO_TEXT).remove();
    for (var child : root.children()) child.select(AROUND).remove();
  }

  static Optional<String> title(Document page, Element main) {
    var heading = main.selectFirst("h1");
    if (heading == null) heading = page.selectFirst("h1");
    if (heading != null && !heading.text().isBlank())
      return Optional.of(Words.line(heading.text()));
    var open = page.selectFirst("meta[property=og:title]");
    var title =
        open == null || open.attr("content").isBlank() ? page.title() : open.attr("content");
    return Optional.of(Words.line(title)).filter(text -> !text.isEmpty());
  }

  private static Element onlyArticle(Document page) {
    var articles = page.select("article");
    return articles.size() == 1 && !articles.getFirst().text().isBlank()
        ? articles.getFirst()
        : null;
  }

  private static void dropLinkLists(Element body) {
    for (var list : body.select("ul, ol")) {
      var links = list.select("a[href]");
      if (links.size() < LINKS_MIN) continue;
      int inLinks = links.stream().mapToInt(link -> link.text().length()).sum();
      if (inLinks >= LINKS_SHARE * list.text().length()) list.remove();
    }
  }
}
