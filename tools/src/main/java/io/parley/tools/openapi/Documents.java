package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The document of a source. One that is fetched is fetched again from time to time, without
/// credentials; while that fails, the last one counts.
final class Documents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
  private static final Duration FETCH_MAX = Duration.ofSeconds(20);

  private final Definition definition;
  private final SourceAccess access;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Offering offering;
  private volatile Optional<String> problem = Optional.empty();

  private Documents(Definition definition, SourceAccess access) {
    this.definition = definition;
    this.access = access;
    this.offering = read();
  }

  /// @throws SourceFailure if there is no usable document now
  static Documents open(Definition definition, SourceAccess access) {
    var documents = new Documents(definition, access);
    if (definition.documentUrl().isPresent())
      Thread.ofVirtual()
          .name("openapi-document-" + definition.settings().name())
          .start(documents::keep);
    return documents;
  }

  Offering offering() {
    return offering;
  }

  List<String> refusals() {
    var all = new ArrayList<>(offering.refusals());
    problem.ifPresent(text -> all.add("the document is the one of before: " + text));
    return all;
  }

  private void keep() {
    try {
      while (!closed.await(definition.settings().refresh().toNanos(), TimeUnit.NANOSECONDS))
        renew();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Logs a failure once, not each of its repetitions.
  private void renew() {
    try {
      offering = read();
      problem = Optional.empty();
    } catch (SourceFailure e) {
      if (problem.isEmpty())
        LOG.warn(
            "the document of {} cannot be read again: {}",
            definition.settings().name(),
            e.getMessage());
      problem = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      // a document that its reader did not foresee: the next one may be better
      if (problem.isEmpty())
        LOG.error("the document of {} cannot be read", definition.settings().name(), e);
      problem = Optional.of("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Offering read() {
    var root = definition.inline().orElseGet(this::fetched);
    return Offering.of(definition, Document.of(root));
  }

  private ObjectNode fetched() {
    URI url = definition.documentUrl().orElseThrow();
    var limits =
        new GuardLimits(
            FETCH_MAX, FETCH_MAX, FETCH_MAX, FETCH_MAX, definition.settings().documentMax());
    try (var response =
        access
            .http()
            .send(
                GuardedRequest.get(url)
                    .with("Accept", "application/json")
                    .within(limits)
                    .withoutRedirects())) {
      if (response.status() != 200)
        throw new SourceFailure(
            "the document's address answered with the status %d (expected: 200)"
                .formatted(response.status()),
            null);
      if (Jackson.parse(response.text()).orElse(null) instanceof ObjectNode object) return object;
      throw new SourceFailure("the document is no JSON object (expected: JSON, not YAML)", null);
    } catch (GuardFailure e) {
      throw new SourceFailure("the document cannot be fetched: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
