package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.route.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Function;

/// A page of a list (RFC 7644, section 3.4.2.4).
///
/// @param start the number of the first one, from 1
/// @param count the most of the page
record ScimPage(int start, int count) {
  /// The most of a page; also without a wish.
  static final int COUNT_MAX = 200;

  /// Numbers that are too small or too large count as the nearest that is possible.
  static ScimPage of(Call call) {
    return new ScimPage(
        number(call, "startIndex", 1, 1, Integer.MAX_VALUE),
        number(call, "count", COUNT_MAX, 0, COUNT_MAX));
  }

  private static int number(Call call, String name, int otherwise, int min, int max) {
    var text = call.query(name);
    if (text.isEmpty()) return otherwise;
    try {
      return Math.clamp(Long.parseLong(text.get()), min, max);
    } catch (NumberFormatException _) {
      throw ScimFailure.invalidValue(name + " is not a whole number");
    }
  }

  /// @param view of a resource; called for those on the page alone
  <T> ObjectNode list(Collection<T> all, Function<T, ObjectNode> view) {
    var page = new ArrayList<ObjectNode>();
    all.stream().skip(start - 1L).limit(count).map(view).forEach(page::add);
    return ScimViews.list(page, all.size(), start);
  }
}
