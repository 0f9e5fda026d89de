package io.parley.server;

import io.parley.core.model.LanguageModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.setting.Expect;
import io.parley.operations.trace.Tracing;
import io.parley.tools.model.langchain.ChatModelClient;
import io.parley.tools.model.langchain.ChatModels;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.own.OrganisationModels.Opened;
import io.parley.tools.model.own.OrganisationModels.Opener;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.tools.model.routing.RoutedModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// Opens models that organisations bring. Each has places and a breaker of its own: a wrong key of
/// one organisation stops nobody else.
///
/// @param lastResort makes replies when such a model does not answer
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

  @Override
  public Opened open(Version version, String key) {
    var model = version.model();
    model
        .address()
        .ifPresent(
            address ->
                Expect.that(
                    "address", settings.allows(address), "one of parley.models.own.addresses"));
    var clients = new ArrayList<ChatModelClient>();
    var routed =
        RoutedModel.open(
            settings.of(kind(model.kind()), model.address(), model.model(), key),
            each -> tracing.traced(client(each, clients), ModelRouting.provider(each)),
            Optional.of(lastResort),
            meters,
            clock,
            timer);
    return new Opened(money.own(routed, model.price()), () -> close(routed, clients));
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

  private static void close(RoutedModel routed, List<ChatModelClient> clients) {
    routed.close();
    clients.forEach(ChatModelClient::close);
  }
}
