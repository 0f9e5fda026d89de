package io.parley.conventions.pattern;

/// A text that counts the accesses to its characters: the work of a pattern, independent of the
/// machine's load.
final class Counted implements CharSequence {
  private final String text;
  private long looks;

  Counted(String text) {
    this.text = text;
  }

  long looks() {
    return looks;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    looks++;
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
