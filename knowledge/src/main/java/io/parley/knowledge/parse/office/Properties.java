package io.parley.knowledge.parse.office;

import io.parley.knowledge.parse.content.Words;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;

/// Title and language from a document's properties.
final class Properties {
  private Properties() {}

  static Optional<String> title(POIXMLDocument document) {
    return title(document.getPackage());
  }

  static Optional<String> language(POIXMLDocument document) {
    return language(document.getPackage());
  }

  static Optional<String> title(OPCPackage file) {
    try {
      return file.getPackageProperties()
          .getTitleProperty()
          .map(Words::line)
          // what programs put there when nobody does
          .filter(text -> !text.isEmpty() && !text.matches("(?i)PowerPoint[ -]\\S+"));
    } catch (InvalidFormatException _) {
      return Optional.empty(); // damaged properties: the text has a title too
    }
  }

  static Optional<String> language(OPCPackage file) {
    try {
      return file.getPackageProperties()
          .getLanguageProperty()
          .map(Words::line)
          .filter(text -> text.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*+"));
    } catch (InvalidFormatException _) {
      return Optional.empty(); // damaged properties: the text itself tells
    }
  }
}
