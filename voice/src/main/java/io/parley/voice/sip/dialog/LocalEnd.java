package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.util.List;

/// Our end of a call.
///
/// @param transport of [Via]: `UDP`, `TCP`, `TLS`, `WS` or `WSS`
/// @param sentBy where responses reach us
/// @param contact where requests reach us
/// @param seed unguessable and unique for each call, a token: tags and branches are made of it
/// @param times of the transactions
public record LocalEnd(
    String transport, HostPort sentBy, Address contact, String seed, TransactionTimes times) {
  /// The methods that are answered.
  public static final List<String> METHODS =
      List.of(
          Method.INVITE,
          Method.ACK,
          Method.CANCEL,
          Method.BYE,
          Method.OPTIONS,
          Method.INFO,
          Method.UPDATE,
          Method.PRACK,
          Method.REFER,
          Method.NOTIFY);

  /// Extensions (RFC 3262, RFC 4028).
  public static final List<String> EXTENSIONS = List.of("100rel", "timer");

  /// A parameter of our address.
  public static final String LINE = "line";

  /// The same end under another name in [#contact].
  public LocalEnd as(String user) {
    return contact.uri() instanceof SipUri uri
        ? new LocalEnd(
            transport,
            sentBy,
            new Address(contact.display(), uri.withUser(user), contact.params()),
            seed,
            times)
        : this;
  }

  /// Of our end of the dialog.
  public String tag() {
    return seed;
  }

  /// The same end as one line of several: requests are told apart by the user or, where another end
  /// puts a number in its place, by the parameter `line`.
  ///
  /// @param line of letters and digits
  public LocalEnd asLine(String line) {
    if (!(contact.uri() instanceof SipUri uri))
      throw new IllegalStateException("our address is no address of SIP");
    var named =
        new SipUri(
            uri.isSecure(),
            line,
            "",
            uri.host(),
            uri.port(),
            uri.params().with(LINE, line),
            uri.headers());
    var other = new Address(contact.display(), named, contact.params());
    return new LocalEnd(transport, sentBy, other, seed, times);
  }

  /// Unique for a request: its number and method, and the other end's tag, because a call that is
  /// forked has several dialogs with the same numbers.
  public Via via(String method, long number, String remoteTag) {
    var branch = "%s%s-%x-%d-%s".formatted(Via.COOKIE, seed, remoteTag.hashCode(), number, method);
    return Via.of(transport, sentBy, branch);
  }

  /// Our abilities, for requests and responses that begin or change a call.
  Headers abilities() {
    return Headers.NONE
        .with(HeaderType.CONTACT, contact)
        .plus(HeaderType.ALLOW.name(), String.join(", ", METHODS))
        .plus(HeaderType.SUPPORTED.name(), String.join(", ", EXTENSIONS));
  }
}
