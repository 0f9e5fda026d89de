package io.parley.core.mail;

/// The words of a mail.
///
/// @param subject one line
/// @param text plain text, with LF
/// @param html the same as a page
public record MailBody(String subject, String text, String html) {
  /// Without words: there is a link among them.
  @Override
  public String toString() {
    return "MailBody";
  }
}
