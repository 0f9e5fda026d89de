package io.parley.voice.relay;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.core.turn.Playout;
import io.parley.core.turn.Playout.Clause;
import io.parley.voice.call.ReplyText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reply on its way through Twilio's voice: what was sent in its spoken form, and how much of
/// its written form was heard. Not thread safe.
final class RelayReply {
  /// How quickly voices speak, where Twilio only says how long it spoke.
  static final int CHARACTERS_A_SECOND = 15;

  private final int turn;
  private final SpokenForm form;
  private final ReplyText text = new ReplyText();
  private final List<Sent> sent = new ArrayList<>();
  private boolean whole;
  private boolean stopped;

  /// A clause, and what Twilio was sent for it.
  private record Sent(String written, String spoken) {
    int letters() {
      return bare(spoken).length();
    }
  }

  RelayReply(int turn, SpokenForm form) {
    this.turn = turn;
    this.form = form;
  }

  int turn() {
    return turn;
  }

  boolean isWhole() {
    return whole;
  }

  /// Nothing more of it is to be spoken.
  void stop() {
    stopped = true;
  }

  /// A piece of the reply came.
  ///
  /// @param from where it begins, in UTF-16 units; @param how parts of it are said
  /// @return texts to be spoken now
  List<String> delta(int from, String piece, List<SpokenMark> how) {
    return said(text.delta(from, piece, how));
  }

  /// Nothing more of it comes.
  ///
  /// @return the last texts to be spoken
  List<String> rest() {
    return said(Optional.of(text.rest()));
  }

  /// The reply is whole.
  ///
  /// @return the last texts to be spoken
  List<String> whole(String all) {
    whole = true;
    return said(text.whole(all));
  }

  /// Where words that were sent are withdrawn, because the reply is made again, those with which
  /// the new one begins are not said twice.
  private List<String> said(Optional<List<MarkedText>> clauses) {
    var next = clauses.orElseGet(this::again);
    if (stopped) return List.of();
    var spoken = new ArrayList<String>();
    for (var clause : next) {
      var words = form.of(clause);
      sent.add(new Sent(clause.text(), words));
      if (!words.isBlank()) spoken.add(words + " ");
    }
    return spoken;
  }

  private List<MarkedText> again() {
    var before = new StringBuilder(text.heardBefore());
    sent.forEach(clause -> before.append(clause.written()));
    sent.clear();
    return text.again(before.toString());
  }

  /// The beginning of the written reply that was heard.
  ///
  /// @param utterance what Twilio says it had spoken of it
  /// @param length how long it had spoken
  String heard(Optional<String> utterance, Optional<Duration> length) {
    int reached =
        utterance
            .map(RelayReply::bare)
            .filter(spoken -> !spoken.isEmpty())
            .map(this::end)
            .orElseGet(() -> spokenIn(length.orElse(Duration.ZERO)));
    return (text.heardBefore() + written(reached)).stripTrailing();
  }

  /// The same when all that was sent was heard.
  String heardAll() {
    return (text.heardBefore() + written(Integer.MAX_VALUE)).stripTrailing();
  }

  private static int spokenIn(Duration length) {
    return (int) (length.toMillis() * CHARACTERS_A_SECOND / 1_000);
  }

  /// All that was sent.
  String spoken() {
    var all = new StringBuilder();
    sent.forEach(clause -> all.append(clause.spoken()).append(' '));
    return all.toString();
  }

  /// How many letters of what was sent end with this utterance. It may begin with the reply, or
  /// with one of its sentences; where it does neither, it is compared letter by letter.
  private int end(String utterance) {
    var spoken = bare(spoken());
    if (spoken.startsWith(utterance)) return utterance.length();
    int at = spoken.lastIndexOf(utterance);
    if (at >= 0) return at + utterance.length();
    int same = 0;
    while (same < Math.min(spoken.length(), utterance.length())
        && spoken.charAt(same) == utterance.charAt(same)) same++;
    return same;
  }

  private String written(int letters) {
    var heard = new StringBuilder();
    int left = letters;
    for (var clause : sent) {
      int length = clause.letters();
      if (left < length) {
        heard.append(part(clause, left));
        break;
      }
      heard.append(clause.written());
      left -= length;
    }
    return heard.toString();
  }

  /// Where a number is written in digits and spoken in words, its part is estimated by length.
  private static String part(Sent clause, int letters) {
    if (letters == 0) return "";
    if (!bare(clause.written()).equals(bare(clause.spoken()))) {
      var whole = new Clause(clause.written(), Duration.ofMillis(clause.letters()));
      return new Playout(List.of(whole)).heard(Duration.ofMillis(letters));
    }
    int at = 0;
    for (int left = letters; left > 0; at++)
      if (Character.isLetterOrDigit(clause.written().charAt(at))) left--;
    boolean isCut =
        at < clause.written().length() && Character.isLetterOrDigit(clause.written().charAt(at));
    // a word that was cut off was not heard
    return isCut
        ? clause.written().substring(0, clause.written().lastIndexOf(' ', at) + 1)
        : clause.written().substring(0, at);
  }

  /// Letters and digits alone, in small letters: voices and transcripts differ in all else.
  private static String bare(String text) {
    var bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) bare.append(Character.toLowerCase(c));
    }
    return bare.toString();
  }
}
