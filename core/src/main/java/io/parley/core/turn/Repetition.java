package io.parley.core.turn;

import io.parley.core.speech.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The new words of a transcript that begins with words which were processed before the engine had
/// finalised them. Engines change such words a little, so the two are aligned as in measuring word
/// errors (Levenshtein), with the end of the transcript left open.
///
/// @param rest the words that the engine will still repeat
/// @param news empty if there are none; the answer to an end of speech is news even without new
///   words
record Repetition(String rest, Optional<Transcript> news) {
  /// The most words that are aligned, in quadratic time. Processed words before these must match
  /// word for word.
  private static final int ALIGNED_MAX = 400;

  /// @param known the processed words, not empty
  static Repetition of(String known, Transcript transcript) {
    var more = after(known, transcript.text());
    var rest =
        !transcript.isFinal()
            ? known
            : transcript.isAnswer() || !more.isEmpty() ? "" : after(transcript.text(), known);
    var news =
        new Transcript(
            more,
            transcript.confidence(),
            transcript.stability(),
            transcript.isFinal(),
            transcript.isAnswer());
    return new Repetition(
        rest, more.isEmpty() && !transcript.isAnswer() ? Optional.empty() : Optional.of(news));
  }

  /// The rest of `all` after `known`; all of it where they differ, nothing where it does not
  /// continue.
  static String after(String known, String all) {
    var before = SpokenLanguage.wordsOf(known);
    int same = Math.max(0, before.size() - ALIGNED_MAX);
    var pieces = List.of(all.strip().split("\\s+"));
    var words = new ArrayList<String>();
    var pieceOf = new ArrayList<Integer>();
    for (int piece = 0; piece < pieces.size(); piece++)
      for (var word : SpokenLanguage.wordsOf(pieces.get(piece))) {
        words.add(word);
        pieceOf.add(piece);
      }
    if (same > 0) {
      if (words.size() < same || !words.subList(0, same).equals(before.subList(0, same)))
        return all;
      before = before.subList(same, before.size());
      words.subList(0, same).clear();
      pieceOf.subList(0, same).clear();
    }
    var errors = errors(before, words);
    int least = before.size();
    for (int error : errors) least = Math.min(least, error);
    // no repetition at all
    if (2 * least > before.size()) return all;
    int shortest = -1;
    int longest = 0;
    for (int end = 0; end < errors.length; end++) {
      if (errors[end] > least) continue;
      if (shortest < 0) shortest = end;
      longest = end;
    }
    if (longest == words.size()) return "";
    // a last word that was split is repeated
    return String.join(" ", pieces.subList(pieceOf.get(shortest), pieces.size()));
  }

  /// The number of words by which `before` differs from the first `n` of `words`, for each `n`.
  private static int[] errors(List<String> before, List<String> words) {
    var errors = new int[words.size() + 1];
    for (int n = 0; n < errors.length; n++) errors[n] = n;
    for (int row = 1; row <= before.size(); row++) {
      int diagonal = errors[0];
      errors[0] = row;
      for (int n = 1; n < errors.length; n++) {
        int changed = diagonal + (before.get(row - 1).equals(words.get(n - 1)) ? 0 : 1);
        diagonal = errors[n];
        errors[n] = Math.min(changed, 1 + Math.min(errors[n], errors[n - 1]));
      }
    }
    return errors;
  }
}
