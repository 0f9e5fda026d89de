package io.parley.http.pages;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Every address of the pages.
public final class PageEndpoints {
  private static final String INDEX = "index.html";
  private static final String DOCS = "docs.html";

  private static final List<String> NPM_LIBRARIES =
      List.of("lit", "lit-html", "lit-element", "lit__reactive-element", "marked", "dompurify");

  private PageEndpoints() {}

  public static List<Endpoint> all() {
    var endpoints = new ArrayList<Endpoint>();
    ClassPathFiles.beneath("/web/" + INDEX, "/web")
        .forEach((name, bytes) -> endpoints.add(file(address(name), named(name, bytes))));
    ClassPathFiles.beneath("/api/openapi.json", "/api")
        .forEach((name, bytes) -> endpoints.add(file("/" + name, named(name, bytes))));
    var libraries = libraries();
    endpoints.add(Endpoint.get("/webjars/{library}/{path*}", call -> library(libraries, call)));
    endpoints.add(Endpoint.get("/problems/{type}", ProblemPages::answer));
    return List.copyOf(endpoints);
  }

  private static Endpoint file(String address, WebFile file) {
    return Endpoint.get(address, call -> CompletableFuture.completedStage(file.answer(call)));
  }

  private static WebFile named(String name, byte[] bytes) {
    List<HttpHeader> headers =
        switch (name) {
          case INDEX -> List.of(PagePolicy.strict(new String(bytes, StandardCharsets.UTF_8)));
          case DOCS -> List.of(PagePolicy.documentation());
          default -> List.of();
        };
    return WebFile.of(name, bytes, headers);
  }

  private static String address(String name) {
    return switch (name) {
      case INDEX -> "/";
      case DOCS -> "/docs";
      default -> "/" + name;
    };
  }

  private static Map<String, WebJar> libraries() {
    var libraries = new LinkedHashMap<String, WebJar>();
    for (var name : NPM_LIBRARIES) libraries.put(name, WebJar.open("org.webjars.npm", name));
    libraries.put("swagger-ui", WebJar.open("org.webjars", "swagger-ui"));
    return Map.copyOf(libraries);
  }

  private static CompletionStage<HttpResponse> library(Map<String, WebJar> libraries, Call call) {
    var library = libraries.get(call.value("library"));
    if (library == null) throw new ProblemException(ProblemType.NOT_FOUND);
    var file = library.find(call.value("path"));
    return CompletableFuture.completedStage(
        file.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)).answer(call));
  }
}
