package io.parley.http.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with parameters: `/v1/sessions/{id}/events`. A final `{name*}` matches the rest.
public record PathTemplate(String text, List<String> segments) {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  public static PathTemplate of(String text) {
    return new PathTemplate(text, segments(text));
  }

  /// @param given the segments of a raw path, without the query and not decoded
  /// @return the values by name, if the path matches
  Optional<Map<String, String>> match(List<String> given) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      var wanted = segments.get(i);
      if (i >= given.size()) return Optional.empty();
      if (wanted.endsWith("*}")) {
        values.put(name(wanted, 2), String.join("/", given.subList(i, given.size())));
        return Optional.of(values);
      }
      if (wanted.startsWith("{")) values.put(name(wanted, 1), given.get(i));
      else if (!wanted.equals(given.get(i))) return Optional.empty();
    }
    return given.size() == segments.size() ? Optional.of(values) : Optional.empty();
  }

  private static String name(String place, int behind) {
    return place.substring(1, place.length() - behind);
  }

  /// `/` has one empty segment, and `/a/` differs from `/a`. Text without a leading slash is no
  /// path (`OPTIONS *`, RFC 9112, section 3.2.4), has no segments and matches nothing.
  static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    if (!path.startsWith("/")) return segments;
    int start = 1;
    for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
      segments.add(path.substring(start, slash));
      start = slash + 1;
    }
    segments.add(path.substring(start));
    return segments;
  }
}
