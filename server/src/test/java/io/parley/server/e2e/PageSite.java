package io.parley.server.e2e;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.pages.PageSettings;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;

/// The pages without a server behind them, for a company whose name can change, which browsers see
/// as a new version.
final class PageSite implements AutoCloseable {
  private final ActorSystem system;
  private final ServerBinding binding;
  private volatile Router pages;

  private PageSite(String company) {
    system =
        ActorSystem.create(
            "site",
            ConfigFactory.parseString("pekko.loglevel = ERROR")
                .withFallback(ConfigFactory.defaultReference()));
    become(company);
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(this::answer)
            .toCompletableFuture()
            .join();
  }

  static PageSite of(String company) {
    return new PageSite(company);
  }

  void become(String company) {
    var settings = new PageSettings(company, new Theme("#2f6f4f", "#7fd1a5"), List.of());
    pages =
        Router.create(
            PageEndpoints.all(settings, new Sites()),
            new Router.Settings(
                new BodyLimits(1_000, Duration.ofSeconds(10)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    return pages.answer(request);
  }

  String url() {
    return "http://127.0.0.1:" + binding.localAddress().getPort() + "/";
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
