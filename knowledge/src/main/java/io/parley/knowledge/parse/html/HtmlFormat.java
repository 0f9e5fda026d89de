package io.parley.knowledge.parse.html;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// A page. Its encoding is its byte order mark's, its media type's, its own `meta`'s, or UTF-8.
public final class HtmlFormat implements FileFormat {
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*+");
  private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]+)");

  @Override
  public Content read(FileInput file, ParseLimits limits) throws IOException, RefusedFile {
    var page = parse(file);
    var facts = PageMeta.of(page);
    var main = MainContent.of(page);
    var markdown = new Markdown(limits.textChars());
    new HtmlBlocks(markdown).write(main);
    if (markdown.isEmpty())
      throw new RefusedFile(
          Reading.Reason.EMPTY,
          "the page has no text of its own (expected: text that needs no script to appear)");
    var document =
        new ReadDocument(
            Optional.empty(),
            MainContent.title(page, main),
            language(page),
            List.of(),
            facts.canonical(),
            markdown.toString());
    return new Content(List.of(document), warnings(page), facts);
  }

  /// The Markdown of a fragment, such as the body of an article in an export.
  ///
  /// @return empty when there is no text in it
  public static String fragment(String html, int charsMax) throws RefusedFile {
    var markdown = new Markdown(charsMax);
    var page = Jsoup.parseBodyFragment(html);
    MainContent.drop(page.body());
    new HtmlBlocks(markdown).write(page.body());
    return markdown.toString();
  }

  private static Document parse(FileInput file) throws IOException {
    return Jsoup.parse(new ByteArrayInputStream(file.bytes()), charset(file), base(file.name()));
  }

  /// @return null lets the parser look into the page
  private static String charset(FileInput file) {
    var named = CHARSET.matcher(file.type().orElse(""));
    if (!named.find()) return null;
    try {
      return Charset.isSupported(named.group(1)) ? named.group(1) : null;
    } catch (IllegalArgumentException _) {
      return null; // no possible name of a charset: the page is asked
    }
  }

  private static String base(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://") ? name : "";
  }

  private static Optional<String> language(Document page) {
    var html = page.selectFirst("html");
    var tag = html == null ? "" : html.attr("lang");
    if (tag.isBlank() && html != null) tag = html.attr("xml:lang");
    if (tag.isBlank()) {
      var meta = page.selectFirst("meta[http-equiv=content-language]");
      tag = meta == null ? "" : meta.attr("content");
    }
    var clean = Words.line(tag);
    return LANGUAGE.matcher(clean).matches()
        ? Optional.of(clean.replace('_', '-'))
        : Optional.empty();
  }

  private static List<String> warnings(Document page) {
    var warnings = new ArrayList<String>();
    int frames = page.select("iframe[src], frame[src]").size();
    if (frames > 0) warnings.add("%d embedded pages were left out".formatted(frames));
    return warnings;
  }
}
