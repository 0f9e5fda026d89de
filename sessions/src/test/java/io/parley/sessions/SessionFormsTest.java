package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolForm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/// Questions of tools in the middle of their calls.
class SessionFormsTest extends SessionFixture {
  private static final ToolForm FORM =
      new ToolForm(
          "Which size?",
          List.of(
              new ToolForm.Field(
                  "size", ToolForm.Kind.TEXT, "Size", true, List.of(), Optional.empty())));
  private static final FormReply REPLY =
      new FormReply(FormReply.Action.ACCEPT, new Json("{\"size\":\"m\"}"));

  @Test
  void a_question_is_shown_to_readers_and_later_ones_until_it_is_answered() throws Exception {
    var attempt = asking();
    var reader = listen(0);
    var reply = attempt.context().running().ask(FORM);
    var shown = form(reader);
    assertThat(shown).isEqualTo(new FormShown("1.1-1", "1.1", Optional.of(FORM)));
    assertThat(form(listen(0))).isEqualTo(shown);

    sessions.fill(key, "1.1-2", FormReply.CANCELLED);
    sessions.fill(key, "1.1-1", REPLY);
    assertThat(reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(REPLY);
    assertThat(form(reader)).isEqualTo(new FormShown("1.1-1", "1.1", Optional.empty()));
    var second = attempt.context().running().ask(FORM);
    assertThat(form(reader).id()).isEqualTo("1.1-2");

    ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), now()));
    assertThat(form(reader)).isEqualTo(new FormShown("1.1-2", "1.1", Optional.empty()));
    assertThat(second).isCancelled();
  }

  private FormShown form(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Form(var shown)) return shown;
  }

  private ToolAttempt asking() {
    start();
    say("a", "open a ticket");
    world.nextModelCall().wants("open");
    return world.nextToolAttempt();
  }
}
