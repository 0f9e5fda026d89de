package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.turn.Line;
import io.parley.core.turn.TurnSettings;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.voice.flow.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Callers who say nothing, and calls that are too long. Silence is 10 s, or 2 minutes where nobody
/// knows who speaks; there are 2 prompts.
class RelayWatchTest {
  private static final Map<Line, String> LINES =
      Stream.of(Line.values()).collect(Collectors.toMap(line -> line, Line::name));

  private static final RelayRules RULES =
      RelayRules.of(TurnSettings.typical("en"), Duration.ofHours(1));

  private final ManualTimer timer = new ManualTimer();
  private final List<String> sent = new ArrayList<>();
  private int ended;

  private final RelayTalk talk =
      new RelayTalk(
          new RelayParts(
              "CA1",
              "en",
              _ -> CompletableFuture.completedStage(new Answer.Stored(1)),
              _ -> LINES,
              RULES,
              Optional.empty(),
              _ -> CompletableFuture.completedStage(false),
              timer,
              timer),
          new RelayTalk.Socket() {
            @Override
            public void send(String text) {
              sent.add(text);
            }

            @Override
            public void end() {
              ended++;
            }
          });

  private final RelayWatch watch = RelayWatch.begin(talk, RULES, timer);

  private void speaks(boolean isCaller, boolean isOn) {
    talk.received(new RelayMessage.Speaks(isCaller, isOn));
  }

  private void session(SessionEvent event) {
    talk.heard(new Heard.Event(new RecordedEvent(1, event)));
  }

  private long asked(Line line) {
    return sent.stream().filter(text -> text.contains(line.name())).count();
  }

  private void pass(int seconds) {
    timer.pass(Duration.ofSeconds(seconds));
  }

  @Test
  void a_silent_caller_is_asked_twice_and_then_the_call_ends() {
    speaks(false, true);
    pass(30);
    assertThat(sent).as("the greeting is long").isEmpty();
    speaks(false, false);
    pass(9);
    assertThat(sent).isEmpty();
    pass(2);
    assertThat(asked(Line.STILL_THERE)).isOne();
    pass(13);
    assertThat(asked(Line.STILL_THERE)).isEqualTo(2);
    pass(13);
    assertThat(asked(Line.GOODBYE)).isOne();
    assertThat(ended).isOne();
    assertThat(sent.getLast()).contains("gave-up");
    pass(60);
    assertThat(sent.getLast()).contains("gave-up");
  }

  @Test
  void a_caller_who_speaks_during_the_goodbye_is_not_hung_up() {
    speaks(false, false);
    for (int i = 0; i < 60 && asked(Line.GOODBYE) == 0; i++) pass(1);
    assertThat(asked(Line.GOODBYE)).isOne();
    speaks(true, true);
    pass(3);
    speaks(true, false);
    pass(1);
    assertThat(ended).as("their words come later").isZero();
    talk.received(new RelayMessage.Prompt("I am here.", true));
    pass(9);
    assertThat(ended).isZero();
  }

  @Test
  void somebody_who_speaks_for_long_is_not_asked_and_words_begin_the_count_again() {
    speaks(true, true);
    pass(60);
    assertThat(sent).isEmpty();
    speaks(true, false);
    pass(11);
    talk.received(new RelayMessage.Prompt("Yes.", true));
    pass(25);
    assertThat(asked(Line.STILL_THERE)).isEqualTo(3);
    assertThat(asked(Line.GOODBYE)).isZero();
  }

  @Test
  void a_key_is_a_sign_of_life() {
    speaks(false, false);
    pass(8);
    talk.received(new RelayMessage.Key('1'));
    pass(8);
    assertThat(sent).isEmpty();
  }

  @Test
  void nobody_is_asked_while_a_reply_is_made() {
    speaks(false, false);
    session(new TurnEvent.TurnStarted(1, List.of(1L), timer.instant()));
    pass(60);
    assertThat(sent).isEmpty();
  }

  @Test
  void with_a_colleague_and_where_nobody_knows_who_speaks_there_is_more_time() {
    pass(100);
    assertThat(sent).isEmpty();
    speaks(false, false);
    session(new AgentEvent.TakenOver("t1", Party.HUMAN, timer.instant()));
    pass(100);
    assertThat(sent).isEmpty();
    session(new AgentEvent.HandedBack("t2", Party.HUMAN, timer.instant()));
    pass(9);
    assertThat(sent).isEmpty();
    pass(2);
    assertThat(asked(Line.STILL_THERE)).isOne();
  }

  @Test
  void without_news_of_who_speaks_the_call_ends_at_last_too() {
    pass(121);
    assertThat(asked(Line.STILL_THERE)).isOne();
    pass(300);
    assertThat(ended).isOne();
  }

  @Test
  void the_longest_call_ends() {
    speaks(true, true);
    timer.pass(Duration.ofHours(1));
    assertThat(sent).singleElement().asString().contains("too-long");
    assertThat(ended).isOne();
  }

  @Test
  void after_the_talk_nothing_is_to_be_done() {
    talk.closed();
    watch.close();
    pass(2);
    assertThat(timer.isSet()).isFalse();
  }
}
