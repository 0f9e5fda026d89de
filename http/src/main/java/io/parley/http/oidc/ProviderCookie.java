package io.parley.http.oidc;

import io.parley.core.identity.OidcFlows;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.http.tool.PublicAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/// The cookie by which a browser shows that it began the sign-in which it finishes. Scripts do not
/// get it. It comes along with a navigation from the provider's site, hence `SameSite=Lax`; it
/// opens nothing without the state, which the provider brings.
final class ProviderCookie {
  static final String NAME = "parley_provider";
  private static final String PATH = "/v1/sign-ins/oidc";

  private ProviderCookie() {}

  static HttpHeader set(PublicAddress address, Call call, String value) {
    return of(address, call, value, OidcFlows.LASTS);
  }

  static HttpHeader ended(PublicAddress address, Call call) {
    return of(address, call, "", Duration.ZERO);
  }

  private static HttpHeader of(PublicAddress address, Call call, String value, Duration life) {
    var secure = address.isPlain(call) ? "" : "; Secure";
    return Replies.header(
        "Set-Cookie",
        "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Lax%s"
            .formatted(NAME, value, PATH, life.toSeconds(), secure));
  }

  /// A name that comes twice is none: a page of a subdomain may have set one of them.
  static Optional<String> sent(Call call) {
    List<String> values =
        StreamSupport.stream(call.request().getHeaders().spliterator(), false)
            .filter(header -> header.is("cookie"))
            .flatMap(header -> Arrays.stream(header.value().split(";", -1)))
            .map(String::strip)
            .filter(pair -> pair.startsWith(NAME + "="))
            .map(pair -> pair.substring(NAME.length() + 1))
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
