package io.parley.knowledge.embed;

import io.parley.core.model.Embedder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Opens embedders, which are closed with this.
public final class Embedders implements AutoCloseable {
  private final CompletableFuture<?> begin;
  private final Opened current;
  private Optional<Opened> builtIn = Optional.empty();

  private record Opened(Embedder embedder, Runnable close) {}

  /// @param begin when a local model loads; calls wait for that
  public Embedders(EmbedderSettings settings, CompletableFuture<?> begin, InstantSource clock) {
    this.begin = begin;
    this.current =
        switch (settings) {
          case EmbedderSettings.BuiltIn _ -> builtIn();
          case EmbedderSettings.OnnxFile file -> {
            var made = new OnnxEmbedder(file, begin);
            yield new Opened(made, made::close);
          }
          case EmbedderSettings.Endpoint endpoint -> {
            var made = new EndpointEmbedder(endpoint, clock);
            yield new Opened(made, made::close);
          }
        };
  }

  /// The one of the settings.
  public Embedder current() {
    return current.embedder();
  }

  /// The embedder of an older index: the built-in one can always be had.
  ///
  /// @param id see [Embedder#id]
  public synchronized Optional<Embedder> earlier(String id) {
    if (!id.equals(MiniLmEmbedder.ID)) return Optional.empty();
    if (builtIn.isEmpty()) builtIn = Optional.of(builtIn());
    return builtIn.map(Opened::embedder);
  }

  @Override
  public synchronized void close() {
    current.close().run();
    if (builtIn.isPresent()) builtIn.get().close().run();
  }

  private Opened builtIn() {
    var made = new MiniLmEmbedder(begin);
    return new Opened(made, made::close);
  }
}
