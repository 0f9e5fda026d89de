package io.parley.server;

import io.parley.core.model.LanguageModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.model.own.OwnRoute;
import io.parley.core.setting.Expect;
import io.parley.operations.trace.Tracing;
import io.parley.tools.model.langchain.ChatModelClient;
import io.parley.tools.model.langchain.ChatModels;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.own.OrganisationModels.Opened;
import io.parley.tools.model.own.OrganisationModels.Opener;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.tools.model.routing.ProviderEntry;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.money.PaidRoute;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens models that organisations bring. Each has places and a breaker of its own: a wrong key of
/// one organisation stops nobody else.
///
/// @param lastResort makes replies when no model of the organisation answers
/// @param timer for all of these models, see [#timer(Closers)]
record OwnModelRouting(
    OwnModelSettings settings,
    LanguageModel lastResort,
    Money money,
    Tracing tracing,
    RoutingMeters meters,
    ScheduledExecutorService timer,
    Clock clock)
    implements Opener {
  private static final Logger LOG = LoggerFactory.getLogger(OwnModelRouting.class);

  @Override
  public Opened open(Map<Version, String> keys) {
    var open = new HashMap<String, Version>();
    var entries = new HashMap<String, ProviderEntry>();
    keys.forEach(
        (version, key) ->
            entry(version, key)
                .ifPresent(
                    entry -> {
                      open.put(version.name().name(), version);
                      entries.put(version.name().name(), entry);
                    }));
    Expect.that("models", !open.isEmpty(), "one at least that can be opened");
    var clients = new ArrayList<ChatModelClient>();
    var routed =
        RoutedModel.open(
            settings.of(entries),
            each -> tracing.traced(client(each, clients), ModelRouting.provider(each)),
            Optional.of(lastResort),
            meters,
            clock,
            timer);
    return new Routed(open, routed, clients);
  }

  /// One that cannot be opened, such as at an address that is not allowed any more, is left out.
  private Optional<ProviderEntry> entry(Version version, String key) {
    var model = version.model();
    try {
      model.address().ifPresent(this::checkAllowed);
      var kind = kind(model.kind());
      return Optional.of(settings.entry(kind, model.address(), model.model(), key));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "the model {} of the organisation {} cannot be opened: {}",
          version.name().name(),
          version.tenant(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private void checkAllowed(URI address) {
    Expect.that("address", settings.allows(address), "one of parley.models.own.addresses");
  }

  /// One thread for all: there may be many models, and their tasks are short.
  static ScheduledExecutorService timer(Closers closers) {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("own-models-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    closers.onClose("the timer of organisations' models", timer::shutdownNow);
    return timer;
  }

  private LanguageModel client(ModelSettings model, List<ChatModelClient> clients) {
    return switch (model) {
      case ModelSettings.Remote(var provider) -> {
        var client = ChatModels.open(provider, timer);
        clients.add(client);
        yield client;
      }
      case ModelSettings.Offline _, ModelSettings.Scripted _ ->
          throw new IllegalStateException("organisations bring models of servers alone");
    };
  }

  private static ProviderKind kind(Kind kind) {
    return switch (kind) {
      case OPENAI -> ProviderKind.OPENAI;
      case ANTHROPIC -> ProviderKind.ANTHROPIC;
      case GEMINI -> ProviderKind.GEMINI;
    };
  }

  /// The open models of an organisation.
  private final class Routed implements Opened {
    private final Map<String, Version> open;
    private final RoutedModel routed;
    private final List<ChatModelClient> clients;

    Routed(Map<String, Version> open, RoutedModel routed, List<ChatModelClient> clients) {
      this.open = Map.copyOf(open);
      this.routed = routed;
      this.clients = clients;
    }

    @Override
    public Optional<LanguageModel> along(OwnRoute wanted) {
      var route = wanted.by(open);
      if (route.models().isEmpty()) return Optional.empty();
      var cheaper = Optional.of(route.cheaper()).filter(some -> !some.isEmpty()).map(this::paid);
      return Optional.of(money.own(paid(route.models()), cheaper, route));
    }

    private PaidRoute paid(List<Version> versions) {
      var names = versions.stream().map(each -> each.name().name()).toList();
      var models = versions.stream().map(each -> each.model().model()).toList();
      return new PaidRoute(routed.along(names), _ -> models);
    }

    @Override
    public void close() {
      routed.close();
      clients.forEach(ChatModelClient::close);
    }
  }
}
