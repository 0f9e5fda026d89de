package io.parley.core.session;

/// The reason for a failure, in words for the reader (RFC 9457).
///
/// @param type the last path segment of the problem's URI, such as `model-unavailable`
public record Problem(String type, String title, String detail) {
  /// Problem type of a turn whose answer a content filter withheld.
  public static final String CONTENT_FILTERED = "content-filtered";
}
