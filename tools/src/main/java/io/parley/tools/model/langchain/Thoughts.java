package io.parley.tools.model.langchain;

/// Keeps a model's thinking out of its reply, where a server sends it inside the text: a block
/// `<think>…</think>` at the very beginning (as DeepSeek-R1 and Qwen write it).
final class Thoughts {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    UNDECIDED,
    THINKING,
    ENDED,
    SPEAKING
  }

  private State state = State.UNDECIDED;
  private final StringBuilder held = new StringBuilder();

  /// @return the part that may be shown now, perhaps empty
  String shown(String text) {
    if (state == State.SPEAKING) return text;
    held.append(text);
    if (state == State.UNDECIDED) decide();
    if (state == State.THINKING) think();
    if (state == State.ENDED) skipBlank();
    return state == State.SPEAKING ? release() : "";
  }

  /// The text still held back when the stream ends: an answer that began like a thought.
  String rest() {
    return state == State.UNDECIDED ? release() : "";
  }

  private void decide() {
    var begun = held.toString().stripLeading();
    if (begun.startsWith(OPEN)) state = State.THINKING;
    else if (!OPEN.startsWith(begun)) state = State.SPEAKING;
  }

  /// Keeps only as much of the thought as is needed to find its end.
  private void think() {
    int end = held.indexOf(CLOSE);
    if (end >= 0) {
      held.delete(0, end + CLOSE.length());
      state = State.ENDED;
    } else if (held.length() > CLOSE.length()) {
      held.delete(0, held.length() - CLOSE.length());
    }
  }

  private void skipBlank() {
    var spoken = held.toString().stripLeading();
    held.setLength(0);
    held.append(spoken);
    if (!spoken.isEmpty()) state = State.SPEAKING;
  }

  private String release() {
    var text = held.toString();
    held.setLength(0);
    return text;
  }
}
