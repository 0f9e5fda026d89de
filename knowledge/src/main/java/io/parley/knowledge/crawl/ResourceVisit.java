package io.parley.knowledge.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.tool.source.SourceResources.Content;
import io.parley.core.tool.source.SourceResources.Listed;
import io.parley.core.tool.source.SourceResources.Refused;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.process.ParseFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// One visit of the resources of a tool source, in the server's order. A resource that the list
/// does not have any more, or that the server refuses to give, is gone; one that could not be read
/// stays as it was.
final class ResourceVisit {
  /// Reads one resource.
  interface Reads {
    List<Content> read(String uri) throws IOException;
  }

  private final CrawlSettings settings;
  private final List<Listed> listed;
  private final Reads reads;
  private final PageReader reader;
  private final SiteBook book;
  private final VisitWish wish;
  private final Tally tally = new Tally();
  private final Vanishing vanishing = new Vanishing();
  private final Map<String, SeenPage> known = new LinkedHashMap<>();
  private boolean over;

  ResourceVisit(
      CrawlSettings settings,
      List<Listed> listed,
      Reads reads,
      PageReader reader,
      SiteBook book,
      VisitWish wish) {
    this.settings = settings;
    this.listed = listed;
    this.reads = reads;
    this.reader = reader;
    this.book = book;
    this.wish = wish;
  }

  CrawlReport run(BooleanSupplier cancelled) {
    for (var page : book.pages().toCompletableFuture().join()) known.put(page.url(), page);
    int before = (int) known.values().stream().filter(SeenPage::hasText).count();
    int max = Math.min(settings.pages(), wish.pages().orElse(settings.pages()));
    var wanted = new HashSet<String>();
    for (var resource : listed) {
      if (over || !isWanted(resource.uri()) || !wanted.add(resource.uri())) continue;
      if (cancelled.getAsBoolean()) return ended("the visit was cancelled");
      if (wanted.size() > max) return ended("the visit ended after %,d resources".formatted(max));
      visit(resource);
    }
    if (over) return tally.report();
    known.keySet().stream()
        .filter(uri -> !wanted.contains(uri))
        .forEach(uri -> gone(uri, Optional.empty()));
    vanishing.settle(before, _ -> false, wish.force(), tally, this::remove);
    return tally.report();
  }

  private CrawlReport ended(String why) {
    tally.incomplete(why);
    return tally.report();
  }

  private boolean isWanted(String uri) {
    return wish.paths().isEmpty() || wish.paths().stream().anyMatch(uri::startsWith);
  }

  private void visit(Listed resource) {
    var uri = resource.uri();
    var seen = Optional.ofNullable(known.get(uri));
    if (seen.filter(SeenPage::isSettled).isPresent()) return;
    tally.request();
    try {
      var contents = reads.read(uri);
      var hash = hash(contents);
      if (seen.filter(page -> page.hash().equals(hash)).isPresent()) {
        put(page(uri, hash, seen.get().hasText()), Optional.empty());
        tally.unchanged();
      } else content(resource, hash, contents, seen);
    } catch (Refused gone) {
      tally.skip(uri, gone.getMessage());
      gone(uri, Optional.empty());
    } catch (IOException e) {
      tally.fail(uri, e.getMessage());
    }
  }

  private void content(
      Listed resource, String hash, List<Content> contents, Optional<SeenPage> seen) {
    var uri = resource.uri();
    var texts = new ArrayList<ReadDocument>();
    for (var content : contents) {
      if (content.bytes().length > settings.pageBytes()) {
        tally.fail(
            uri,
            "%,d bytes (expected: at most %,d)"
                .formatted(content.bytes().length, settings.pageBytes()));
        return;
      }
      try {
        for (var text : read(uri, content)) texts.add(part(resource, text, texts.size()));
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ParseFailure)) throw e;
        tally.fail(uri, e.getCause().getMessage());
        return;
      }
    }
    var page = page(uri, hash, !texts.isEmpty());
    if (texts.isEmpty() && seen.filter(SeenPage::hasText).isPresent()) gone(uri, Optional.of(page));
    else if (put(page, Optional.of(texts)) && !texts.isEmpty()) tally.store();
  }

  private List<ReadDocument> read(String uri, Content content) {
    var file = new FileInput(uri, content.type(), content.bytes());
    return switch (reader.parse(file).toCompletableFuture().join().reading()) {
      case Reading.Read read -> read.documents();
      case Reading.Refused refused -> {
        tally.skip(uri, refused.detail());
        yield List.of();
      }
    };
  }

  /// With the server's title if it has none, and a name of its own beside others.
  private static ReadDocument part(Listed resource, ReadDocument text, int before) {
    return new ReadDocument(
        before == 0 ? text.key() : text.key().or(() -> Optional.of("part-" + (before + 1))),
        text.title().or(() -> Optional.of(resource.title()).filter(title -> !title.isBlank())),
        text.language(),
        text.labels(),
        text.source(),
        text.body());
  }

  private static String hash(List<Content> contents) {
    var all = new ByteArrayOutputStream();
    for (var content : contents) {
      all.writeBytes(content.type().orElse("").getBytes(UTF_8));
      all.write(0);
      all.writeBytes(content.bytes());
    }
    return ContentHash.of(all.toByteArray());
  }

  private static SeenPage page(String uri, String hash, boolean hasText) {
    return new SeenPage(uri, Optional.empty(), Optional.empty(), hash, List.of(), hasText, true);
  }

  private void gone(String uri, Optional<SeenPage> instead) {
    if (known.containsKey(uri)) vanishing.add(new Vanishing.Page(uri, instead, Optional.empty()));
  }

  private boolean remove(Vanishing.Page page) {
    return !over && is(page.url(), page.removeFrom(book));
  }

  private boolean put(SeenPage page, Optional<List<ReadDocument>> texts) {
    return is(page.url(), book.put(page, texts));
  }

  private boolean is(String uri, CompletionStage<SiteBook.Kept> change) {
    var kept = change.toCompletableFuture().join();
    over |= tally.note(uri, kept);
    return kept instanceof SiteBook.Kept.Done;
  }
}
