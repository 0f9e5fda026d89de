package io.parley.http.pages;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Browser files of the management port: the live page, the API description, and a page for every
/// kind of problem. None of them reveals anything of this server, so none needs a token: the page
/// must load before it can ask for one.
public final class ConsolePages {
  private static final String INDEX = "index.html";
  private static final String API = "openapi.json";
  private static final List<String> LIBRARIES =
      List.of("lit", "lit-html", "lit-element", "lit__reactive-element");

  /// The colours of the chat page, shared by the problem pages.
  private static final List<String> SHARED = List.of("styles.css", "problem.css", "favicon.svg");

  private final Map<String, WebJar> libraries;

  private ConsolePages(Map<String, WebJar> libraries) {
    this.libraries = libraries;
  }

  public static List<Endpoint> all() {
    var pages =
        new ConsolePages(
            LIBRARIES.stream()
                .collect(
                    Collectors.toMap(name -> name, name -> WebJar.open("org.webjars.npm", name))));
    var endpoints = new ArrayList<Endpoint>();
    ClassPathFiles.beneath("/console/" + INDEX, "/console")
        .forEach((name, bytes) -> endpoints.add(file(name, bytes)));
    var web = ClassPathFiles.beneath("/web/" + INDEX, "/web");
    for (var name : SHARED)
      endpoints.add(served("/" + name, WebFile.of(name, web.get(name), List.of())));
    endpoints.add(Endpoint.get("/webjars/{library}/{path*}", pages::library));
    endpoints.add(Endpoint.get("/problems/{type}", ProblemPages::answer));
    return List.copyOf(endpoints);
  }

  private static Endpoint file(String name, byte[] bytes) {
    if (name.equals(API)) return served("/openapi.json", WebFile.of(name, bytes, List.of()));
    if (!name.equals(INDEX)) return served("/console/" + name, WebFile.of(name, bytes, List.of()));
    var policy = PagePolicy.strict(new String(bytes, StandardCharsets.UTF_8));
    return served("/", WebFile.of(name, bytes, List.of(policy)));
  }

  private static Endpoint served(String address, WebFile file) {
    return Endpoint.get(address, call -> CompletableFuture.completedStage(file.answer(call)));
  }

  private CompletionStage<HttpResponse> library(Call call) {
    var jar = libraries.get(call.value("library"));
    if (jar == null) throw new ProblemException(ProblemType.NOT_FOUND);
    return CompletableFuture.completedStage(
        jar.find(call.value("path"))
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))
            .answer(call));
  }
}
