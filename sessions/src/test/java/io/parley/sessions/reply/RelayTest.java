package io.parley.sessions.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.Usage;
import io.parley.sessions.reply.ReplyGeneration.Done;
import io.parley.sessions.reply.ReplyGeneration.Message;
import io.parley.sessions.reply.ReplyGeneration.Restarted;
import io.parley.sessions.reply.ReplyGeneration.Text;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/// Output of a model on its way to the reply, which reads only when the test does.
class RelayTest {
  private static final Completion END =
      new Completion(List.of(), Citations.ALL, new Usage("m", 1, 1, 0, "EUR", false));

  private final TestInbox<Message> reply = TestInbox.create();
  private final ModelCalls.Relay relay =
      new ModelCalls.Relay(1, reply.getRef(), new Spending(_ -> {}));

  @Test
  void chunks_that_wait_for_the_reply_are_one_message() {
    relay.text("One ");
    relay.text("two ");
    relay.text("three.");
    relay.completed(END);
    assertThat(read()).isEqualTo("One two three.");
    assertThat(reply.receiveMessage()).isEqualTo(new Done(1, END));
    assertThat(reply.hasMessages()).isFalse();
  }

  @Test
  void a_chunk_that_comes_after_the_reply_has_read_is_a_message_of_its_own() {
    relay.text("One ");
    assertThat(read()).isEqualTo("One ");
    relay.text("two.");
    assertThat(read()).isEqualTo("two.");
  }

  @Test
  void text_after_a_restart_is_not_mixed_with_the_text_before_it() {
    relay.text("Void");
    relay.restarted();
    relay.text("Valid");
    assertThat(read()).isEqualTo("Void");
    assertThat(reply.receiveMessage()).isEqualTo(new Restarted(1));
    assertThat(read()).isEqualTo("Valid");
  }

  @Test
  void a_long_piece_takes_no_more() {
    var whole = "x".repeat(TextPiece.CHARACTERS_MAX);
    relay.text(whole);
    relay.text("y");
    assertThat(read()).isEqualTo(whole);
    assertThat(read()).isEqualTo("y");
  }

  private String read() {
    return ((Text) reply.receiveMessage()).piece().read();
  }
}
