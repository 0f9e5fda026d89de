package io.parley.core.model.own;

import io.parley.core.money.Price;
import io.parley.core.setting.Expect;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A model that an organisation brings, without its key.
///
/// The constructor throws [IllegalArgumentException] with a message that names the field and what
/// was expected.
///
/// @param address of the server, up to the version, such as `https://llm.example/v1`; empty for the
///   provider's own
/// @param model the provider's name for it, such as `gpt-4o-mini`
/// @param price in the installation's currency; empty: its costs are not counted
/// @param fallbacks names of the organisation's other models, in the order in which they are asked
///   when this one does not answer
public record OwnModel(
    Kind kind, Optional<URI> address, String model, Optional<Price> price, List<String> fallbacks) {
  public static final int MODEL_MAX = 200;
  public static final int ADDRESS_MAX = 500;

  /// The most characters of a key.
  public static final int KEY_MAX = 2_000;

  private static final Pattern MODEL =
      Pattern.compile("[A-Za-z0-9._:@/+-]{1,%d}".formatted(MODEL_MAX));

  /// A part of an address that leads out of its folder: servers of some kinds have the model's name
  /// in the path, and only what is below their address may be reached.
  private static final Pattern ASTRAY = Pattern.compile("(^|/)(\\.{0,2})(/|$)");

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,%d}".formatted(KEY_MAX));

  /// The protocol that its server speaks.
  public enum Kind {
    /// Chat completions.
    OPENAI,
    /// Messages.
    ANTHROPIC,
    /// Streamed content.
    GEMINI
  }

  /// A model that no other one stands in for.
  public OwnModel(Kind kind, Optional<URI> address, String model, Optional<Price> price) {
    this(kind, address, model, price, List.of());
  }

  public OwnModel {
    fallbacks = List.copyOf(fallbacks);
    Expect.that(
        "fallbacks",
        fallbacks.size() < OwnModels.MODELS_MAX && Set.copyOf(fallbacks).size() == fallbacks.size(),
        "%d at most, each once".formatted(OwnModels.MODELS_MAX - 1));
    for (var name : fallbacks)
      Expect.that("fallbacks", OwnModelName.isName(name), "names of the organisation's models");
    Expect.that(
        "model",
        MODEL.matcher(model).matches() && !ASTRAY.matcher(model).find(),
        "the provider's name, without spaces, and no path to elsewhere");
    address.ifPresent(OwnModel::check);
  }

  private static void check(URI address) {
    Expect.that(
        "address",
        address.toString().length() <= ADDRESS_MAX
            && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
            && address.getHost() != null
            && address.getUserInfo() == null
            && address.getQuery() == null
            && address.getFragment() == null,
        "an http or https address up to the version, without a query");
  }

  /// Whether it can be sent in a header.
  public static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /// Whether both speak to the same server, which may get the same key. Addresses are compared as
  /// texts, as their keys are bound to them.
  public boolean isAtServerOf(OwnModel other) {
    return kind == other.kind
        && address.map(URI::toString).equals(other.address.map(URI::toString));
  }
}
