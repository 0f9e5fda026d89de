package io.parley.outbound.setting;

import io.parley.core.setting.Expect;
import java.net.URI;
import java.util.Optional;

/// Checks of a provider's address, API key and model name. Each throws an
/// [IllegalArgumentException] with the message `key: value (expected: …)`.
public final class Remote {
  private Remote() {}

  /// @param name of the setting, whole
  /// @param expected the form of a valid value
  public static URI url(String name, String text, String expected) {
    try {
      return url(name, URI.create(text), expected);
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(name, text, expected);
    }
  }

  /// Whether it is an http or https address with a host; returns it.
  public static URI url(String name, URI url, String expected) {
    if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getHost() == null) throw Expect.wrong(name, url.toString(), expected);
    return url;
  }

  /// Checks that a key can be sent in a header. Its value is never shown.
  public static void key(String name, Optional<String> key) {
    if (key.isPresent() && !key.get().matches("[\\x21-\\x7e]+"))
      throw Expect.wrong(name, "not shown", "visible ASCII characters");
  }

  /// A provider's own server needs a key; other servers with the same protocol may not.
  ///
  /// @param own the address of the provider's own server
  public static void keyIfNeeded(String name, Optional<String> key, URI url, URI own) {
    if (key.isEmpty() && url.equals(own))
      throw Expect.wrong(name, "nothing", "the key that %s asks for".formatted(url.getHost()));
  }

  /// The name may become part of an address.
  public static void model(String name, String model) {
    if (!model.matches("[A-Za-z0-9._:@/+-]+"))
      throw Expect.wrong(name, model, "the provider's name of a model, without spaces");
  }
}
