package io.parley.http.organisation;

import io.parley.core.organisation.OrganisationEvent;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import java.util.Arrays;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// Answers for the outcomes of commands.
final class Outcomes {
  private Outcomes() {}

  /// Answers a command that was done with 204.
  ///
  /// @param missing refusals that mean that there is nothing under the request's address
  /// @throws ProblemException for a refusal
  static HttpResponse done(Outcome outcome, OrganisationRefusal... missing) {
    return done(outcome, Set.of(), missing);
  }

  /// The same for a request that may be repeated: 204 also if it was so already.
  static HttpResponse settled(Outcome outcome, OrganisationRefusal... missing) {
    return done(outcome, Set.of(OrganisationRefusal.UNCHANGED), missing);
  }

  /// @param settled refusals that mean that it is as the sender wants it
  static HttpResponse done(
      Outcome outcome, Set<OrganisationRefusal> settled, OrganisationRefusal... missing) {
    if (outcome instanceof Outcome.Refused(var reason) && !settled.contains(reason))
      throw refused(reason, missing);
    return noContent();
  }

  /// The event of this type, with which the command changed something.
  ///
  /// @throws ProblemException for a refusal
  static <E extends OrganisationEvent> E event(
      Outcome outcome, Class<E> type, OrganisationRefusal... missing) {
    return switch (outcome) {
      case Outcome.Refused(var reason) -> throw refused(reason, missing);
      case Outcome.Done(_, var events) ->
          events.stream()
              .filter(type::isInstance)
              .map(type::cast)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "events %s (expected: a %s)".formatted(events, type.getSimpleName())));
    };
  }

  static ProblemException refused(OrganisationRefusal reason, OrganisationRefusal... missing) {
    return new ProblemException(
        Arrays.asList(missing).contains(reason)
            ? ProblemDetail.of(ProblemType.NOT_FOUND, reason.detail())
            : Problems.of(reason));
  }

  /// For an id in the address that cannot be one.
  static ProblemException missing(OrganisationRefusal reason) {
    return refused(reason, reason);
  }

  static HttpResponse noContent() {
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }
}
