package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.turn.CallState.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Fillers during a slow reply, in real time.
class CallFillerTest extends CallInRealTime {
  @Test
  void fillers_are_spoken_in_turn_until_the_reply_begins() {
    beginWithFillers();
    session.say("typed-1", "Where is my order?", Channel.WEB);
    await().until(() -> said().size() >= 3);
    session.complete("It is on its way.");
    await().until(() -> shown() == Phase.LISTENING);
    var said = said();
    assertThat(said.subList(0, 3)).containsExactly("Wait.", "Wait on.", "Wait.");
    assertThat(said.getLast()).isEqualTo("It is on its way.");
  }

  @Test
  void a_longer_answer_that_takes_its_time_is_opened_and_the_opening_is_no_part_of_it() {
    var answer = "Your order is on its way, and will be there on Thursday before noon.";
    var first = "Your order is on its way,";
    engines.voices.getFirst().slow = first;
    session.answers = _ -> Optional.of(answer);
    beginWithFillers();
    session.say("typed-1", "Where is my order?", Channel.WEB);
    await().until(() -> said().size() == 3);
    assertThat(said())
        .containsExactly("Alright.", first, "and will be there on Thursday before noon.");
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.asked(SessionCommand.CutReply.class)).isEmpty();
  }

  @Test
  void an_answer_that_takes_its_time_begins_with_its_own_words_and_all_of_it_counts_as_heard() {
    var answer = "Yes, your order is on its way.";
    engines.voices.getFirst().slow = answer;
    session.answers = _ -> Optional.of(answer);
    beginWithFillers();
    session.say("typed-1", "Where is my order?", Channel.WEB);
    await().until(() -> said().size() == 2);
    assertThat(said()).containsExactly("Yes,", "your order is on its way.");
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.asked(SessionCommand.CutReply.class)).isEmpty();
  }

  @Test
  void an_answer_is_opened_in_the_language_of_the_call() {
    var first = "Ihre Bestellung ist unterwegs,";
    engines.voices.getFirst().slow = first;
    session.answers = _ -> Optional.of(first + " und kommt am Donnerstag vor Mittag an.");
    beginWithFillers("de");
    session.say("typed-1", "Wo ist meine Bestellung?", Channel.WEB);
    await().until(() -> said().size() == 3);
    assertThat(said())
        .containsExactly("In Ordnung.", first, "und kommt am Donnerstag vor Mittag an.");
  }

  @Test
  void a_replacing_voice_speaks_the_fillers_too() {
    engines.voices.add(new FakeEngines.FakeVoice("second"));
    engines.voices.getFirst().survives = _ -> 0;
    session.answers = text -> text.equals("Hello") ? Optional.of("Hello.") : Optional.empty();
    beginWithFillers();
    session.say("typed-1", "Hello", Channel.WEB);
    await().until(() -> engines.voices.getLast().said.contains("Hello."));
    await().until(() -> shown() == Phase.LISTENING);
    session.say("typed-2", "Where is my order?", Channel.WEB);
    await().until(() -> engines.voices.getLast().said.contains("Wait."));
    assertThat(said()).containsExactly("Hello.");
  }

  private void beginWithFillers() {
    beginWithFillers("en");
  }

  private void beginWithFillers(String language) {
    var settings =
        """
        parley.voice {
          fill-after = 200ms, fill-again = 300ms, lines.en.fillers = ["Wait.", "Wait on."]
        }
        """;
    var plan =
        CallSettings.from(
                ConfigFactory.parseString(settings)
                    .withFallback(ConfigFactory.parseResources("reference.conf"))
                    .resolve())
            .plan("call", language, FirstWords.NONE);
    begin(plan, engines);
  }
}
