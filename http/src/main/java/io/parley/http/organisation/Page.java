package io.parley.http.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The page of a list that a request asks for: `after` and `limit`. One more row than wanted is
/// read, which shows whether there is a next page.
///
/// @param after the id of the row before the first one; empty for the first page
/// @param limit 1 to [#MAX]
record Page(Optional<UUID> after, int limit) {
  static final int MAX = 200;
  private static final long USUAL = 100;

  /// @throws Malformed for a value of another form
  static Page of(Call call) {
    return new Page(
        call.query("after")
            .map(
                text ->
                    Bodies.uuid(text)
                        .orElseThrow(
                            () ->
                                new Malformed(
                                    "the query parameter after is no id (expected: next of the"
                                        + " previous page)"))),
        limit(call));
  }

  static int limit(Call call) {
    return call.queryNumber("limit", 1, MAX).orElse(USUAL).intValue();
  }

  /// @param found the rows that were read
  /// @param place the name of a row, as `after` takes it
  <T> HttpResponse reply(
      String name, List<T> found, Function<T, JsonNode> view, Function<T, String> place) {
    return reply(name, found, limit, view, place);
  }

  static <T> HttpResponse reply(
      String name,
      List<T> found,
      int limit,
      Function<T, JsonNode> view,
      Function<T, String> place) {
    var shown = found.size() > limit ? found.subList(0, limit) : found;
    var json = JsonText.object();
    var listed = json.putArray(name);
    shown.forEach(row -> listed.add(view.apply(row)));
    if (found.size() > limit) json.put("next", place.apply(shown.getLast()));
    return Replies.json(200, json);
  }
}
