package io.parley.server;

import io.parley.core.knowledge.asked.AnswerProposals;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.secret.Secrets;
import io.parley.http.knowledge.KnowledgeStores;
import io.parley.knowledge.crawl.ResourceVisits;
import io.parley.knowledge.crawl.SiteCrawler;
import io.parley.knowledge.document.ReadFiles;
import io.parley.knowledge.document.TextReader;
import io.parley.knowledge.parse.process.IsolatedReader;
import io.parley.knowledge.source.SourceWork;
import io.parley.knowledge.source.WebSources;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.persistence.article.JdbcCollections;
import io.parley.persistence.article.JdbcDocuments;
import io.parley.persistence.article.JdbcKnowledgeFiles;
import io.parley.persistence.article.JdbcSourceRuns;
import io.parley.persistence.article.JdbcSources;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.prompt.PromptFiles;
import io.parley.tools.proposal.ModelProposals;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The documents of the knowledge base, with the readers of files and of sources.
final class KnowledgeBase {
  /// A large export takes longer than other answers.
  private static final Duration EXPORT_MAX = Duration.ofMinutes(5);

  /// A person waits for it.
  private static final Duration PROPOSAL_MAX = Duration.ofSeconds(60);

  private KnowledgeBase() {}

  static KnowledgeStores start(
      Storage storage, Brains brains, BrainSettings settings, Closers closers, Clock clock) {
    var database = storage.databases().database();
    var limits = settings.documents();
    var secrets = storage.repositories().tools().secrets();
    var files = new JdbcKnowledgeFiles(database, limits);
    var reader = closers.add("the readers of files", IsolatedReader.create(settings.parse()));
    var intake = new ReadFiles(new TextReader(reader), files, limits);
    closers.add(
        "the reading of sources",
        SourceWork.start(
            new JdbcSourceRuns(database, limits, clock),
            web(settings, brains, reader, intake, secrets, closers),
            settings.web()));
    return new KnowledgeStores(
        new JdbcCollections(database, limits),
        new JdbcDocuments(database, limits),
        files,
        intake,
        storage.repositories().support().articles(),
        storage.asked(),
        proposals(brains, settings.models()),
        brains.search(),
        brains.knowledge()::version,
        limits,
        new KnowledgeStores.Sources(
            new JdbcSources(database, clock), secrets, settings.web().everyMin(), clock));
  }

  /// The offline model only quotes: its words would be no proposal.
  private static Optional<AnswerProposals> proposals(Brains brains, ModelsSettings models) {
    boolean isOffline =
        models.routes().summary().stream()
            .flatMap(provider -> models.providers().get(provider).endpoints().stream())
            .allMatch(ModelSettings.Offline.class::isInstance);
    if (isOffline) return Optional.empty();
    return Optional.of(
        new ModelProposals(
            brains.models().model(),
            brains.search(),
            brains.agents(),
            PromptFiles.proposal(),
            PROPOSAL_MAX));
  }

  private static WebSources web(
      BrainSettings settings,
      Brains brains,
      IsolatedReader reader,
      FileIntake intake,
      Secrets secrets,
      Closers closers) {
    var http = closers.add("the way out to sources", GuardedHttp.open(settings.outbound()));
    var limits = settings.outbound().limits();
    return new WebSources(
        SiteCrawler.create(settings.crawl(), http, limits, reader),
        ResourceVisits.create(settings.crawl(), brains.added().resources(), reader),
        http,
        limits.within(EXPORT_MAX).upTo(settings.documents().fileBytesMax()),
        settings.crawl(),
        intake,
        secrets);
  }
}
