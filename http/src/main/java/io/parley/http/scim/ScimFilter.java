package io.parley.http.scim;

import io.parley.core.text.Unicode;
import java.util.Optional;
import java.util.regex.Pattern;

/// A filter of one comparison, `attribute eq "value"` (RFC 7644, section 3.4.2.2): what directories
/// send to find a user or a group. Others are refused, not guessed.
///
/// @param attribute in small letters, without the core schema's name
record ScimFilter(String attribute, String value) {
  private static final int LENGTH_MAX = 1_000;

  /// Entra ID may look for a user by its work address, which is the `userName` here.
  private static final Pattern FORM =
      Pattern.compile(
          "^\\s*+(?:urn:ietf:params:scim:schemas:core:2\\.0:(?:user|group):)?+"
              + "([a-z.]++|emails\\[type eq \"work\"\\]\\.value)"
              + "\\s++eq\\s++\"((?:[^\"\\\\]|\\\\[\"\\\\/])*+)\"\\s*+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  static Optional<ScimFilter> of(Optional<String> text) {
    return text.map(ScimFilter::read);
  }

  private static ScimFilter read(String text) {
    var found = FORM.matcher(text);
    if (text.length() > LENGTH_MAX || !found.matches())
      throw new ScimFailure(
          400, "invalidFilter", "the filter is of another form (expected: attribute eq \"value\")");
    return new ScimFilter(
        Unicode.small(found.group(1)), ESCAPED.matcher(found.group(2)).replaceAll("$1"));
  }

  static ScimFailure unknown(String expected) {
    return new ScimFailure(
        400,
        "invalidFilter",
        "the filter has another attribute (expected: %s)".formatted(expected));
  }

  /// Personal data: not for logs.
  @Override
  public String toString() {
    return "ScimFilter[" + attribute + "]";
  }
}
