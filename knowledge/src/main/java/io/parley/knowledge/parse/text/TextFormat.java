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

/// A plain text: empty lines separate its paragraphs.
public final class TextFormat implements FileFormat {
  @Override
  public Content read(FileInput file, ParseLimits limits) throws RefusedFile {
    var markdown = new Markdown(limits.textChars());
    var block = new StringBuilder();
    for (var line : PlainText.decode(file.bytes()).split("\n", -1)) {
      if (line.isBlank()) {
        markdown.paragraph(block.toString());
        block.setLength(0);
      } else {
        block.append(line).append('\n');
      }
    }
    markdown.paragraph(block.toString());
    if (markdown.isEmpty()) throw new RefusedFile(Reading.Reason.EMPTY, "the file has no text");
    return Content.of(
        new ReadDocument(Optional.empty(), Optional.empty(), markdown.toString()), List.of());
  }
}
