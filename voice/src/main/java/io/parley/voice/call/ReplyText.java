package io.parley.voice.call;

import io.parley.core.speech.ClauseSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of one reply as it comes from the session, cut into clauses. When the reply is made
/// again (its node or its model failed), words that were heard are not repeated if the new reply
/// begins with them.
public final class ReplyText {
  private final StringBuilder text = new StringBuilder();
  private ClauseSplitter splitter = new ClauseSplitter();
  private String skip = "";
  private String before = "";
  private int handed;
  private boolean isWhole;

  /// @param from where the piece begins in the reply, in UTF-16 units
  /// @return clauses that are whole now; empty if handed-out words were withdrawn: then call
  ///   [#again]
  public Optional<List<String>> delta(int from, String piece) {
    // an earlier piece was lost: the whole text will contain both
    if (from > text.length()) return Optional.of(List.of());
    text.setLength(from);
    text.append(piece);
    return from < handed ? Optional.empty() : Optional.of(handOut());
  }

  /// The reply's text is whole.
  ///
  /// @return the last clauses; empty if handed-out words were withdrawn
  public Optional<List<String>> whole(String all) {
    boolean same = all.startsWith(text.substring(0, Math.min(handed, text.length())));
    text.setLength(0);
    text.append(all);
    isWhole = true;
    return same ? Optional.of(handOut()) : Optional.empty();
  }

  /// Returns the clauses from the beginning again, without the words that were heard.
  ///
  /// @param heard of this reply so far
  public List<String> again(String heard) {
    skip = heard;
    before = "";
    splitter = new ClauseSplitter();
    handed = 0;
    return handOut();
  }

  /// The words of this text that were heard before the last [#again].
  public String heardBefore() {
    return before;
  }

  private List<String> handOut() {
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
    }
    var clauses = new ArrayList<>(splitter.add(soFar.substring(handed)));
    handed = soFar.length();
    if (isWhole) clauses.addAll(splitter.finish());
    return clauses;
  }
}
