package io.parley.core.speech.mark;

import java.util.ArrayList;
import java.util.List;

/// A text as it is read, and how parts of it are said.
///
/// @param marks in order; they do not overlap
public record MarkedText(String text, List<SpokenMark> marks) {
  public static final MarkedText EMPTY = plain("");

  public MarkedText {
    marks = List.copyOf(marks);
  }

  public static MarkedText plain(String text) {
    return new MarkedText(text, List.of());
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /// The text between two places; a mark of more than it is cut.
  public MarkedText part(int from, int to) {
    return new MarkedText(text.substring(from, to), within(marks, from, to));
  }

  /// Marks of the text between two places, as they are in that part.
  public static List<SpokenMark> within(List<SpokenMark> marks, int from, int to) {
    var within = new ArrayList<SpokenMark>();
    for (var mark : marks) {
      int begin = Math.max(mark.from(), from);
      int end = Math.min(mark.to(), to);
      boolean isBreak = mark.kind() == SpokenMark.Kind.BREAK;
      if (isBreak ? begin == end && begin < to : begin < end)
        within.add(new SpokenMark(mark.kind(), begin - from, end - from));
    }
    return within;
  }

  public MarkedText stripLeading() {
    return part(text.length() - text.stripLeading().length(), text.length());
  }

  /// With words before it.
  public MarkedText after(String words) {
    return new MarkedText(words + text, movedMarks(words.length()));
  }

  /// The marks of this text where it is the part of another one that begins there.
  public List<SpokenMark> movedMarks(int by) {
    return marks.stream().map(mark -> mark.moved(by)).toList();
  }
}
