package io.parley.voice.moonshine;

/// Any words. On short clips (a digit, a "yes") the model often chooses its end first, as if nobody
/// had spoken; where somebody surely did, the end must wait for a word.
final class FreeRule implements Greedy.Rule {
  private final Vocabulary vocabulary;
  private boolean mayEnd;

  /// @param needsWord whether the text must have a letter or a digit
  FreeRule(Vocabulary vocabulary, boolean needsWord) {
    this.vocabulary = vocabulary;
    this.mayEnd = !needsWord;
  }

  @Override
  public int[] candidates() {
    return vocabulary.words();
  }

  @Override
  public boolean allows(int token) {
    return token != Greedy.END || mayEnd;
  }

  @Override
  public void take(int token) {
    mayEnd |= vocabulary.isWord(token);
  }
}
