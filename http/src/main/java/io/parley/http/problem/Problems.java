package io.parley.http.problem;

import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.StoreFailure;
import io.parley.core.knowledge.ReaderFailure;
import io.parley.core.limit.Limit;
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
import io.parley.sessions.entry.Refused;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;

/// Maps refusals and failures to problems.
public final class Problems {
  /// A draining node is replaced within seconds; one that is only slow answers sooner.
  private static final Duration UNAVAILABLE_RETRY = Duration.ofSeconds(2);

  private static final Duration RETRY_MIN = Duration.ofSeconds(2);
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  private Problems() {}

  /// The problem for a rejection by the rules.
  public static ProblemDetail of(Rejection rejection) {
    var type = of(rejection.reason());
    // an absent session must look the same as one that the token does not open
    return type == ProblemType.SESSION_NOT_FOUND
        ? ProblemDetail.of(type)
        : ProblemDetail.of(type, rejection.detail());
  }

  static ProblemType of(Rejection.Reason reason) {
    return switch (reason) {
      case NOT_STARTED -> ProblemType.SESSION_NOT_FOUND;
      case ALREADY_STARTED -> ProblemType.SESSION_DIFFERS;
      case ENDED -> ProblemType.SESSION_ENDED;
      case ID_REUSED -> ProblemType.ID_REUSED;
      case TURN_NOT_OPEN, STALE_ATTEMPT -> ProblemType.TURN_NOT_OPEN;
      case UNKNOWN_CALL -> ProblemType.CALL_NOT_FOUND;
      case ALREADY_DECIDED -> ProblemType.ALREADY_DECIDED;
      case CALL_EXPIRED -> ProblemType.CALLBACK_EXPIRED;
      case WRONG_ARGUMENTS -> ProblemType.INVALID_REQUEST;
      case NOT_ASKED -> ProblemType.NOT_ALLOWED;
      case TOO_MANY_WAITING -> ProblemType.TOO_MANY_WAITING;
      case TOO_MANY_RATINGS -> ProblemType.TOO_MANY_RATINGS;
      case NOT_KNOWN_HERE -> ProblemType.UNAVAILABLE;
      case FAULT -> ProblemType.INTERNAL;
      // only the reply itself requests tools, and only a call reports what was heard: reaching this
      // line is a bug
      case TOO_MANY_TOOL_CALLS, NOT_IN_THE_REPLY -> ProblemType.INTERNAL;
    };
  }

  /// A session over its own limit.
  public static ProblemDetail of(RateLimit.Refused limit) {
    var quota = new Quota(limit.policy(), limit.quota(), limit.window(), 0, limit.retryAfter());
    return ProblemDetail.limited(
        "this session's limit is %d %s in %d s"
            .formatted(limit.quota(), limit.policy(), Quota.seconds(limit.window())),
        quota);
  }

  /// A request refused by the entry.
  public static ProblemDetail of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Overloaded(var limit) -> overloaded(limit);
      case Refusal.Exceeded(_, var detail, var quota) -> ProblemDetail.limited(detail, quota);
      case Refusal.Challenged(var demand, var quota) ->
          ProblemDetail.challenged(demand.challenge(), demand.detail(), quota);
      case Refusal.Stopped() ->
          ProblemDetail.of(
              ProblemType.ORGANISATION_STOPPED, ProblemType.ORGANISATION_STOPPED.meaning());
      case Refusal.Draining(var comeBack) ->
          ProblemDetail.later(ProblemType.DRAINING, ProblemType.DRAINING.meaning(), comeBack);
    };
  }

  /// A command on an organisation that its rules refuse. To those who may see nothing of it, it
  /// looks missing.
  public static ProblemDetail of(OrganisationRefusal refusal) {
    return switch (refusal) {
      case NOT_FOUND -> ProblemDetail.of(ProblemType.NOT_FOUND, refusal.detail());
      case FORBIDDEN, BEYOND_OWN, PEOPLE_ONLY ->
          ProblemDetail.because(ProblemType.NOT_ALLOWED, refusal.word(), refusal.detail());
      case NO_MAIL -> ProblemDetail.of(ProblemType.SECRETS_LOCKED, refusal.detail());
      case LAST_OWNER,
          WRONG_STATE,
          UNCHANGED,
          UNKNOWN_PERSON,
          UNKNOWN_MEMBER,
          ALREADY_MEMBER,
          UNKNOWN_ROLE,
          ROLE_IN_USE,
          UNKNOWN_LINK,
          EXPIRED,
          OTHER_ADDRESS,
          INVITER_GONE,
          NO_OFFER,
          UNAVAILABLE,
          RESERVED,
          UNKNOWN_NAME,
          LAST_SLUG,
          SLUGS_HELD,
          NOT_PROVED,
          NOT_STAFF,
          NOT_LEADING,
          NO_SUCH_STAGE,
          LEAD_EXISTS,
          NOT_INVITED,
          TOO_LONG,
          NO_REASON,
          LIMIT ->
          ProblemDetail.because(ProblemType.ORGANISATION_REFUSED, refusal.word(), refusal.detail());
    };
  }

  /// A request over a limit of concurrency: 503, with a time to come back.
  public static ProblemDetail overloaded(Limit limit) {
    return ProblemDetail.later(ProblemType.OVERLOADED, limit.sentence(), retryAfter());
  }

  /// Random between two bounds, so that many refused clients do not come back at the same moment.
  public static Duration retryAfter() {
    var spread = RETRY_MAX.minus(RETRY_MIN).toMillis();
    return RETRY_MIN.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
  }

  /// The problem for an exception. An exception not known to be the client's or the outside world's
  /// doing is our bug.
  public static ProblemDetail of(Throwable failure) {
    return switch (unwrapped(failure)) {
      case ProblemException known -> known.problem();
      case Refused refused -> of(refused.refusal());
      case Malformed malformed ->
          ProblemDetail.of(
              malformed.isTooLong() ? ProblemType.TOO_LONG : ProblemType.INVALID_REQUEST,
              malformed.getMessage());
      case EntityStreamSizeException large -> bodyLargerThan(large.limit());
      case EntityStreamException _ ->
          ProblemDetail.of(ProblemType.INVALID_REQUEST, "the body ended early");
      case SessionUnavailable _ ->
          ProblemDetail.later(
              ProblemType.UNAVAILABLE, ProblemType.UNAVAILABLE.meaning(), UNAVAILABLE_RETRY);
      case SessionDamaged _, DamagedJournal _ -> ProblemDetail.of(ProblemType.SESSION_DAMAGED);
      // the database or the object store is unreachable; not our bug
      case StoreFailure store when store.retryable() ->
          ProblemDetail.later(
              ProblemType.UNAVAILABLE, ProblemType.UNAVAILABLE.meaning(), UNAVAILABLE_RETRY);
      case ReaderFailure reader ->
          ProblemDetail.later(of(reader.category()), reader.getMessage(), retryAfter());
      case NoSuchSession _ -> ProblemDetail.of(ProblemType.SESSION_NOT_FOUND);
      case ReaderTooSlow _ -> ProblemDetail.of(ProblemType.READER_TOO_SLOW);
      case Throwable _ -> ProblemDetail.of(ProblemType.INTERNAL);
    };
  }

  private static ProblemType of(ReaderFailure.Category category) {
    return switch (category) {
      // nothing was done in either case; the detail tells which
      case OVERLOADED, UNAVAILABLE -> ProblemType.OVERLOADED;
      case CLOSED -> ProblemType.DRAINING;
    };
  }

  public static ProblemDetail bodyLargerThan(long bytes) {
    return ProblemDetail.of(
        ProblemType.BODY_TOO_LARGE, "the body is larger than %d bytes".formatted(bytes));
  }

  private static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
  }
}
