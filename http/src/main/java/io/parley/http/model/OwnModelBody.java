package io.parley.http.model;

import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.money.Price;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;

/// The body of a request that stores an organisation's model. Every error names the field and what
/// was expected; none repeats a key.
///
/// @param allowed addresses of servers beside the providers' own
record OwnModelBody(Predicate<URI> allowed) {
  private static final int KIND_MAX = 20;

  OwnModel model(Fields fields) {
    fields.only("kind", "model", "address", "key", "price", "fallbacks", "version");
    var address = fields.optionalText("address", OwnModel.ADDRESS_MAX).map(this::address);
    var name = fields.text("model", OwnModel.MODEL_MAX);
    var fallbacks = fields.list("fallbacks", OwnModels.MODELS_MAX, OwnModelName.NAME_MAX);
    try {
      return new OwnModel(kind(fields), address, name, price(fields), fallbacks);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Kind kind(Fields fields) {
    return switch (fields.text("kind", KIND_MAX)) {
      case "openai" -> Kind.OPENAI;
      case "anthropic" -> Kind.ANTHROPIC;
      case "gemini" -> Kind.GEMINI;
      default -> throw new Malformed("kind is unknown (expected: openai, anthropic or gemini)");
    };
  }

  private URI address(String text) {
    return parsed(text)
        .filter(allowed)
        .orElseThrow(
            () ->
                new Malformed(
                    "address is not allowed (expected: none for the provider's own server, or one"
                        + " that the installation allows)"));
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Price> price(Fields fields) {
    return fields
        .object("price")
        .map(
            price -> {
              price.only("inputMicros", "outputMicros");
              int max = (int) Price.MAX;
              return new Price(
                  price.integer("inputMicros", 0, max), price.integer("outputMicros", 0, max));
            });
  }

  static Optional<String> key(Fields fields) {
    var key = fields.optionalText("key", OwnModel.KEY_MAX);
    if (key.filter(text -> !OwnModel.isKey(text)).isPresent())
      throw new Malformed("key is of another form (expected: visible ASCII characters)");
    return key;
  }

  /// The version that the author has seen, 0 for none; absent: it did not say.
  static Optional<Integer> seen(Fields fields) {
    return fields.value("version").map(_ -> fields.integer("version", 0, Integer.MAX_VALUE));
  }
}
