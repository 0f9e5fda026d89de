package io.parley.knowledge.parse.type;

/// The formats that are read.
public enum FileType {
  HTML,
  PDF,
  DOCX,
  PPTX,
  XLSX,
  CSV,
  EXPORT,
  MARKDOWN,
  TEXT
}
