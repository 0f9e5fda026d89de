package io.parley.knowledge.embed;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Section `parley.embedder`: the model that turns texts into vectors. See `reference.conf` for
/// what each value does.
public sealed interface EmbedderSettings {
  /// The model that comes with Parley.
  record BuiltIn() implements EmbedderSettings {}

  /// A model in files of this machine.
  ///
  /// @param tokenizer its `tokenizer.json`
  record OnnxFile(Path model, Path tokenizer, Pooling pooling) implements EmbedderSettings {}

  /// A server with OpenAI's `/embeddings`.
  ///
  /// @param url the base of the API's paths, without a trailing slash
  /// @param apiKey empty for servers that want none; never printed
  /// @param model the server's name for it
  /// @param dimensions of its vectors
  /// @param batch texts in one request
  /// @param textChars characters of a text that are sent
  /// @param timeout of one request
  record Endpoint(
      URI url,
      Optional<String> apiKey,
      String model,
      int dimensions,
      int batch,
      int textChars,
      Duration connectTimeout,
      Duration timeout,
      BreakerSettings breaker)
      implements EmbedderSettings {
    public Endpoint {
      Remote.url(PATH + ".openai.url", url, ADDRESS);
      Remote.key(PATH + ".openai.api-key", apiKey);
      Remote.model(PATH + ".openai.model", model);
      Expect.between(PATH + ".openai.dimensions", dimensions, 1, 4_096);
      Expect.between(PATH + ".openai.batch", batch, 1, 2_048);
      Expect.between(PATH + ".openai.text-chars", textChars, 100, 100_000);
      Expect.positive(PATH + ".openai.connect-timeout", connectTimeout);
      Expect.positive(PATH + ".openai.timeout", timeout);
    }

    @Override
    public String toString() {
      return "Endpoint[url=%s, model=%s]".formatted(url, model);
    }
  }

  /// How the vectors of a text's tokens become one.
  enum Pooling {
    MEAN,
    /// That of the first token.
    CLS
  }

  String PATH = "parley.embedder";
  String ADDRESS = "an http or https address such as https://api.openai.com/v1";

  static EmbedderSettings from(Config config) {
    var section = Section.of(config, PATH);
    var kind = section.word("kind");
    Expect.oneOf(PATH + ".kind", kind, Set.of("built-in", "onnx", "openai"));
    return switch (kind) {
      case "onnx" -> onnx(section.section("onnx"));
      case "openai" -> endpoint(section.section("openai"));
      default -> new BuiltIn();
    };
  }

  private static OnnxFile onnx(Section section) {
    var pooling = section.word("pooling");
    Expect.oneOf(section.name("pooling"), pooling, Set.of("mean", "cls"));
    return new OnnxFile(
        file(section, "model"),
        file(section, "tokenizer"),
        pooling.equals("cls") ? Pooling.CLS : Pooling.MEAN);
  }

  private static Path file(Section section, String key) {
    return section
        .textIfAny(key)
        .map(Path::of)
        .orElseThrow(() -> Expect.wrong(section.name(key), "nothing", "a file"));
  }

  private static Endpoint endpoint(Section section) {
    var url = section.word("url");
    return new Endpoint(
        Remote.url(section.name("url"), url.replaceAll("/+$", ""), ADDRESS),
        section.wordIfAny("api-key"),
        section.word("model"),
        section.integer("dimensions"),
        section.integer("batch"),
        section.integer("text-chars"),
        section.duration("connect-timeout"),
        section.duration("timeout"),
        BreakerSettings.from(section.section("breaker"), section.duration("retry-after-max")));
  }
}
