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
  /// What every method is answered for.
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

  /// Unique for a request: its number and method, and the other end's tag, because a call that is
  /// forked has several dialogs with the same numbers.
  public Via via(String method, long number, String remoteTag) {
    var branch = "%s%s-%x-%d-%s".formatted(Via.COOKIE, seed, remoteTag.hashCode(), number, method);
    return Via.of(transport, sentBy, branch);
  }

  /// What we can do, for requests and responses that begin or change a call.
  Headers abilities() {
    return Headers.NONE
        .with(HeaderType.CONTACT, contact)
        .plus(HeaderType.ALLOW.name(), String.join(", ", METHODS))
        .plus(HeaderType.SUPPORTED.name(), String.join(", ", EXTENSIONS));
  }
}
