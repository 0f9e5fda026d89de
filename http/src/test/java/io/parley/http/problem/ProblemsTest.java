package io.parley.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.StoreFailure;
import io.parley.core.knowledge.ReaderFailure;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RateLimit;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.session.Rejection;
import io.parley.http.json.Malformed;
import io.parley.sessions.NoSuchSession;
import io.parley.sessions.ReaderTooSlow;
import io.parley.sessions.SessionDamaged;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.entry.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_STARTED,session-not-found,404",
    "ALREADY_STARTED,session-differs,409",
    "ENDED,session-ended,409",
    "ID_REUSED,id-reused,409",
    "TURN_NOT_OPEN,turn-not-open,409",
    "STALE_ATTEMPT,turn-not-open,409",
    "UNKNOWN_CALL,call-not-found,409",
    "ALREADY_DECIDED,already-decided,409",
    "CALL_EXPIRED,callback-expired,410",
    "TOO_MANY_WAITING,too-many-waiting,409",
    "NOT_KNOWN_HERE,unavailable,503",
    "NOT_IN_THE_REPLY,internal,500",
    "TOO_MANY_TOOL_CALLS,internal,500"
  })
  void every_refusal_of_the_rules_has_a_problem_type_and_a_status(
      Rejection.Reason reason, String slug, int status) {
    var problem = Problems.of(new Rejection(reason, "found this (expected: that)"));
    assertThat(problem.type().slug()).isEqualTo(slug);
    assertThat(problem.type().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND,not-found,404,",
    "FORBIDDEN,not-allowed,403,forbidden",
    "BEYOND_OWN,not-allowed,403,beyond-own",
    "PEOPLE_ONLY,not-allowed,403,people-only",
    "NO_MAIL,secrets-locked,503,",
    "UNAVAILABLE,organisation-refused,409,unavailable",
    "UNKNOWN_LINK,organisation-refused,409,unknown-link",
    "LIMIT,organisation-refused,409,limit"
  })
  void a_refusal_of_an_organisations_rules_names_its_reason(
      OrganisationRefusal refusal, String slug, int status, String reason) {
    var problem = Problems.of(refusal);
    assertThat(problem.type().slug()).isEqualTo(slug);
    assertThat(problem.type().status()).isEqualTo(status);
    assertThat(problem.detail()).isEqualTo(refusal.detail());
    assertThat(problem.reason()).isEqualTo(Optional.ofNullable(reason));
    assertThat(problem.json("r1").path("reason").asText()).isEqualTo(reason == null ? "" : reason);
  }

  @Test
  void a_session_that_is_not_started_is_not_found() {
    assertThat(Problems.of(new Rejection(Rejection.Reason.NOT_STARTED, "start it first")))
        .isEqualTo(ProblemDetail.of(ProblemType.SESSION_NOT_FOUND));
  }

  @Test
  void a_stopped_organisation_is_named_as_the_reason_and_asking_again_does_not_help() {
    var problem = Problems.of(new Refusal.Stopped());
    assertThat(problem.type().slug()).isEqualTo("organisation-stopped");
    assertThat(problem.type().status()).isEqualTo(403);
    assertThat(problem.type().retryable()).isFalse();
  }

  @Test
  void wrapped_failures_are_recognised() {
    assertThat(type(new Malformed("id is missing"))).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(type(Malformed.tooLong("text has 9"))).isEqualTo(ProblemType.TOO_LONG);
    assertThat(type(new SessionUnavailable("no answer", null))).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(type(new NoSuchSession())).isEqualTo(ProblemType.SESSION_NOT_FOUND);
    assertThat(type(new ReaderTooSlow(256))).isEqualTo(ProblemType.READER_TOO_SLOW);
    var damage = new Damage(7, Damage.Category.MISSING);
    assertThat(type(new SessionDamaged(damage))).isEqualTo(ProblemType.SESSION_DAMAGED);
    assertThat(type(new DamagedJournal(damage))).isEqualTo(ProblemType.SESSION_DAMAGED);
    assertThat(type(new ProblemException(ProblemType.SESSION_ACTIVE)))
        .isEqualTo(ProblemType.SESSION_ACTIVE);
    assertThat(type(new IllegalStateException("secret"))).isEqualTo(ProblemType.INTERNAL);
  }

  @ParameterizedTest
  @CsvSource({"OVERLOADED,overloaded,503", "UNAVAILABLE,overloaded,503", "CLOSED,draining,503"})
  void a_file_that_could_not_be_read_by_this_node_may_be_sent_again_later(
      ReaderFailure.Category category, String slug, int status) {
    var problem = Problems.of(new CompletionException(new FailedReader(category)));
    assertThat(problem.type().slug()).isEqualTo(slug);
    assertThat(problem.type().status()).isEqualTo(status);
    assertThat(problem.detail()).isEqualTo("16 files wait");
    assertThat(problem.retryAfter())
        .hasValueSatisfying(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
  }

  private static final class FailedReader extends RuntimeException implements ReaderFailure {
    private static final long serialVersionUID = 1L;

    private final Category category;

    FailedReader(Category category) {
      super("16 files wait");
      this.category = category;
    }

    @Override
    public Category category() {
      return category;
    }
  }

  private static ProblemType type(Throwable failure) {
    assertThat(Problems.of(failure).detail()).doesNotContain("secret");
    return Problems.of(new CompletionException(new CompletionException(failure))).type();
  }

  @Test
  void a_problem_is_written_as_rfc_9457_defines_it() {
    var limit = new RateLimit.Refused("turns", 10, Duration.ofMinutes(1), Duration.ofMillis(6_100));
    assertThat(Problems.of(limit).json("r1", "/v1/sessions/s1/messages"))
        .hasToString(
            "{\"type\":\"/problems/rate-limited\",\"title\":\"Too much, too fast\",\"status\":429,"
                + "\"detail\":\"this session's limit is 10 turns in 60 s\",\"retryAfterSeconds\":7,"
                + "\"requestId\":\"r1\",\"instance\":\"/v1/sessions/s1/messages\"}");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void every_problem_type_has_a_unique_name_and_a_description(ProblemType type) {
    assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
    assertThat(type.status()).isBetween(400, 599);
    assertThat(type.title()).isNotBlank().doesNotEndWith(".");
    assertThat(type.meaning()).isNotBlank().endsWith(".");
    assertThat(ProblemType.find(type.slug())).contains(type);
    assertThat(type.uri()).isEqualTo("/problems/" + type.slug());
  }

  @Test
  void slugs_are_unique() {
    assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::slug)).doesNotHaveDuplicates();
  }

  @Test
  void retry_after_is_rounded_up() {
    assertThat(Quota.seconds(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(Quota.seconds(Duration.ofSeconds(2))).isEqualTo(2);
    assertThat(Quota.seconds(Duration.ofMillis(2_001))).isEqualTo(3);
  }

  @Test
  void an_unreachable_store_is_not_reported_as_a_bug() {
    assertThat(Problems.of(new Store(true)).type()).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(Problems.of(new Store(true)).retryAfter()).isPresent();
    assertThat(Problems.of(new Store(false)).type()).isEqualTo(ProblemType.INTERNAL);
  }

  private static final class Store extends RuntimeException implements StoreFailure {
    private static final long serialVersionUID = 1L;
    private final boolean retryable;

    Store(boolean retryable) {
      this.retryable = retryable;
    }

    @Override
    public boolean retryable() {
      return retryable;
    }
  }
}
