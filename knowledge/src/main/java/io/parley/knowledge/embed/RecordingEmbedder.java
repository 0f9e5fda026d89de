package io.parley.knowledge.embed;

import io.parley.core.model.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Writes each vector that it makes to a file of [PreparedVectors], once, until it is closed.
final class RecordingEmbedder implements Embedder, AutoCloseable {
  private final Embedder embedder;
  private final PreparedVectors.Writer file;
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  RecordingEmbedder(Embedder embedder, Path file) {
    this.embedder = embedder;
    try {
      this.file = new PreparedVectors.Writer(file, embedder.id(), embedder.dimensions());
    } catch (IOException e) {
      throw new UncheckedIOException("vectors cannot be written to " + file, e);
    }
  }

  @Override
  public String id() {
    return embedder.id();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public boolean isReady() {
    return embedder.isReady();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var vectors = embedder.embed(texts);
    try {
      for (int i = 0; i < texts.size(); i++)
        if (written.add(texts.get(i))) file.add(texts.get(i), vectors.get(i));
    } catch (IOException e) {
      throw new UncheckedIOException("a vector cannot be written", e);
    }
    return vectors;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the file of vectors cannot be closed", e);
    }
  }
}
