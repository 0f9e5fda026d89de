package io.parley.tools.model.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// A model whose answers are reused for the same question, as long as no customer's data went into
/// them. The package page defines "the same" and says what is kept.
///
/// Never blocks its caller: an exact hit begins at once, a question that has a likely twin waits
/// for its vector (some 10 ms, `semantic.timeout` at most), and every other one goes straight to
/// the model.
public final class CachedModel implements LanguageModel, AutoCloseable {
  private static final int THREADS = 2;

  private final LanguageModel model;
  private final Tools tools;
  private final KnowledgeVersion knowledge;
  private final ResponseCacheSettings settings;
  private final Optional<Meanings> meanings;
  private final KeptAnswers answers;
  private final OpenTurns turns;
  private final Map<TenantId, Tally> tallies = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /// @param tools say which results depend on the customer; @param embedder blocks, on other
  ///   threads
  public CachedModel(
      LanguageModel model,
      Tools tools,
      KnowledgeVersion knowledge,
      Embedder embedder,
      ResponseCacheSettings settings) {
    this(model, tools, knowledge, embedder, settings, Ticker.systemTicker());
  }

  CachedModel(
      LanguageModel model,
      Tools tools,
      KnowledgeVersion knowledge,
      Embedder embedder,
      ResponseCacheSettings settings,
      Ticker ticker) {
    this.model = model;
    this.tools = tools;
    this.knowledge = knowledge;
    this.settings = settings;
    this.meanings =
        settings.semantic().enabled()
            ? Optional.of(new Meanings(embedder, settings.semantic()))
            : Optional.empty();
    this.answers = new KeptAnswers(settings, ticker);
    this.turns = new OpenTurns(ticker);
    this.timer =
        new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().daemon().name("response-cache-", 0).factory());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    if (prompt.purpose() != Purpose.REPLY) return model.start(prompt, listener);
    if (prompt.goesOn()) {
      // the rest of an answer is no answer to the question
      turns.ends(prompt.origin().session());
      return model.start(prompt, listener);
    }
    var question = Question.of(prompt, knowledge, settings.charactersMax());
    question.ifPresent(q -> answers.outdated(q.space()));
    var uses = prompt.uses();
    if (!uses.isEmpty()) return goOn(question, uses, prompt, listener);
    turns.ends(prompt.origin().session());
    if (question.isPresent()) return answer(question.get(), prompt, listener);
    tally(prompt).uncacheable.increment();
    return model.start(prompt, listener);
  }

  /// Counters of this node's cache for one tenant.
  public CacheStatistics statistics(TenantId tenant) {
    return tallies.getOrDefault(tenant, new Tally()).with(answers.count(tenant));
  }

  /// For all tenants together, as [CacheStatistics#plus] adds them up.
  public CacheStatistics statistics() {
    return tallies.values().stream()
        .map(tally -> tally.with(0))
        .reduce(new Tally().with(answers.count()), CacheStatistics::plus);
  }

  /// Forgets every answer of the tenant on this node, also those that are under way. Counters stay.
  public void erase(TenantId tenant) {
    answers.erase(tenant);
  }

  /// Answers being replayed stop; the model's owner closes the model.
  @Override
  public void close() {
    meanings.ifPresent(Meanings::close);
    timer.shutdownNow();
  }

  /// How many answers can be found by their meaning by now.
  int meaningsKnown() {
    return answers.countWithMeaning();
  }

  private Cancellable answer(Question question, Prompt prompt, ReplyListener listener) {
    var tally = tally(prompt);
    var exact = answers.exact(question);
    if (exact.isPresent()) {
      tally.exact.increment();
      return recite(exact.get(), tally, listener);
    }
    var gist = Gist.of(question.words());
    if (meanings.isEmpty() || !answers.mayMeanTheSame(question, gist)) {
      tally.misses.increment();
      return ask(question, Optional.empty(), prompt, listener);
    }
    var call = new Begun();
    var _ =
        meanings
            .get()
            .inTime(question.words())
            .thenAccept(
                meaning -> {
                  var like = meaning.flatMap(vector -> answers.like(question, gist, vector));
                  (like.isPresent() ? tally.semantic : tally.misses).increment();
                  call.answeredBy(
                      () ->
                          like.isPresent()
                              ? recite(like.get(), tally, listener)
                              : ask(question, Optional.empty(), prompt, listener));
                });
    return call;
  }

  /// The same turn again, with what its tools have found.
  private Cancellable goOn(
      Optional<Question> question, List<ToolUse> uses, Prompt prompt, ReplyListener listener) {
    var session = prompt.origin().session();
    var spent = question.flatMap(q -> turns.spent(session, q));
    if (spent.isPresent() && uses.stream().allMatch(use -> isNobodys(prompt.origin(), use)))
      return ask(question.orElseThrow(), spent, prompt, listener);
    turns.ends(session);
    return model.start(prompt, listener);
  }

  private Cancellable recite(KeptAnswer answer, Tally tally, ReplyListener listener) {
    var recital = new Recital(answer, settings.chunk(), listener, timer);
    try {
      timer.execute(recital);
      tally.saved(answer.spent());
    } catch (RejectedExecutionException e) {
      listener.failed(
          new ModelFailure(ModelFailure.Category.UNAVAILABLE, "the response cache is closed", e));
    }
    return recital;
  }

  /// @param before what the turn has spent already
  private Cancellable ask(
      Question question, Optional<Usage> before, Prompt prompt, ReplyListener listener) {
    long erasures = answers.erasures(question.space().tenant());
    var gathering =
        new Gathering(
            listener,
            settings.charactersMax(),
            (completion, words) -> {
              var spent = before.map(u -> u.plus(completion.usage())).orElse(completion.usage());
              if (!completion.toolRequests().isEmpty())
                turns.goesOn(prompt.origin().session(), question, spent);
              else if (isForEverybody(prompt, completion, words))
                keep(
                    question,
                    new KeptAnswer(
                        words,
                        sources(prompt, completion),
                        spent,
                        Gist.of(question.words()),
                        Optional.empty()),
                    erasures);
            });
    var running = model.start(prompt, gathering);
    return () -> {
      gathering.cancel();
      running.cancel();
    };
  }

  private void keep(Question question, KeptAnswer answer, long erasures) {
    answers.keep(question, answer, erasures);
    if (answer.gist().isEmpty() || meanings.isEmpty()) return;
    // runs in the background: until the vector is there, the answer is found by its words alone
    var _ =
        meanings
            .get()
            .of(question.words())
            .thenAccept(vector -> vector.ifPresent(v -> answers.learn(question, v)));
  }

  /// Whether the answer is whole, comes from a model, and contains no customer's data.
  private boolean isForEverybody(Prompt prompt, Completion completion, String words) {
    boolean whole =
        !words.isBlank()
            && !completion.cutOff()
            && words.length() <= settings.charactersMax()
            && completion.usage().outputTokens() < prompt.outputTokensMax();
    // a model that could have used a tool on the customer's data may answer without it: "which
    // order?", or worse, claim an action that never happened
    boolean grounded =
        !prompt.uses().isEmpty() || prompt.tools().stream().noneMatch(ToolSpec::personal);
    return whole && grounded && !completion.degraded() && !completion.usage().cached();
  }

  private boolean isNobodys(Origin origin, ToolUse use) {
    return use.outcome().kind() == ToolOutcome.Kind.SUCCEEDED
        && tools
            .find(origin.session().tenant(), origin.agent(), use.call().tool())
            .filter(spec -> !spec.personal())
            .isPresent();
  }

  /// The sources that the reply shows: the model's own, and those of the tools' results that it
  /// cites.
  private static List<Source> sources(Prompt prompt, Completion completion) {
    var sources = new ArrayList<>(completion.sources());
    for (var use : prompt.uses())
      for (var source : use.outcome().sources())
        if (completion.cited().has(source.ref())) sources.add(source);
    return sources;
  }

  private Tally tally(Prompt prompt) {
    return tallies.computeIfAbsent(prompt.origin().session().tenant(), _ -> new Tally());
  }
}
