package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Valued;
import java.util.Optional;

/// Requests that ask for a transfer and report on it (RFC 3515; reports are status lines: RFC
/// 3420).
final class Transfers {
  private static final Valued<String> EVENT = new Valued<>("refer", Params.NONE);
  private static final String VERSION = "SIP/2.0 ";
  private static final String TERMINATED = "terminated";
  private static final int TRYING = 100;
  private static final int FINAL = 200;

  private Transfers() {}

  static Headers refer(Request request, Address target, LocalEnd end) {
    return request
        .headers()
        .with(HeaderType.REFER_TO, target)
        .with(HeaderType.REFERRED_BY, request.from().withoutParams())
        .with(HeaderType.CONTACT, end.contact());
  }

  /// @param status a final one ends the reports
  static Request notify(Request request, int status, LocalEnd end) {
    var state =
        status < FINAL
            ? new Valued<>("active", Params.NONE.with("expires", "60"))
            : new Valued<>(TERMINATED, Params.NONE.with("reason", "noresource"));
    return request
        .with(
            request
                .headers()
                .with(HeaderType.EVENT, EVENT)
                .with(HeaderType.SUBSCRIPTION_STATE, state)
                .with(HeaderType.CONTACT, end.contact()))
        .with(MediaType.SIPFRAG, Body.of(VERSION + status + " Reported\r\n"));
  }

  static boolean isReport(Request notify) {
    return notify
        .headers()
        .first(HeaderType.EVENT)
        .filter(event -> event.value().equalsIgnoreCase(EVENT.value()))
        .isPresent();
  }

  /// What a report tells. The last one may have no status of its target: then it is not known what
  /// became of it.
  static Optional<CallNews> progress(Request notify) {
    boolean isLast =
        notify
            .headers()
            .first(HeaderType.SUBSCRIPTION_STATE)
            .filter(state -> state.value().equalsIgnoreCase(TERMINATED))
            .isPresent();
    var status = status(notify).or(() -> isLast ? Optional.of(TRYING) : Optional.empty());
    return status.map(told -> new CallNews.TransferProgress(told, isLast || told >= FINAL));
  }

  /// The status that a report tells, if it is readable.
  static Optional<Integer> status(Request notify) {
    var text = notify.body().text();
    int from = VERSION.length();
    if (!notify.isOf(MediaType.SIPFRAG) || !text.startsWith(VERSION) || text.length() < from + 3)
      return Optional.empty();
    int status = 0;
    for (int i = from; i < from + 3; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') return Optional.empty();
      status = 10 * status + (c - '0');
    }
    return status < 100 || status > 699 ? Optional.empty() : Optional.of(status);
  }
}
