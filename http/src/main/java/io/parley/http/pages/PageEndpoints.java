package io.parley.http.pages;

import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.limit.RecentlyUsed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.site.Site;
import io.parley.http.site.Sites;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Every address of the pages.
public final class PageEndpoints {
  private static final String INDEX = "index.html";
  private static final String CHAT = "/";
  private static final String WIDGET = "/widget";
  private static final String ORGANISATION = "/o/{slug}";
  private static final String DOCS = "docs.html";
  private static final String WIDGET_PAGE = "widget/frame.html";
  private static final String WIDGET_SCRIPT = "widget/widget.js";
  private static final String BUTTON = "/widget.js";
  private static final String WORKER = "sw.js";
  private static final String LEAVING_WORKER = "sw-leave.js";
  private static final String PASSAGE = "knowledge/passage.html";
  private static final String MANIFEST = "/manifest.webmanifest";
  private static final String LIBRARIES = "/webjars/";

  /// Files of the live page whose parts the page of the design system shows, too.
  private static final List<String> LIVE_PARTS =
      List.of("console.css", "controls.css", "charts.js", "format.js", "panels.js");

  private static final List<String> NPM_LIBRARIES =
      List.of("lit", "lit-html", "lit-element", "lit__reactive-element", "marked", "dompurify");

  /// Colours of buttons that are kept.
  private static final int BUTTONS_MAX = 200;

  /// Pages of other web sites may load it, even under a policy that requires permission.
  static final HttpHeader FOR_EVERY_PAGE =
      Replies.header("Cross-Origin-Resource-Policy", "cross-origin");

  private final PageSettings settings;
  private final Sites sites;
  private final Function<Site, Optional<Theme>> colours;

  /// Scripts of buttons, by their colours.
  private final Map<String, WebFile> buttons =
      Collections.synchronizedMap(new RecentlyUsed<>(BUTTONS_MAX));

  private final Map<String, WebJar> libraries = libraries();

  /// By address.
  private final Map<String, WebFile> files = new LinkedHashMap<>();

  private PageEndpoints(
      PageSettings settings, Sites sites, Function<Site, Optional<Theme>> colours) {
    this.settings = settings;
    this.sites = sites;
    this.colours = colours;
  }

  /// @param sites tells whose page a visitor opens
  /// @param colours of the button of an organisation's chat; empty for those of the settings
  public static List<Endpoint> all(
      PageSettings settings, Sites sites, Function<Site, Optional<Theme>> colours) {
    return new PageEndpoints(settings, sites, colours).all();
  }

  /// All buttons have the colour of the settings.
  public static List<Endpoint> all(PageSettings settings, Sites sites) {
    return all(settings, sites, _ -> Optional.empty());
  }

  private List<Endpoint> all() {
    var web = ClassPathFiles.beneath("/web/" + INDEX, "/web");
    var frame = text(web.remove(StaffPage.FRAME));
    var importMap = AppShell.importMap(text(web.get(INDEX)));
    web.forEach((name, bytes) -> files.put(address(name), named(name, bytes)));
    var widget = new WidgetPage(text(web.get(WIDGET_PAGE)), importMap, settings.framedBy());
    files.remove(WIDGET);
    files.remove(BUTTON);
    var script = text(web.get(WIDGET_SCRIPT));
    ClassPathFiles.beneath("/api/openapi.json", "/api")
        .forEach((name, bytes) -> files.put("/" + name, named(name, bytes)));
    var live = ClassPathFiles.beneath("/console/" + INDEX, "/console");
    for (var name : LIVE_PARTS) files.put("/console/" + name, named(name, live.get(name)));
    var endpoints = new ArrayList<Endpoint>();
    for (var page : StaffPage.all()) endpoints.add(ofStaff(page, page.file(frame, importMap)));
    // last: its address would match its own scripts'
    files.remove(address(PASSAGE));
    files.put(address(PASSAGE), passagePage(text(web.get(PASSAGE)), importMap));
    files.put(MANIFEST, Manifest.of(settings));
    var worker = worker(web.get(WORKER));
    files.remove(address(WORKER));
    var leaving = files.remove(address(LEAVING_WORKER));
    var chat = files.remove(CHAT);
    endpoints.addAll(chats(chat, OrganisationPage.of(chat.text())));
    endpoints.add(
        Endpoint.get(address(WORKER), call -> answer(sites.isOwn(call) ? worker : leaving, call)));
    endpoints.add(Endpoint.get(WIDGET, call -> answer(widget.of(sites.of(call)), call)));
    endpoints.add(Endpoint.get(BUTTON, call -> answer(button(script, sites.of(call)), call)));
    files.forEach((address, file) -> endpoints.add(file(address, file)));
    endpoints.add(Endpoint.get("/webjars/{library}/{path*}", this::library));
    endpoints.add(Endpoint.get("/problems/{type}", ProblemPages::answer));
    return List.copyOf(endpoints);
  }

  private static Endpoint file(String address, WebFile file) {
    return Endpoint.get(address, call -> answer(file, call));
  }

  private static CompletionStage<HttpResponse> answer(WebFile file, Call call) {
    return CompletableFuture.completedStage(file.answer(call));
  }

  /// The chat page of the installation, and that of organisations: by their short names, and at the
  /// domains that they have proved.
  private List<Endpoint> chats(WebFile own, WebFile ofOrganisation) {
    return List.of(
        Endpoint.get(CHAT, call -> page(call, () -> sites.isOwn(call) ? own : ofOrganisation)),
        Endpoint.get(
            ORGANISATION,
            call ->
                page(
                    call,
                    () -> {
                      sites.named(call, call.value("slug"));
                      return ofOrganisation;
                    })));
  }

  /// @param page throws a problem where there is none
  private static CompletionStage<HttpResponse> page(Call call, Supplier<WebFile> page) {
    try {
      return answer(page.get(), call);
    } catch (ProblemException missing) {
      if (!WordsPage.isWanted(call)) throw missing;
      return CompletableFuture.completedStage(MissingPage.answer());
    }
  }

  /// People sign in at the installation's own addresses alone.
  private Endpoint ofStaff(StaffPage page, WebFile file) {
    return Endpoint.get(
        page.address(),
        call ->
            page(
                call,
                () -> {
                  sites.requireOwn(call);
                  return file;
                }));
  }

  private WebFile named(String name, byte[] bytes) {
    return switch (name) {
      case INDEX -> WebFile.of(name, bytes, List.of(PagePolicy.strict(text(bytes))));
      case DOCS -> WebFile.of(name, bytes, List.of(PagePolicy.documentation()));
      default -> WebFile.of(name, bytes, List.of());
    };
  }

  /// The button gets the company's colour before anything else loads.
  private WebFile button(String template, Site site) {
    var accent = colours.apply(site).orElseGet(settings::theme).accent();
    return buttons.computeIfAbsent(
        accent,
        _ -> {
          var script = template.replace("{{accent}}", accent);
          return WebFile.of(
              WIDGET_SCRIPT, script.getBytes(StandardCharsets.UTF_8), List.of(FOR_EVERY_PAGE));
        });
  }

  /// It loads the same libraries as the chat page.
  private static WebFile passagePage(String template, String importMap) {
    var html = template.replace("{{importmap}}", importMap);
    return WebFile.of(
        PASSAGE, html.getBytes(StandardCharsets.UTF_8), List.of(PagePolicy.strict(html)));
  }

  /// The worker contains the file list, so its bytes change when a file does.
  private WebFile worker(byte[] script) {
    var shell = AppShell.of(CHAT, files.get(CHAT).text(), this::find);
    var worker = "const SHELL = %s;\n%s".formatted(shell.script(), text(script));
    return WebFile.of(
        WORKER, worker.getBytes(StandardCharsets.UTF_8), List.of(PagePolicy.worker()));
  }

  private Optional<WebFile> find(String address) {
    if (!address.startsWith(LIBRARIES)) return Optional.ofNullable(files.get(address));
    var path = address.substring(LIBRARIES.length()).split("/", 2);
    return path.length < 2 ? Optional.empty() : find(path[0], path[1]);
  }

  private Optional<WebFile> find(String library, String path) {
    return Optional.ofNullable(libraries.get(library)).flatMap(jar -> jar.find(path));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String address(String name) {
    return switch (name) {
      case INDEX -> CHAT;
      case DOCS -> "/docs";
      case WIDGET_PAGE -> WIDGET;
      case WIDGET_SCRIPT -> BUTTON;
      case PASSAGE -> "/knowledge/{ref}";
      default -> "/" + name;
    };
  }

  private static Map<String, WebJar> libraries() {
    var libraries = new LinkedHashMap<String, WebJar>();
    for (var name : NPM_LIBRARIES) libraries.put(name, WebJar.open("org.webjars.npm", name));
    libraries.put("swagger-ui", WebJar.open("org.webjars", "swagger-ui"));
    return Map.copyOf(libraries);
  }

  private CompletionStage<HttpResponse> library(Call call) {
    return CompletableFuture.completedStage(
        find(call.value("library"), call.value("path"))
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))
            .answer(call));
  }
}
