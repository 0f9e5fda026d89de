package io.parley.faults.build;

/// What a newer build has in one place of one source.
///
/// @param type the type whose source it is, such as `io.parley.core.session.SessionEvent`
/// @param anchor what the tree's source must have there, once
/// @param replacement what is there instead
public record Change(String type, String anchor, String replacement) {

  /// @param more stands before the anchor
  public static Change before(String type, String anchor, String more) {
    return new Change(type, anchor, more + anchor);
  }

  /// @param more stands after the anchor
  public static Change after(String type, String anchor, String more) {
    return new Change(type, anchor, anchor + more);
  }

  public static Change instead(String type, String anchor, String replacement) {
    return new Change(type, anchor, replacement);
  }

  /// @throws IllegalStateException when the anchor is not there once
  String in(String source) {
    int first = source.indexOf(anchor);
    if (first < 0 || source.indexOf(anchor, first + 1) >= 0)
      throw new IllegalStateException(
          "%s has `%s` %s (expected: once; the next build is made of the tree's sources, so follow what they have become)"
              .formatted(
                  type,
                  anchor.strip().lines().findFirst().orElse(anchor),
                  first < 0 ? "nowhere" : "more than once"));
    return source.substring(0, first) + replacement + source.substring(first + anchor.length());
  }
}
