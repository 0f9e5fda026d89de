package io.parley.core.session;

/// Why something went wrong, in words for the reader, after RFC 9457.
///
/// @param type the last path segment of the problem's URI, such as `model-unavailable`
public record Problem(String type, String title, String detail) {
  /// Type of the problem of a turn whose answer a content filter withholds.
  public static final String CONTENT_FILTERED = "content-filtered";
}
