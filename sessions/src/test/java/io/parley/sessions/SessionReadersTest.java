package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.TurnEvent.*;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;

/// Readers that come late, are slow, or listen to a session that moves.
class SessionReadersTest extends SessionFixture {
  @Test
  void a_reader_receives_missed_then_live_events_each_once_and_in_order() {
    start();
    say("a", "hello");
    var reader = listen(1);
    assertThat(seq(pull(reader))).isEqualTo(2);
    assertThat(seq(pull(reader))).isEqualTo(3);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(3));

    var call = world.nextModelCall();
    call.says("Hi ");
    assertThat(text(reader)).isEqualTo("Hi ");
    call.says("there.");
    assertThat(text(reader)).isEqualTo("there.");
    call.ends();
    assertThat(pullEvent(reader).recorded().event()).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void a_reader_that_joins_mid_reply_gets_the_text_so_far_at_once() {
    start();
    say("a", "hello");
    var early = listen(0);
    var call = world.nextModelCall();
    call.says("One ", "two ");
    awaitText(early, "One two ");
    var late = listen(3);
    assertThat(pull(late)).isEqualTo(new Heard.CaughtUp(3));
    assertThat(pull(late)).isEqualTo(new Heard.Delta(1, 1, 0, "One two "));
  }

  @Test
  void a_reader_continues_without_a_gap_when_its_session_moves() {
    start();
    var reader = listen(0);
    assertThat(seq(pull(reader))).isEqualTo(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    crash();
    say("a", "hello");
    assertThat(seq(pullEvent(reader))).isEqualTo(2);
    assertThat(seq(pullEvent(reader))).isEqualTo(3);
  }

  @Test
  void a_reader_that_does_not_read_is_disconnected_and_delays_no_other() {
    open("parley.sessions.reader { buffer = 4, page = 4 }");
    start();
    var slow = sessions.listen(key, 0).runWith(Sink.queue(1), kit.system());
    var quick = listen(0);
    // more than the reader's buffer and what the stream itself holds
    for (int i = 0; i < 50; i++) {
      ask(new SessionCommand.Say("id" + i, Party.HUMAN, "note", Channel.WEB, now()));
      assertThat(seq(pullEvent(quick))).isEqualTo(1 + i);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 50; i++) pull(slow);
            })
        .hasCauseInstanceOf(ReaderTooSlow.class);
  }
}
