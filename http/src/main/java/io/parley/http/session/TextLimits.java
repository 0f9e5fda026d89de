package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;

/// Length limits of client texts, in characters: `parley.http.text`.
///
/// @param saidMax of a message; @param noteMax of a decision's note
/// @param commentMax of a rating's comment
/// @param reasonMax of the reason for ending a session
public record TextLimits(int saidMax, int noteMax, int commentMax, int reasonMax) {
  public TextLimits {
    Expect.positive("parley.http.text.said-max", saidMax);
    Expect.positive("parley.http.text.note-max", noteMax);
    Expect.positive("parley.http.text.comment-max", commentMax);
    Expect.positive("parley.http.text.reason-max", reasonMax);
  }

  static TextLimits from(Config text) {
    return new TextLimits(
        text.getInt("said-max"),
        text.getInt("note-max"),
        text.getInt("comment-max"),
        text.getInt("reason-max"));
  }
}
