package io.parley.knowledge.parse.content;

import io.parley.core.setting.Expect;

/// Where a file is too large to be read.
///
/// @param textChars characters of Markdown that one file may give
/// @param unpackedBytes bytes that the entries of a packed file (DOCX, PPTX, XLSX) may have
///   together
/// @param entries entries of a packed file
/// @param pages pages of a PDF, slides of a presentation, sheets of a workbook
/// @param rows rows of a table or sheet
/// @param documents texts of one file: articles of an export, questions of a table
public record ParseLimits(
    int textChars, long unpackedBytes, int entries, int pages, int rows, int documents) {
  private static final String PATH = "parley.knowledge.parse.limits";

  /// For a look at the first rows of a text.
  public static final ParseLimits SAMPLE =
      new ParseLimits(1_000_000, 1_000_000, 1_000, 1_000, 1_000, 1_000);

  public ParseLimits {
    Expect.between(PATH + ".text-chars", textChars, 1_000, 100_000_000);
    Expect.between(PATH + ".entries", entries, 10, 1_000_000);
    Expect.between(PATH + ".pages", pages, 1, 1_000_000);
    Expect.between(PATH + ".rows", rows, 1, 10_000_000);
    Expect.between(PATH + ".documents", documents, 1, 1_000_000);
    Expect.atLeast(PATH + ".unpacked", unpackedBytes, 1_000);
  }
}
