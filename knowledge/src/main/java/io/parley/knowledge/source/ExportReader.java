package io.parley.knowledge.source;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.knowledge.crawl.CrawlSettings;
import io.parley.knowledge.crawl.CrawlTime;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Reads a file of the web, or all pages of a list such as the articles of Zendesk's or Intercom's
/// API, and takes them in together like an upload. A file of one page is asked for conditionally;
/// nothing is taken in unless every page was read, since articles that are missing vanish.
final class ExportReader {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MIB = 1 << 20;
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);

  private final GuardedHttp http;
  private final GuardLimits limits;
  private final CrawlSettings manners;
  private final FileIntake intake;
  private final Secrets secrets;
  private final CrawlTime time;

  /// @param limits of one request; all pages together are as large as one may be
  /// @param manners the name that is sent, the pause between pages, and how many there may be
  ExportReader(
      GuardedHttp http,
      GuardLimits limits,
      CrawlSettings manners,
      FileIntake intake,
      Secrets secrets,
      CrawlTime time) {
    this.http = http;
    this.limits = limits;
    this.manners = manners;
    this.intake = intake;
    this.secrets = secrets;
    this.time = time;
  }

  /// A run that cannot go on, with the reason for people.
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private Refused(String reason) {
      super(reason);
    }
  }

  /// @param further pages after the first
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  private record Pages(HttpHeaders first, byte[] bytes, int further) {}

  SourceRun.Result read(Claim claim, SiteBook book, BooleanSupplier cancelled) throws IOException {
    var requests = new PatientRequests(http.of(claim.tenant()), time, manners.pause(), cancelled);
    try {
      return read(claim, book, requests);
    } catch (Refused refused) {
      return SourceRun.Result.failure(refused.getMessage());
    }
  }

  private SourceRun.Result read(Claim claim, SiteBook book, PatientRequests requests)
      throws IOException {
    var source = claim.source();
    var url = source.url().toString();
    var known = book.pages().toCompletableFuture().join();
    var seen = known.stream().filter(page -> page.url().equals(url)).findFirst();
    var login = login(claim);
    var first = requests.send(conditional(request(source.url(), login), seen));
    if (first.status() == NOT_MODIFIED && seen.isPresent())
      return unchanged(book, page(url, seen.get().hash(), first.headers(), seen), 1);
    var pages = all(source, first, login, requests);
    var hash = ContentHash.of(pages.bytes());
    // what a further page has does not change the first one's tag
    var read =
        pages.further() == 0
            ? page(url, hash, first.headers(), Optional.empty())
            : page(url, hash, NO_HEADERS, Optional.empty());
    if (seen.isPresent() && seen.get().hash().equals(hash))
      return unchanged(book, read, 1 + pages.further());
    var result = take(claim, pages);
    if (result.error().isEmpty()) {
      put(book, read);
      for (var page : known)
        if (!page.url().equals(url)) book.remove(page.url()).toCompletableFuture().join();
    }
    return result;
  }

  /// The pages one after the other, as the reader of exports takes them.
  private Pages all(
      KnowledgeSource source,
      PatientRequests.Answer first,
      Optional<String> login,
      PatientRequests requests)
      throws IOException {
    int max = Math.min(source.reading().pages().orElse(manners.pages()), manners.pages());
    var addresses = new HashSet<URI>(Set.of(source.url()));
    var bytes = new ByteArrayOutputStream();
    bytes.write(required(first, 1).bytes());
    var next = NextPage.after(source.url(), first.bytes());
    // the last page of some lists names itself as the next one
    while (next.isPresent() && addresses.add(next.get())) {
      if (addresses.size() > max)
        throw new Refused(
            "it has more than %,d pages (expected: fewer). Nothing was taken in.".formatted(max));
      var url = next.get();
      var page = required(requests.send(request(url, login)), addresses.size());
      if (bytes.size() + (long) page.bytes().length > limits.bodyMax())
        throw new Refused(
            "its pages have more than %,d MiB together (expected: fewer). Nothing was taken in."
                .formatted(limits.bodyMax() / MIB));
      bytes.write('\n');
      bytes.write(page.bytes());
      next = NextPage.after(url, page.bytes());
    }
    return new Pages(first.headers(), bytes.toByteArray(), addresses.size() - 1);
  }

  private static PatientRequests.Answer required(PatientRequests.Answer answer, int page)
      throws Refused {
    int status = answer.status();
    if (status == OK) return answer;
    throw new Refused(
        "%sthe server answered with status %d (expected: 200)%s"
            .formatted(
                page == 1 ? "" : "page %d: ".formatted(page),
                status,
                status == UNAUTHORIZED || status == FORBIDDEN
                    ? "; check the login of this source and its secret"
                    : ""));
  }

  /// The header that proves who asks.
  private Optional<String> login(Claim claim) throws Refused {
    var source = claim.source();
    if (source.reading().login().isEmpty()) return Optional.empty();
    var login = source.reading().login().get();
    var value =
        secrets
            .reveal(claim.tenant(), login.secret(), source.url())
            .toCompletableFuture()
            .join()
            .orElseThrow(
                () ->
                    new Refused(
                        "the secret %s cannot be used (expected: stored, for the host %s)"
                            .formatted(login.secret(), SecretHost.of(source.url()))));
    return Optional.of(
        login.user().isEmpty()
            ? "Bearer " + value
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString((login.user().get() + ":" + value).getBytes(UTF_8)));
  }

  private GuardedRequest request(URI url, Optional<String> login) {
    var request =
        GuardedRequest.get(url)
            .with("User-Agent", manners.userAgent())
            .with("Accept", "application/json, */*;q=0.5")
            .within(limits);
    return login.isPresent() ? request.withCredential("Authorization", login.get()) : request;
  }

  private static GuardedRequest conditional(GuardedRequest request, Optional<SeenPage> seen) {
    var asked = request;
    var etag = seen.flatMap(SeenPage::etag);
    if (etag.isPresent()) asked = asked.with("If-None-Match", etag.get());
    var modified = seen.flatMap(SeenPage::lastModified);
    return modified.isPresent() ? asked.with("If-Modified-Since", modified.get()) : asked;
  }

  private SourceRun.Result take(Claim claim, Pages pages) {
    var source = claim.source();
    var upload =
        new Upload(
            source.collection(),
            source.file(source.url().toString()),
            pages.first().firstValue("Content-Type"),
            source.reading().labels(),
            source.reading().language());
    return switch (intake
        .take(claim.tenant(), upload, pages.bytes(), Party.SYSTEM)
        .toCompletableFuture()
        .join()) {
      case Outcome.Unread(var refusal) -> SourceRun.Result.failure(refusal.detail());
      case Outcome.Taken(var written, var warnings) ->
          result(written, warnings, 1 + pages.further());
    };
  }

  private static SourceRun.Result result(Written written, List<String> warnings, int pages) {
    return switch (written) {
      case Written.Stored stored ->
          new SourceRun.Result(
              pages,
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
      case Written.StorageFull(long bytes) ->
          SourceRun.Result.failure(
              "the organisation would store more than %,d bytes (expected: fewer)"
                  .formatted(bytes));
      case Written.VersionDiffers _ ->
          throw new IllegalStateException("files are stored without an expected version");
    };
  }

  private static SourceRun.Result unchanged(SiteBook book, SeenPage page, int pages) {
    put(book, page);
    return new SourceRun.Result(pages, 0, pages, 0, 0, 0, 0, true, Optional.empty(), List.of());
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
