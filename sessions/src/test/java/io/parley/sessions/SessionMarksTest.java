package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.mark.SpokenMark.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/// Marks for the voice, in what a model writes.
class SessionMarksTest extends SessionFixture {
  private static final String[] MARKED = {
    "Order <say-as interpret-as=\"di", "gits\">1042</say-as> is", "<break/> here <"
  };
  private static final String PLAIN = "Order 1042 is here <";

  @Test
  void readers_get_the_marks_of_a_spoken_reply_beside_its_text_and_nothing_of_them_is_stored() {
    start();
    var reader = listen(0);
    ask(new SessionCommand.Say("a", Party.CUSTOMER, "Where is it?", Channel.VOICE, now()));
    var call = world.nextModelCall();
    call.says(MARKED);
    call.ends();
    var deltas = new ArrayList<Heard.Delta>();
    assertThat(completed(reader, deltas).text()).isEqualTo(PLAIN);
    var text = new StringBuilder();
    deltas.forEach(delta -> text.append(delta.text()));
    assertThat(text).hasToString(PLAIN);
    assertThat(deltas.stream().flatMap(delta -> delta.marks().stream()))
        .containsExactly(new SpokenMark(Kind.DIGITS, 6, 10), new SpokenMark(Kind.BREAK, 13, 13));
    assertThat(events(key)).noneMatch(event -> event.toString().contains("say-as"));
  }

  @Test
  void a_reader_that_joins_mid_reply_gets_the_marks_so_far() {
    start();
    var early = listen(0);
    ask(new SessionCommand.Say("a", Party.CUSTOMER, "Where is it?", Channel.VOICE, now()));
    var call = world.nextModelCall();
    call.says(MARKED);
    awaitText(early, "Order 1042 is here ");
    var late = listen(3);
    assertThat(pull(late)).isEqualTo(new Heard.CaughtUp(3));
    assertThat(pull(late))
        .isEqualTo(
            new Heard.Delta(
                1,
                1,
                0,
                "Order 1042 is here ",
                List.of(new SpokenMark(Kind.DIGITS, 6, 10), new SpokenMark(Kind.BREAK, 13, 13))));
  }

  @Test
  void in_a_written_reply_they_are_text() {
    start();
    var reader = listen(0);
    say("a", "How do I write a pause in SSML?");
    var call = world.nextModelCall();
    call.says("Write <break/>.");
    call.ends();
    var deltas = new ArrayList<Heard.Delta>();
    assertThat(completed(reader, deltas).text()).isEqualTo("Write <break/>.");
    assertThat(deltas).extracting(Heard.Delta::marks).containsOnly(List.of());
  }

  private ReplyCompleted completed(SinkQueueWithCancel<Heard> reader, List<Heard.Delta> deltas) {
    while (true) {
      var heard = pull(reader);
      if (heard instanceof Heard.Delta delta) deltas.add(delta);
      if (heard instanceof Heard.Event(var recorded)
          && recorded.event() instanceof ReplyCompleted completed) return completed;
    }
  }
}
