package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.http.settings.SettingChecks;

/// How long what a client writes may be, in characters: `parley.http.text`.
///
/// @param saidMax of what is said; @param noteMax of a decision's note
/// @param commentMax of what is said with a rating
/// @param reasonMax of why a session is ended
public record TextLimits(int saidMax, int noteMax, int commentMax, int reasonMax) {
  public TextLimits {
    SettingChecks.positive("parley.http.text.said-max", saidMax);
    SettingChecks.positive("parley.http.text.note-max", noteMax);
    SettingChecks.positive("parley.http.text.comment-max", commentMax);
    SettingChecks.positive("parley.http.text.reason-max", reasonMax);
  }

  static TextLimits from(Config text) {
    return new TextLimits(
        text.getInt("said-max"),
        text.getInt("note-max"),
        text.getInt("comment-max"),
        text.getInt("reason-max"));
  }
}
