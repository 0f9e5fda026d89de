package io.parley.http.route;

import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/// Answers unparsable requests, before any routing. Named in `application.conf`; Pekko creates it.
/// The input is neither logged nor repeated.
public final class UnparsedRequests extends ParsingErrorHandler {

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    var type =
        switch (status.intValue()) {
          case 413 -> ProblemType.BODY_TOO_LARGE;
          case 431 -> ProblemType.HEADERS_TOO_LARGE;
          default -> ProblemType.INVALID_REQUEST;
        };
    var detail =
        switch (status.intValue()) {
          case 414 -> "the address is too long";
          case 400 -> "not a request of HTTP/1.1 (RFC 9112)";
          default -> type.meaning();
        };
    return Replies.withoutRequest(ProblemDetail.of(type, detail));
  }
}
