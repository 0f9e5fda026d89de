package io.parley.knowledge.source;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.document.FileIntake.Outcome;
import io.parley.core.knowledge.document.FileIntake.Upload;
import io.parley.core.knowledge.document.Written;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.party.Party;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// Reads a file of the web with one conditional request, and takes it in like an upload.
final class ExportReader {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final GuardedHttp http;
  private final GuardLimits limits;
  private final String userAgent;
  private final FileIntake intake;

  ExportReader(GuardedHttp http, GuardLimits limits, String userAgent, FileIntake intake) {
    this.http = http;
    this.limits = limits;
    this.userAgent = userAgent;
    this.intake = intake;
  }

  SourceRun.Result read(Claim claim, SiteBook book) throws IOException {
    var url = claim.source().url().toString();
    var known = book.pages().toCompletableFuture().join();
    var seen = known.stream().filter(page -> page.url().equals(url)).findFirst();
    try (var response = http.send(request(claim.source(), seen))) {
      if (response.status() == NOT_MODIFIED && seen.isPresent())
        return unchanged(book, seen.get(), response.headers());
      if (response.status() != OK)
        return SourceRun.Result.failure(
            "the server answered with status %d (expected: 200)".formatted(response.status()));
      var bytes = response.bytes();
      var hash = ContentHash.of(bytes);
      if (seen.isPresent() && seen.get().hash().equals(hash))
        return unchanged(book, seen.get(), response.headers());
      var type = response.headers().firstValue("Content-Type");
      var result = take(claim, type, bytes);
      if (result.error().isEmpty()) {
        put(book, page(url, hash, response.headers(), Optional.empty()));
        for (var page : known)
          if (!page.url().equals(url)) book.remove(page.url()).toCompletableFuture().join();
      }
      return result;
    }
  }

  private GuardedRequest request(KnowledgeSource source, Optional<SeenPage> seen) {
    var request = GuardedRequest.get(source.url()).with("User-Agent", userAgent).within(limits);
    var etag = seen.flatMap(SeenPage::etag);
    if (etag.isPresent()) request = request.with("If-None-Match", etag.get());
    var modified = seen.flatMap(SeenPage::lastModified);
    return modified.isPresent() ? request.with("If-Modified-Since", modified.get()) : request;
  }

  private SourceRun.Result take(Claim claim, Optional<String> type, byte[] bytes) {
    var source = claim.source();
    var upload =
        new Upload(
            source.collection(),
            source.file(source.url().toString()),
            type,
            source.reading().labels(),
            source.reading().language());
    return switch (intake
        .take(claim.tenant(), upload, bytes, Party.SYSTEM)
        .toCompletableFuture()
        .join()) {
      case Outcome.Unread(var refusal) -> SourceRun.Result.failure(refusal.detail());
      case Outcome.Taken(var written, var warnings) -> result(written, warnings);
    };
  }

  private static SourceRun.Result result(Written written, List<String> warnings) {
    return switch (written) {
      case Written.Stored stored ->
          new SourceRun.Result(
              1,
              stored.added() + stored.changed(),
              0,
              stored.deleted(),
              0,
              0,
              0,
              true,
              Optional.empty(),
              warnings);
      case Written.NoSuchCollection() -> SourceRun.Result.failure("the collection was deleted");
      case Written.TooMany(int max) ->
          SourceRun.Result.failure(
              "there would be more than %,d documents (expected: fewer)".formatted(max));
      case Written.VersionDiffers _ ->
          throw new IllegalStateException("files are stored without an expected version");
    };
  }

  private static SourceRun.Result unchanged(SiteBook book, SeenPage seen, HttpHeaders headers) {
    put(book, page(seen.url(), seen.hash(), headers, Optional.of(seen)));
    return new SourceRun.Result(1, 0, 1, 0, 0, 0, 0, true, Optional.empty(), List.of());
  }

  private static SeenPage page(
      String url, String hash, HttpHeaders headers, Optional<SeenPage> before) {
    return new SeenPage(
        url,
        headers.firstValue("ETag").or(() -> before.flatMap(SeenPage::etag)),
        headers.firstValue("Last-Modified").or(() -> before.flatMap(SeenPage::lastModified)),
        hash,
        List.of(),
        true,
        true);
  }

  private static void put(SiteBook book, SeenPage page) {
    book.put(page, Optional.empty()).toCompletableFuture().join();
  }
}
