package io.parley.http.tool;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.tool.source.SignInDesk.Place;
import io.parley.http.route.Call;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address under which browsers reach this installation: `parley.http.public-url`.
///
/// @param configured without a slash at its end; empty if it is not set
public record PublicAddress(Optional<URI> configured) {
  static final String CALLBACK = "/v1/oauth/callback";
  static final String CLIENT = "/v1/oauth/client";

  private static final String KEY = "parley.http.public-url";
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static PublicAddress from(Config config) {
    return new PublicAddress(read(KEY, config.getString(KEY)));
  }

  /// The same for another setting.
  ///
  /// @param key its name, for messages
  /// @return without a slash at its end; empty for an empty text
  public static Optional<URI> read(String key, String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean isPlain =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
      boolean isWeb =
          "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri));
      if (uri.getHost() != null && isPlain && isWeb) return Optional.of(uri);
    } catch (IllegalArgumentException e) {
      throw wrong(key, text, e);
    }
    throw wrong(key, text, null);
  }

  private static IllegalArgumentException wrong(String key, String text, Throwable cause) {
    var wrong = Expect.wrong(key, text, "an address such as https://chat.shop.example");
    if (cause != null) wrong.initCause(cause);
    return wrong;
  }

  /// The addresses for authorization servers. Without the setting, a browser on this machine is
  /// sent back to this machine; the name that a request from elsewhere claims is not believed.
  Optional<Place> place(Call call) {
    if (configured.isPresent()) {
      var client =
          isLoopback(configured.get())
              ? Optional.<URI>empty()
              : Optional.of(URI.create(configured.get() + CLIENT));
      return Optional.of(new Place(URI.create(configured.get() + CALLBACK), client));
    }
    return base(call).map(base -> new Place(URI.create(base + CALLBACK), Optional.empty()));
  }

  /// The address, without a slash at its end. Without the setting, that of a browser on this
  /// machine; the name that a request from elsewhere claims is not believed.
  public Optional<URI> base(Call call) {
    if (configured.isPresent()) return configured;
    var scheme = call.request().getUri().getScheme();
    return call.header("Host")
        .filter(host -> LOOPBACK.matcher(host).matches())
        .map(host -> URI.create((scheme.isEmpty() ? "http" : scheme) + "://" + host));
  }

  /// Whether browsers reach this installation without TLS, which only this machine's own may.
  public boolean isPlain(Call call) {
    if (configured.isPresent()) return "http".equals(configured.get().getScheme());
    return !call.request().getUri().getScheme().equals("https")
        && call.header("Host").filter(host -> LOOPBACK.matcher(host).matches()).isPresent();
  }

  private static boolean isLoopback(URI uri) {
    return uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches();
  }
}
