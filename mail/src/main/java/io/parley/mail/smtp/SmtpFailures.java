package io.parley.mail.smtp;

import io.parley.core.mail.Delivery;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// The meaning of a failed attempt. A server's refusal counts for this mail alone if it answers the
/// mail: refused connections and logins are a matter of the settings, so the mail waits for better
/// ones. The server's sentence is not passed on: it may quote an address.
final class SmtpFailures {
  /// RFC 4954, section 6: a login is missing, too weak, refused, or wants encryption.
  private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

  /// RFC 5321, section 4.2, with an enhanced code (RFC 3463).
  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})");

  private static final int PERMANENT = 500;
  private static final int CODE_END = 600;

  private SmtpFailures() {}

  static Delivery delivery(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) return new Delivery.Later("login");
    for (Throwable one = failure; one != null; one = one.getCause()) {
      var code = code(one);
      if (code.isPresent()) return answered(code.getAsInt(), one.getMessage());
    }
    return new Delivery.Later(word(failure));
  }

  /// Codes that are no answer (-1) say that the connection broke.
  private static OptionalInt code(Throwable failure) {
    int code =
        switch (failure) {
          case SMTPAddressFailedException address -> address.getReturnCode();
          case SMTPSendFailedException command -> command.getReturnCode();
          default -> -1;
        };
    return code > 0 ? OptionalInt.of(code) : OptionalInt.empty();
  }

  private static Delivery answered(int code, String answer) {
    var reason = code + enhanced(answer).map(enhanced -> " " + enhanced).orElse("");
    boolean isForGood = code >= PERMANENT && code < CODE_END && !LOGIN.contains(code);
    return isForGood ? new Delivery.Refused(reason) : new Delivery.Later(reason);
  }

  private static Optional<String> enhanced(String answer) {
    if (answer == null) return Optional.empty();
    var found = ENHANCED.matcher(answer);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String word(MessagingException failure) {
    for (Throwable one = failure; one != null; one = one.getCause())
      switch (one) {
        case SSLException _ -> {
          return "tls";
        }
        case SocketTimeoutException _ -> {
          return "timeout";
        }
        case UnknownHostException _ -> {
          return "unknown-host";
        }
        default -> {
          // its cause may say more
        }
      }
    // without a cause it is no failure of the network: a refused greeting, no offer of encryption
    return failure.getCause() == null ? "protocol" : "no-connection";
  }
}
