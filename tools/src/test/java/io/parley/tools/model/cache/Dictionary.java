package io.parley.tools.model.cache;

import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Vectors of two dimensions, as angles that the test names; what it does not name points to 0°.
final class Dictionary implements Embedder {
  private final Map<String, Double> degrees = new ConcurrentHashMap<>();
  final AtomicInteger embedded = new AtomicInteger();

  /// When set, [#embed] waits for a permit.
  volatile Semaphore gate;

  volatile RuntimeException failure;

  Dictionary means(String text, double angle) {
    degrees.put(text, angle);
    return this;
  }

  @Override
  public String id() {
    return "dictionary";
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    embedded.addAndGet(texts.size());
    var held = gate;
    if (held != null) held.acquireUninterruptibly();
    if (failure != null) throw failure;
    var vectors = new ArrayList<float[]>();
    for (var text : texts) {
      double angle = Math.toRadians(degrees.getOrDefault(text, 0.0));
      vectors.add(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    }
    return vectors;
  }
}
