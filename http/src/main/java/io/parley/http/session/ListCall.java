package io.parley.http.session;

import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.Customer;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Cursors;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `GET /v1/sessions`: for agents, newest first, page by page.
final class ListCall {
  private static final int PAGE = 50;
  private static final int CURSOR_MAX = 512;

  private final Guard guard;
  private final SessionIndex index;

  ListCall(Guard guard, SessionIndex index) {
    this.guard = guard;
    this.index = index;
  }

  Endpoint endpoint() {
    return Endpoint.get("/v1/sessions", this::list);
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var query =
        new ListingQuery(
            guard.staff(call).tenant(),
            call.query("status").map(ListCall::status),
            call.query("customer").map(value -> atMost("customer", value, Customer.ID_MAX)),
            call.query("verified").map(ListCall::verified),
            call.query("after").map(value -> atMost("after", value, CURSOR_MAX)),
            call.queryNumber("limit", 1, ListingQuery.LIMIT_MAX).orElse((long) PAGE).intValue());
    return index
        .list(query)
        .exceptionally(
            failure -> {
              throw Cursors.refused(failure, query.after());
            })
        .thenApply(ListCall::reply);
  }

  private static HttpResponse reply(ListingPage page) {
    var json = JsonText.object();
    var sessions = json.putArray("sessions");
    page.sessions().forEach(listing -> sessions.add(Views.listing(listing)));
    page.next().ifPresent(next -> json.put("next", next));
    return Replies.json(200, json);
  }

  private static SessionListing.Status status(String value) {
    return Arrays.stream(SessionListing.Status.values())
        .filter(status -> JsonText.word(status).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new Malformed(
                    "the query parameter status is unknown (expected: active, ended or archived)"));
  }

  private static boolean verified(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Malformed("the query parameter verified (expected: true or false)");
    };
  }

  private static String atMost(String name, String value, int max) {
    if (value.length() > max || value.indexOf('\0') >= 0)
      throw new Malformed(
          "the query parameter %s has more than %d characters".formatted(name, max));
    return value;
  }
}
