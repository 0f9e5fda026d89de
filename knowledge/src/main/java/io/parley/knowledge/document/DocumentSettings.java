package io.parley.knowledge.document;

import com.typesafe.config.Config;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.outbound.setting.Section;

/// Reads section `parley.knowledge.documents`; see `reference.conf` for what each value does.
public final class DocumentSettings {
  private DocumentSettings() {}

  public static DocumentLimits from(Config config) {
    var section = Section.of(config, "parley.knowledge.documents");
    return new DocumentLimits(
        section.integer("file-bytes-max"),
        section.integer("chars-max"),
        section.integer("max"),
        section.integer("collections-max"),
        section.integer("versions-max"));
  }
}
