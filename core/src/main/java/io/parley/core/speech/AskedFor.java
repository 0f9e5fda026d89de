package io.parley.core.speech;

import io.parley.core.setting.Expect;
import java.util.List;

/// Words of the agent's requests that its company knows, and the kind of answer to them:
/// "membership code", six digits. [ReplyQuestion] reads a reply with them.
///
/// @param words each a word, or some that stand side by side, in capitals or not; 1 to [#WORDS_MAX]
///   of at most [#LENGTH_MAX] UTF-16 units
/// @param expected what the customer is expected to say next
public record AskedFor(List<String> words, Expectation expected) {
  /// The most of one language.
  public static final int MOST = 50;

  public static final int WORDS_MAX = 20;
  public static final int LENGTH_MAX = 100;

  public AskedFor {
    words = List.copyOf(words);
    Expect.between("words", words.size(), 1, WORDS_MAX);
    for (var word : words) {
      Expect.notBlank("words", word);
      Expect.between("words", word.length(), 1, LENGTH_MAX);
    }
  }
}
