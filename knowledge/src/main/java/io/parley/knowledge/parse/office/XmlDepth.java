package io.parley.knowledge.parse.office;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.RefusedFile;

/// Counts how deep the elements of an XML text are nested, without parsing it: the libraries build
/// their trees by recursion. Comments and sections of plain text may count too much by a few; no
/// Office program writes any.
final class XmlDepth {
  private final int max;
  private int depth;
  private int before;
  private boolean inTag;
  private boolean closing;
  private boolean counted;

  /// Of an attribute's value, in which `>` is text; 0 outside of one.
  private int quote;

  XmlDepth(int max) {
    this.max = max;
  }

  void add(byte[] bytes, int length) throws RefusedFile {
    for (int i = 0; i < length; i++) {
      int now = bytes[i];
      if (now == 0) continue; // UTF-16
      if (!inTag) {
        if (now == '<') {
          inTag = true;
          closing = false;
          counted = false;
          quote = 0;
        }
      } else if (before == '<') {
        closing = now == '/';
        counted = now != '!' && now != '?';
      } else if (quote != 0) {
        if (now == quote) quote = 0;
      } else if (counted && (now == '"' || now == '\'')) {
        quote = now;
      } else if (now == '>') {
        inTag = false;
        if (closing) depth--;
        else if (counted && before != '/') depth++;
        if (depth > max) throw tooDeep();
      }
      before = now;
    }
  }

  private RefusedFile tooDeep() {
    return new RefusedFile(
        Reading.Reason.HARMFUL,
        "its elements are nested more than %d levels deep; expected: fewer".formatted(max));
  }
}
