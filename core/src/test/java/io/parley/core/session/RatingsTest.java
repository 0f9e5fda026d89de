package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.session.Decision.Action.ArchiveSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatingsTest {

  @Test
  void a_rating_is_accepted_during_the_conversation() {
    given(started()).when(rate("r", 5)).then(rated("r", 5)).answers(2);
  }

  @Test
  void a_rating_before_the_archive_is_in_it() {
    var rated =
        given(started(), Events.ended("z"))
            .when(rate("r", 4))
            .then(rated("r", 4), new ArchiveSession())
            .answers(3)
            .afterwards();
    // the archive without the rating is incomplete
    rated.when(archive(2)).then(new ArchiveSession());
    rated.when(archive(3)).then(archived()).answers(4);
  }

  @Test
  void a_rating_after_the_archive_is_archived_too() {
    var rated =
        given(started(), Events.ended("z"), archived())
            .when(rate("r", 1))
            .then(rated("r", 1), new ArchiveSession())
            .afterwards();
    assertThat(rated.ended().archived()).isEmpty();
    assertThat(rated.pending()).containsExactly(new ArchiveSession());
    var again = rated.when(archive(4)).then(archived()).afterwards();
    assertThat(again.pending()).isEmpty();
  }

  @Test
  void a_repeated_rating_counts_once() {
    var rated = given(started(), rated("r", 4));
    rated.when(rate("r", 4)).then().answers(2);
    rated.when(rate("r", 5)).isRejected(ID_REUSED);
    given(started(), rated("r", 4), Events.ended("z"), archived())
        .when(rate("r", 4))
        .then()
        .answers(2);
  }

  @Test
  void ratings_can_be_corrected_a_few_times() {
    List<SessionEvent> history = new ArrayList<>(List.of(started()));
    for (int i = 1; i < Session.RATINGS_MAX; i++) history.add(rated("r" + i, 3));
    var last = given(history).when(rate("last", 2)).then(rated("last", 2)).afterwards();
    last.when(rate("more", 2)).isRejected(TOO_MANY_RATINGS);
    last.when(rate("last", 2)).then();
  }

  @Test
  void a_score_is_one_to_five() {
    assertThatThrownBy(() -> rate("r", 0)).hasMessage("score: 0 (expected: 1 to 5)");
    assertThatThrownBy(() -> rate("r", 6)).hasMessage("score: 6 (expected: 1 to 5)");
  }
}
