package io.parley.knowledge.parse.html;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Writes elements as Markdown blocks. Text outside of blocks becomes a paragraph.
final class HtmlBlocks {
  /// Deeper pages are made by a faulty or hostile program.
  private static final int DEPTH_MAX = 200;

  private static final Set<String> CONTAINERS =
      Set.of(
          "html",
          "body",
          "main",
          "article",
          "section",
          "div",
          "header",
          "hgroup",
          "form",
          "fieldset",
          "details",
          "figure",
          "center",
          "address",
          "td",
          "th",
          "dl");

  private static final String BLOCKS =
      "p, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, div, section, article, dl";

  private final Markdown out;
  private final StringBuilder text = new StringBuilder();

  HtmlBlocks(Markdown out) {
    this.out = out;
  }

  void write(Element root) throws RefusedFile {
    children(root, 0);
    endParagraph();
  }

  private void children(Element parent, int depth) throws RefusedFile {
    if (depth > DEPTH_MAX) throw tooDeep();
    for (var node : parent.childNodes()) {
      if (node instanceof TextNode words) text.append(words.getWholeText().replace('\n', ' '));
      else if (node instanceof Element element) element(element, depth);
    }
  }

  private void element(Element element, int depth) throws RefusedFile {
    var name = element.normalName();
    if (CONTAINERS.contains(name)) {
      endParagraph();
      children(element, depth + 1);
      endParagraph();
      return;
    }
    switch (name) {
      case "p", "summary", "figcaption", "caption", "legend" -> alone(element, depth);
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        endParagraph();
        out.heading(name.charAt(1) - '0', element.text());
      }
      case "dt" -> {
        endParagraph();
        out.heading(4, element.text());
      }
      case "dd" -> alone(element, depth);
      case "ul", "ol", "menu" -> {
        endParagraph();
        list(element, 0, depth + 1);
        out.endList();
      }
      case "table" -> {
        endParagraph();
        table(element, depth);
      }
      case "pre" -> {
        endParagraph();
        out.code(element.wholeText());
      }
      case "blockquote" -> {
        endParagraph();
        if (element.selectFirst(BLOCKS) == null) out.quote(element.text());
        else children(element, depth + 1);
        endParagraph();
      }
      case "br" -> text.append('\n');
      case "hr" -> endParagraph();
      case "img" -> text.append(' ').append(element.attr("alt")).append(' ');
      default -> children(element, depth + 1);
    }
  }

  private void alone(Element element, int depth) throws RefusedFile {
    endParagraph();
    children(element, depth + 1);
    endParagraph();
  }

  private void endParagraph() throws RefusedFile {
    out.paragraph(text.toString());
    text.setLength(0);
  }

  private void list(Element list, int level, int depth) throws RefusedFile {
    if (depth > DEPTH_MAX) throw tooDeep();
    int number = 1;
    for (var item : list.children()) {
      var nested = new ArrayList<Element>();
      var words = new StringBuilder();
      itemText(item, words, nested, depth);
      var marker = list.normalName().equals("ol") ? number++ + "." : "-";
      out.item(level, marker, words.toString());
      for (var inner : nested) {
        if (inner.normalName().equals("table")) table(inner, depth);
        else if (inner.normalName().equals("pre")) out.code(inner.wholeText());
        else list(inner, level + 1, depth + 1);
      }
    }
  }

  /// The item's own text; lists, tables and code within it are written after it.
  private static void itemText(Node node, StringBuilder words, List<Element> nested, int depth)
      throws RefusedFile {
    if (depth > DEPTH_MAX) throw tooDeep();
    for (var child : node.childNodes()) {
      if (child instanceof TextNode plain) words.append(plain.getWholeText());
      else if (child instanceof Element element) {
        switch (element.normalName()) {
          case "ul", "ol", "menu", "table", "pre" -> nested.add(element);
          case "img" -> words.append(' ').append(element.attr("alt")).append(' ');
          default -> {
            if (element.isBlock() || element.normalName().equals("br")) words.append(' ');
            itemText(element, words, nested, depth + 1);
            if (element.isBlock()) words.append(' ');
          }
        }
      }
    }
  }

  /// A table of one column, or one with tables in it, only arranges its content.
  private void table(Element table, int depth) throws RefusedFile {
    var rows = new ArrayList<List<String>>();
    for (var row : table.select("tr")) {
      var cells = new ArrayList<String>();
      for (var cell : row.children()) {
        cells.add(Words.line(cell.text()));
        for (int i = span(cell); i > 1; i--) cells.add("");
      }
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) rows.add(cells);
    }
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    if (columns <= 1
        || !table.select("table table").isEmpty()
        || table.select("table").size() > 1) {
      for (var row : table.select("> tr, > thead > tr, > tbody > tr, > tfoot > tr"))
        children(row, depth + 1);
      endParagraph();
      return;
    }
    var caption = table.selectFirst("> caption");
    if (caption != null) out.paragraph(caption.text());
    out.table(rows);
  }

  private static int span(Element cell) {
    try {
      return Math.clamp(Integer.parseInt(cell.attr("colspan").strip()), 1, 50);
    } catch (NumberFormatException _) {
      return 1; // no number: a cell of one column
    }
  }

  private static RefusedFile tooDeep() {
    return new RefusedFile(
        Reading.Reason.TOO_LARGE,
        "its elements are nested more than %d levels deep; expected: fewer".formatted(DEPTH_MAX));
  }
}
