package io.parley.core.speech.mark;

import io.parley.core.speech.mark.SpokenMark.Kind;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/// Takes marks out of a text that comes in pieces: `<say-as interpret-as="digits">1042</say-as>`
/// and `<break/>`, two elements of SSML 1.1 (W3C, Speech Synthesis Markup Language), with the
/// values of [Kind]. A piece that ends within something that may become a mark is held back until
/// it is known. Anything else in angle brackets is plain text. For one text and one thread.
public final class MarkReader {
  private static final Pattern MARK =
      Pattern.compile(
          "<break ?/>|<say-as"
              + " interpret-as=[\"'](?<kind>digits|characters|date|time|currency|telephone)[\"']>(?<text>[^<>\\n"
              + "]{1,100}+)</say-as>");

  /// No text needs more: further ones are taken out without effect.
  static final int MARKS_MAX = 200;

  private String held = "";
  private int count;

  /// How much text was given out.
  private int length;

  private int lastBreak = -1;

  /// Takes the next piece.
  ///
  /// @return the text that is certain now; its marks count from its own beginning
  public MarkedText add(String piece) {
    return read(held + piece, false);
  }

  /// Ends the text.
  ///
  /// @return what was held back
  public MarkedText finish() {
    return read(held, true);
  }

  @SuppressWarnings("JdkObsolete") // hitEnd is made for texts that come in pieces
  private MarkedText read(String all, boolean isEnd) {
    held = "";
    var text = new StringBuilder();
    var marks = new ArrayList<SpokenMark>();
    var mark = MARK.matcher(all);
    int at = 0;
    while (at < all.length()) {
      int open = all.indexOf('<', at);
      if (open < 0) open = all.length();
      text.append(all, at, open);
      at = open;
      if (at == all.length()) break;
      mark.region(at, all.length());
      if (mark.lookingAt()) {
        int from = text.length();
        var said = mark.group("text");
        if (said != null) text.append(said);
        var read = new SpokenMark(kind(mark.group("kind")), from, text.length());
        if (counts(read)) marks.add(read);
        at = mark.end();
      } else if (mark.hitEnd() && !isEnd) {
        held = all.substring(at);
        at = all.length();
      } else {
        text.append('<');
        at++;
      }
    }
    length += text.length();
    return new MarkedText(text.toString(), marks);
  }

  /// Of several breaks in a row the first one counts.
  private boolean counts(SpokenMark mark) {
    boolean isRepeated = mark.kind() == Kind.BREAK && length + mark.from() == lastBreak;
    if (isRepeated || count == MARKS_MAX) return false;
    if (mark.kind() == Kind.BREAK) lastBreak = length + mark.from();
    count++;
    return true;
  }

  /// @param name null: a break
  private static Kind kind(String name) {
    return name == null ? Kind.BREAK : Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
