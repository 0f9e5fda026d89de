package io.parley.voice.call;

import io.parley.core.speech.ClauseSplitter;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of one reply as it comes from the session, cut into clauses. When the reply is made
/// again (its node or its model failed), words that were heard are not repeated if the new reply
/// begins with them.
public final class ReplyText {
  private final StringBuilder text = new StringBuilder();
  private final List<SpokenMark> marks = new ArrayList<>();
  private ClauseSplitter splitter = new ClauseSplitter();
  private String skip = "";
  private String before = "";
  private int handed;

  /// Where the splitter's next clause begins.
  private int next;

  private boolean isWhole;

  /// @param from where the piece begins in the reply, in UTF-16 units
  /// @param how parts of it are said; their places count from the reply's beginning
  /// @return clauses that are whole now; empty if handed-out words were withdrawn: then call
  ///   [#again]
  public Optional<List<MarkedText>> delta(int from, String piece, List<SpokenMark> how) {
    // an earlier piece was lost: the whole text will contain both
    if (from > text.length()) return Optional.of(List.of());
    if (from < text.length()) {
      text.setLength(from);
      marks.removeIf(mark -> !mark.isBefore(from));
    }
    text.append(piece);
    marks.addAll(how);
    return from < handed ? Optional.empty() : Optional.of(handOut());
  }

  /// The reply's text is whole.
  ///
  /// @return the last clauses; empty if handed-out words were withdrawn
  public Optional<List<MarkedText>> whole(String all) {
    boolean same = all.startsWith(text.substring(0, Math.min(handed, text.length())));
    // of another text the marks would be in the wrong places
    if (!all.startsWith(text.toString())) marks.removeIf(mark -> mark.to() > handed || !same);
    text.setLength(0);
    text.append(all);
    isWhole = true;
    return same ? Optional.of(handOut()) : Optional.empty();
  }

  /// Nothing more comes for now.
  ///
  /// @return the words so far that are no whole clause
  public List<MarkedText> rest() {
    return splitter.finish().stream().map(this::marked).toList();
  }

  /// Returns the clauses from the beginning again, without the words that were heard.
  ///
  /// @param heard of this reply so far
  public List<MarkedText> again(String heard) {
    skip = heard;
    before = "";
    splitter = new ClauseSplitter();
    handed = 0;
    next = 0;
    return handOut();
  }

  /// The words of this text that were heard before the last [#again].
  public String heardBefore() {
    return before;
  }

  private List<MarkedText> handOut() {
    var soFar = text.toString();
    if (!skip.isEmpty()) {
      if (!isWhole && soFar.length() < skip.length() && skip.startsWith(soFar)) return List.of();
      if (soFar.startsWith(skip)) {
        before = skip;
        handed = skip.length();
      } else if (isWhole && skip.startsWith(soFar.stripTrailing())) {
        // it was shortened to less than was heard
        before = soFar;
        handed = soFar.length();
      }
      skip = "";
      next = handed;
    }
    var clauses = new ArrayList<>(splitter.add(soFar.substring(handed)));
    handed = soFar.length();
    if (isWhole) clauses.addAll(splitter.finish());
    return clauses.stream().map(this::marked).toList();
  }

  private MarkedText marked(String clause) {
    int from = next;
    next += clause.length();
    return new MarkedText(clause, MarkedText.within(marks, from, next));
  }
}
