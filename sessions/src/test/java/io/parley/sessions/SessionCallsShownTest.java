package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.turn.CallState.Phase;
import java.util.Optional;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A call as its readers see it; nothing of it is stored.
class SessionCallsShownTest extends SessionFixture {
  @Test
  void readers_see_the_state_of_a_call_which_is_not_stored() {
    start();
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("where is"));
    assertThat(call(reader)).isEqualTo(listening("where is"));
    show(over("hung-up"));
    assertThat(call(reader)).isEqualTo(over("hung-up"));
    say("a", "hello");
    assertThat(events(key)).hasSize(3).first().isInstanceOf(SessionStarted.class);
  }

  @Test
  void later_readers_see_the_newest_state_of_a_call_under_way() {
    start();
    var early = listen(1);
    // a reader not yet registered receives only the latest state
    assertThat(pull(early)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("where"));
    show(listening("where is"));
    assertThat(awaitCall(early, "where is")).isEqualTo(listening("where is"));
    var late = listen(1);
    assertThat(pull(late)).isEqualTo(new Heard.CaughtUp(1));
    assertThat(pull(late)).isEqualTo(new Heard.Call(listening("where is")));
  }

  @Test
  void later_readers_do_not_see_a_call_that_is_over() {
    start();
    var early = listen(1);
    // a reader not yet registered receives only the latest state
    assertThat(pull(early)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("where"));
    show(over("hung-up"));
    while (!call(early).isOver()) {}
    var late = listen(0);
    assertThat(seq(pull(late))).isEqualTo(1);
    assertThat(pull(late)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("again"));
    assertThat(pull(late)).isEqualTo(new Heard.Call(listening("again")));
  }

  @Test
  void the_end_of_an_older_call_leaves_a_newer_one_shown() {
    start();
    var early = listen(1);
    // a reader not yet registered receives only the latest state
    assertThat(pull(early)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("where"));
    var newer = new CallShown("call-2", Phase.SPEAKING, "", true, Optional.empty());
    show(newer);
    show(over("lost"));
    while (!call(early).isOver()) {}
    var late = listen(1);
    assertThat(call(late)).isEqualTo(newer);
  }

  @Test
  void a_silent_call_counts_as_lost() {
    // time for the reader to take the state before it is replaced
    open("parley.sessions.call-silence = 2s");
    start();
    var reader = listen(1);
    // a reader not yet registered receives only the latest state
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    show(listening("where"));
    assertThat(call(reader)).isEqualTo(listening("where"));
    assertThat(call(reader)).isEqualTo(over("lost"));
  }

  @Test
  void a_session_whose_call_listens_does_not_sleep() {
    open("parley.sessions.sleep-after = 200ms");
    start();
    var session = incarnation();
    var call = listen(1);
    assertThat(pull(call)).isEqualTo(new Heard.CaughtUp(1));
    Awaitility.await()
        .during(java.time.Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(() -> sessions.awake() == 1);
    assertThat(incarnation()).isEqualTo(session);
  }

  @Test
  void the_end_of_very_long_words_is_shown() {
    var most = "x".repeat(CallShown.WORDS_MAX);
    assertThat(listening(most).words()).isEqualTo(most);
    assertThat(listening("y" + most).words()).isEqualTo(most);
    assertThat(listening("\uD83D\uDE00" + most.substring(1)).words()).isEqualTo(most.substring(1));
  }

  @Test
  void malformed_ids_and_reasons_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallShown("a b", Phase.LISTENING, "", true, Optional.empty()))
        .withMessageContaining("call");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over("Because!"))
        .withMessageContaining("reason");
  }

  private void show(CallShown shown) {
    sessions.showCall(key, shown);
  }

  private static CallShown listening(String words) {
    return new CallShown("call-1", Phase.LISTENING, words, true, Optional.empty());
  }

  private static CallShown over(String reason) {
    return new CallShown("call-1", Phase.ENDED, "", false, Optional.of(reason));
  }

  /// The next state of a call.
  private CallShown call(SinkQueueWithCancel<Heard> reader) {
    while (true) if (pull(reader) instanceof Heard.Call(var shown)) return shown;
  }

  private CallShown awaitCall(SinkQueueWithCancel<Heard> reader, String words) {
    while (true) {
      var shown = call(reader);
      if (shown.words().equals(words)) return shown;
    }
  }
}
