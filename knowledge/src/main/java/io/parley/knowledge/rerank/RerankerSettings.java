package io.parley.knowledge.rerank;

import com.typesafe.config.Config;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.setting.Expect;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Section `parley.reranker`; see `reference.conf` for what each value does.
///
/// @param wire how requests are written
/// @param url the base of the API's paths, without a trailing slash
/// @param apiKey empty for servers that want none; never printed
/// @param model the server's name for it; empty for servers with one model
/// @param passages of a search that are put in order
/// @param textChars characters of a passage that are sent
/// @param timeout of one request, connecting included
public record RerankerSettings(
    Wire wire,
    URI url,
    Optional<String> apiKey,
    Optional<String> model,
    int passages,
    int textChars,
    Duration timeout,
    BreakerSettings breaker) {
  private static final String PATH = "parley.reranker";
  private static final String ADDRESS =
      "an http or https address such as https://api.cohere.com/v2";

  /// The shape of requests. Answers are read in both shapes.
  public enum Wire {
    /// `documents`, as Cohere, Jina and vLLM expect.
    COHERE,
    /// `texts`, as Hugging Face's Text Embeddings Inference expects.
    TEI
  }

  public RerankerSettings {
    Remote.url(PATH + ".url", url, ADDRESS);
    Remote.key(PATH + ".api-key", apiKey);
    model.ifPresent(name -> Remote.model(PATH + ".model", name));
    Expect.between(PATH + ".passages", passages, 2, KnowledgeQuery.LIMIT_MAX);
    Expect.between(PATH + ".text-chars", textChars, 100, 100_000);
    Expect.positive(PATH + ".timeout", timeout);
  }

  /// @return empty when none is wanted
  public static Optional<RerankerSettings> from(Config config) {
    var section = Section.of(config, PATH);
    var kind = section.word("kind");
    Expect.oneOf(section.name("kind"), kind, Set.of("none", "cohere", "tei"));
    if (kind.equals("none")) return Optional.empty();
    return Optional.of(
        new RerankerSettings(
            kind.equals("tei") ? Wire.TEI : Wire.COHERE,
            Remote.url(section.name("url"), section.word("url").replaceAll("/+$", ""), ADDRESS),
            section.wordIfAny("api-key"),
            section.wordIfAny("model"),
            section.integer("passages"),
            section.integer("text-chars"),
            section.duration("timeout"),
            BreakerSettings.from(section.section("breaker"), section.duration("retry-after-max"))));
  }

  @Override
  public String toString() {
    return "RerankerSettings[wire=%s, url=%s, model=%s]".formatted(wire, url, model.orElse(""));
  }
}
