package io.parley.voice.sip.call;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.OtherUri;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The word of a trunk on the number that a caller shows: the parameter `verstat` of the URI in
/// P-Asserted-Identity or From (3GPP TS 24.229, section 7.2A.20; RFC 8224), with the level of
/// SHAKEN (RFC 8588, section 4) behind it. Anybody can write it, so it counts only where the trunk
/// is known to verify signatures, and to take away what others have written.
final class Verstat {
  private static final String NAME = "verstat";

  /// The caller's own provider has signed that the caller may show this number. Other levels say
  /// which network a call came from; without a level it is not known.
  private static final String PASSED = "TN-Validation-Passed-A";

  private Verstat() {}

  /// Whether each `verstat` of the request vouches for this number, and there is one.
  ///
  /// @param caller as From shows it; empty for a withheld one, for which nothing counts
  static boolean vouches(Request invite, String caller) {
    var said =
        Stream.concat(
                invite.headers().all(HeaderType.P_ASSERTED_IDENTITY).stream(),
                Stream.of(invite.from()))
            .map(Address::uri)
            .map(Said::of)
            .filter(each -> !each.words().isEmpty())
            .toList();
    return !caller.isEmpty()
        && !said.isEmpty()
        && said.stream().allMatch(each -> each.isFor(caller));
  }

  /// @param number in the URI; @param words of all its `verstat`
  private record Said(String number, List<String> words) {
    /// Escapes stay: a semicolon that was escaped separates nothing.
    static Said of(Uri uri) {
      return switch (uri) {
        case SipUri sip -> of(sip.user(), sip.params().toString());
        case OtherUri(var text) when text.startsWith("tel:") -> of(text.substring(4), "");
        case OtherUri _ -> new Said("", List.of());
      };
    }

    /// @param user a number, and parameters behind it; @param params of the URI
    private static Said of(String user, String params) {
      int end = user.indexOf(';');
      var all = (end < 0 ? "" : user.substring(end)) + params;
      return new Said(
          end < 0 ? user : user.substring(0, end),
          Arrays.stream(all.split(";", -1)).filter(Said::isVerstat).map(Said::word).toList());
    }

    private static boolean isVerstat(String param) {
      int equals = param.indexOf('=');
      return (equals < 0 ? param : param.substring(0, equals)).strip().equalsIgnoreCase(NAME);
    }

    private static String word(String param) {
      return param.substring(param.indexOf('=') + 1).strip();
    }

    boolean isFor(String caller) {
      return number.equals(caller) && words.stream().allMatch(PASSED::equals);
    }
  }
}
