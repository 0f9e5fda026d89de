package io.parley.voice.sip.call;

import io.parley.voice.sip.message.OtherUri;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import java.util.regex.Pattern;

/// The numbers of both ends in an INVITE.
final class PhoneNumbers {
  /// A number, or the name of a telephone within a company.
  private static final Pattern WORD = Pattern.compile("[+0-9A-Za-z._*#-]{1,64}");

  /// Some say that a caller withholds the number by a name in its place (RFC 3323, section
  /// 4.1.1.3).
  private static final String WITHHELD = "anonymous";

  private PhoneNumbers() {}

  /// As it was dialled; empty if it is none.
  static String dialled(Request invite) {
    return word(invite.uri());
  }

  /// As it was dialled, where the request goes to an address of ours: a registrar puts the one that
  /// it was told in place of the number, which To keeps (RFC 3261, section 16.6). Empty if it is
  /// none.
  static String addressee(Request invite) {
    return word(invite.to().uri());
  }

  /// Empty if it is withheld, or none.
  static String caller(Request invite) {
    var word = word(invite.from().uri());
    return word.equalsIgnoreCase(WITHHELD) ? "" : word;
  }

  /// Without parameters within the user, such as `;phone-context`.
  private static String word(Uri uri) {
    var text =
        switch (uri) {
          case SipUri sip -> sip.userText();
          case OtherUri(var other) -> other.startsWith("tel:") ? other.substring(4) : "";
        };
    int end = text.indexOf(';');
    var word = end < 0 ? text : text.substring(0, end);
    return WORD.matcher(word).matches() ? word : "";
  }
}
