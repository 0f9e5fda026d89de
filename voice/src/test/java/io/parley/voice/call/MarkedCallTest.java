package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.mark.SpokenMark.Kind;
import io.parley.core.turn.CallState.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A reply with marks for the voice.
class MarkedCallTest extends CallInRealTime {
  /// Frames of the silence of a break.
  private static final int PAUSE = 15;

  @Test
  void a_marked_part_is_said_as_its_mark_says_and_a_break_is_silence() {
    begin();
    session.say("typed", "Which code?", Channel.WEB);
    var text = "The code is 2026. Please note it.";
    session.delta(1, 0, text.substring(0, 20), List.of(new SpokenMark(Kind.DIGITS, 12, 16)));
    await().until(() -> said().size() == 1);
    session.delta(1, 20, text.substring(20), List.of(new SpokenMark(Kind.BREAK, 24, 24)));
    session.complete(text);
    await().until(() -> said().size() == 3 && shown() == Phase.LISTENING);
    assertThat(said()).containsExactly("The code is two zero two six.", "Please", "note it.");
    int spoken = said().stream().mapToInt(String::length).sum();
    assertThat(leg.played).hasValue(spoken + PAUSE);
    assertThat(session.asked(CutReply.class)).as("all of it was heard").isEmpty();
  }
}
