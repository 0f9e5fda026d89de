package io.parley.knowledge.parse.text;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.Markdown;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Markdown as it stands, without its front matter, which may name title, language, tags and
/// address.
public final class MarkdownFormat implements FileFormat {
  private static final Pattern HEADING = Pattern.compile("(?m)^# (.+)$");

  @Override
  public Content read(FileInput file, ParseLimits limits) throws RefusedFile {
    var front = FrontMatter.of(PlainText.decode(file.bytes()));
    var markdown = new Markdown(limits.textChars());
    markdown.ready(front.rest());
    if (markdown.isEmpty()) throw new RefusedFile(Reading.Reason.EMPTY, "the file has no text");
    return Content.of(
        new ReadDocument(
            front.first("id", "key", "slug"),
            front.first("title", "titel").or(() -> heading(front.rest())),
            front.first("lang", "language", "locale").map(tag -> tag.replace('_', '-')),
            front.list("tags", "labels", "categories", "keywords"),
            front
                .first("url", "link", "canonical", "source")
                .filter(url -> url.matches("https?://\\S+")),
            markdown.toString()),
        List.of());
  }

  private static Optional<String> heading(String text) {
    var found = HEADING.matcher(text);
    return found.find() ? Optional.of(withoutMarks(found.group(1))) : Optional.empty();
  }

  /// A heading may be closed by as many marks as it is opened by.
  private static String withoutMarks(String heading) {
    var text = heading.strip();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '#') end--;
    boolean apart = end < text.length() && end > 0 && Character.isWhitespace(text.charAt(end - 1));
    return apart ? text.substring(0, end).strip() : text;
  }
}
