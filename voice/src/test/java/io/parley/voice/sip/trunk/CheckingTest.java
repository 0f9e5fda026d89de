package io.parley.voice.sip.trunk;

import static io.parley.voice.sip.trunk.MadeTrunks.END;
import static io.parley.voice.sip.trunk.MadeTrunks.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.trunk.Checking.Event;
import io.parley.voice.sip.trunk.Checking.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckingTest {
  private Instant now = START;
  private Checking checking =
      Checking.start(MadeTrunks.named("a", ", check-every = 30s, patience = 4s"), END, START);

  private Optional<Request> on(Event event) {
    var step = checking.on(event, now);
    checking = step.next();
    return step.send();
  }

  private Optional<Request> pass() {
    now = checking.due();
    return on(new Event.Passed(0));
  }

  private Request ask() {
    return pass().orElseThrow();
  }

  @Test
  void the_first_check_is_due_at_once_and_any_answer_means_that_it_is_up() {
    assertThat(checking.due()).isEqualTo(START);
    var options = ask();
    assertThat(options.startLine()).isEqualTo("OPTIONS sip:sip.example SIP/2.0");
    on(new Event.Answered(Response.to(options, 405)));
    assertThat(checking.health()).isEqualTo(Health.UP);
    assertThat(checking.due()).isEqualTo(now.plusSeconds(30));
    assertThat(ask().cseq().number()).isEqualTo(2);
  }

  @Test
  void two_misses_in_a_row_mean_that_it_is_down_and_the_second_look_comes_soon() {
    on(new Event.Answered(Response.to(ask(), 200)));
    ask();
    on(new Event.Failed());
    assertThat(checking.health()).isEqualTo(Health.UP);
    assertThat(checking.due()).isEqualTo(now.plusSeconds(1));
    on(new Event.Answered(Response.to(ask(), 503)));
    assertThat(checking.health()).isEqualTo(Health.DOWN);
    assertThat(checking.due()).isEqualTo(now.plusSeconds(30));
    on(new Event.Answered(Response.to(ask(), 200)));
    assertThat(checking.health()).isEqualTo(Health.UP);
  }

  @Test
  void silence_beyond_the_patience_is_a_miss_and_a_late_answer_still_counts() {
    var first = ask();
    assertThat(pass()).isEmpty();
    assertThat(Duration.between(START, now)).isEqualTo(Duration.ofSeconds(4));
    on(new Event.Answered(Response.to(first, 200)));
    assertThat(checking.health()).isEqualTo(Health.UP);
    assertThat(checking.misses()).isZero();
  }

  @Test
  void a_failure_that_comes_after_the_patience_is_not_counted_twice() {
    ask();
    pass();
    on(new Event.Failed());
    assertThat(checking.health()).isEqualTo(Health.UNKNOWN);
    assertThat(checking.misses()).isEqualTo(1);
  }

  @Test
  void an_answer_to_an_earlier_check_says_nothing() {
    var first = ask();
    pass();
    ask();
    on(new Event.Answered(Response.to(first, 200)));
    assertThat(checking.health()).isEqualTo(Health.UNKNOWN);
  }
}
