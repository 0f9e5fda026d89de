package io.parley.server.knowledge;

import io.parley.server.client.TerminalText;
import java.io.PrintWriter;

/// Shows the progress of work on many files: a bar on a terminal, otherwise a line for each. Names
/// of files may hold any character.
public final class Progress {
  private static final int BAR = 24;
  private static final int NAME_MAX = 44;

  private final PrintWriter out;
  private final boolean terminal;
  private final int files;
  private int done;

  /// @param terminal whether a line can be written over
  public Progress(PrintWriter out, boolean terminal, int files) {
    this.out = out;
    this.terminal = terminal;
    this.files = files;
  }

  /// A file that is there already is only counted, on a terminal and elsewhere.
  void skipped(String name) {
    done++;
    bar(name);
  }

  void done(String word, String name) {
    done++;
    if (!terminal) out.printf("%s %s%n", word, TerminalText.escaped(name));
    bar(name);
  }

  /// Stays on the screen.
  void refused(String name, String reason) {
    done++;
    clear();
    out.printf("refused %s: %s%n", TerminalText.escaped(name), TerminalText.escaped(reason));
    bar(name);
  }

  void end() {
    clear();
    out.flush();
  }

  private void bar(String name) {
    if (!terminal) return;
    int filled = files == 0 ? BAR : BAR * done / files;
    var shown = name.length() <= NAME_MAX ? name : "…" + name.substring(name.length() - NAME_MAX);
    out.printf(
        "\r\u001B[K[%s%s] %d/%d %s",
        "#".repeat(filled), ".".repeat(BAR - filled), done, files, TerminalText.escaped(shown));
    out.flush();
  }

  private void clear() {
    if (terminal) out.print("\r\u001B[K");
  }
}
