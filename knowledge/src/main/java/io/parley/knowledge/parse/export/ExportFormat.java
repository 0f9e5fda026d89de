package io.parley.knowledge.parse.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.Content;
import io.parley.knowledge.parse.content.FileFormat;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.text.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A list of articles as the APIs return it, or several such pages in an array or one after the
/// other.
public final class ExportFormat implements FileFormat {
  private static final int NESTING_MAX = 100;

  @Override
  public Content read(FileInput file, ParseLimits limits) throws IOException, RefusedFile {
    var pages = pages(file, limits);
    var warnings = new ArrayList<String>();
    var articles = new Articles(limits);
    if (pages.stream().anyMatch(ZendeskExport::isPage)) ZendeskExport.read(pages, articles);
    else if (pages.stream().anyMatch(IntercomExport::isPage)) IntercomExport.read(pages, articles);
    else
      throw new RefusedFile(
          Reading.Reason.UNKNOWN_TYPE,
          "it is JSON of an unknown shape; expected: articles as the API of Zendesk"
              + " (\"articles\") or Intercom (\"data\" with \"type\": \"article\") returns them");
    if (articles.drafts() > 0) warnings.add("%d drafts were left out".formatted(articles.drafts()));
    if (articles.empty() > 0)
      warnings.add("%d articles without text were left out".formatted(articles.empty()));
    List<ReadDocument> documents = articles.documents();
    if (documents.isEmpty())
      throw new RefusedFile(Reading.Reason.EMPTY, "it has no published article with a text");
    return new Content(documents, warnings, PageFacts.NONE);
  }

  private static List<JsonNode> pages(FileInput file, ParseLimits limits)
      throws IOException, RefusedFile {
    var pages = new ArrayList<JsonNode>();
    try (var values =
        mapper(limits)
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(PlainText.decode(file.bytes()))) {
      while (values.hasNextValue()) {
        var value = values.nextValue();
        if (value.isArray()) value.forEach(pages::add);
        else pages.add(value);
        if (pages.size() > limits.documents()) throw Articles.tooMany(limits);
      }
    } catch (StreamConstraintsException e) {
      throw new RefusedFile(
          Reading.Reason.HARMFUL,
          "its values are nested more than %d levels deep, or have numbers of thousands of digits"
              .formatted(NESTING_MAX),
          e);
    } catch (JsonProcessingException e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED, "it is no valid JSON; expected: the whole export", e);
    }
    return pages;
  }

  private static ObjectMapper mapper(ParseLimits limits) {
    return new ObjectMapper(
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(limits.textChars())
                    .build())
            .build());
  }
}
