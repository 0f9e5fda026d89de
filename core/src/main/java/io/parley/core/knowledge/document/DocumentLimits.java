package io.parley.core.knowledge.document;

import io.parley.core.setting.Expect;

/// Limits of the knowledge base; section `parley.knowledge.documents`.
///
/// @param fileBytesMax of an uploaded file; @param charsMax of a document's body
/// @param documentsMax of a tenant; @param collectionsMax of a tenant
/// @param versionsMax kept of a document; older ones are deleted
public record DocumentLimits(
    int fileBytesMax, int charsMax, int documentsMax, int collectionsMax, int versionsMax) {
  private static final String PATH = "parley.knowledge.documents";
  private static final int BYTES_MAX = 256 * 1024 * 1024;

  public DocumentLimits {
    Expect.between(PATH + ".file-bytes-max", fileBytesMax, 1_024, BYTES_MAX);
    Expect.between(PATH + ".chars-max", charsMax, 1_000, 50_000_000);
    Expect.between(PATH + ".max", documentsMax, 1, 10_000_000);
    Expect.between(PATH + ".collections-max", collectionsMax, 1, 10_000);
    Expect.between(PATH + ".versions-max", versionsMax, 1, 100_000);
  }
}
