package io.parley.knowledge.embed;

import io.parley.core.model.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens embedders, which are closed with this.
public final class Embedders implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Embedders.class);

  private final CompletableFuture<?> begin;
  private final Optional<Path> prepared;
  private final Optional<Path> recorded;
  private final Opened current;
  private Optional<Opened> builtIn = Optional.empty();

  private record Opened(Embedder embedder, Runnable close) {}

  /// @param begin when a local model loads; calls wait for that
  /// @param prepared a file with vectors of the built-in embedder, which need not be made again
  /// @param recorded the file to write such vectors to instead
  public Embedders(
      EmbedderSettings settings,
      CompletableFuture<?> begin,
      Optional<Path> prepared,
      Optional<Path> recorded,
      InstantSource clock) {
    this.begin = begin;
    this.prepared = prepared;
    this.recorded = recorded;
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
    if (recorded.isPresent()) {
      var recording = new RecordingEmbedder(made, recorded.get());
      return new Opened(
          recording,
          () -> {
            made.close();
            recording.close();
          });
    }
    return new Opened(withPrepared(made), made::close);
  }

  private Embedder withPrepared(Embedder made) {
    if (prepared.isEmpty()) return made;
    try {
      return new PreparedEmbedder(made, PreparedVectors.read(prepared.get(), made.id()));
    } catch (IOException e) {
      log.warn("prepared vectors cannot be read from {}: they are made", prepared.get(), e);
      return made;
    }
  }
}
