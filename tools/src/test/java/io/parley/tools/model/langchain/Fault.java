package io.parley.tools.model.langchain;

import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import io.parley.tools.model.wire.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Faults of a server, each with its expected category.
///
/// @param category in which it ends; none where it is an answer all the same
record Fault(String name, Act act, Optional<Category> category) {
  private static final String NO_JSON = "arguments that are no json";

  static final List<Fault> ALL =
      List.of(
          fault("cut at once", Act.says().ending(Ending.CUT), Category.UNAVAILABLE),
          fault(
              "cut in the middle", Act.says("Hel", "lo").ending(Ending.CUT), Category.UNAVAILABLE),
          fault(
              "end of stream before the end",
              Act.says("Hel").ending(Ending.MISSING),
              Category.UNAVAILABLE),
          fault(
              "call without the end",
              Act.asks(Act.call("kb_search", "{}")).ending(Ending.MISSING),
              Category.UNAVAILABLE),
          fault(
              "too many requests",
              Act.refuses(429, "rate_limit_exceeded").with("Retry-After", "2"),
              Category.RATE_LIMITED),
          fault("server error", Act.refuses(500, "api_error"), Category.UNAVAILABLE),
          fault("overloaded", Act.refuses(529, "overloaded_error"), Category.UNAVAILABLE),
          fault("wrong key", Act.refuses(401, "authentication_error"), Category.DENIED),
          fault("no such model", Act.refuses(404, "not_found_error"), Category.DENIED),
          fault("too long", Act.refuses(400, "context_length_exceeded"), Category.REFUSED),
          fault(
              "broken event",
              Act.says("Hel").then(new Part.Raw("data: {\"choices\": [{\"my-secret-question\n\n")),
              Category.GARBAGE),
          fault(
              "event of another kind",
              Act.says("Hel").then(new Part.Raw("event: x\ndata: \"my-secret-question\"\n\n")),
              Category.GARBAGE),
          fault(
              "field of another type",
              Act.says("Hel")
                  .then(
                      new Part.Raw(
                          """
                          event: content_block_delta
                          data: {"type":"content_block_delta","index":{},"choices":7,"candidates":[{"content":[]}]}

                          """)),
              Category.GARBAGE),
          fault(
              "no events at all",
              Act.page(200, "text/event-stream", "my-secret-question"),
              Category.UNAVAILABLE),
          fault(
              "html",
              Act.page(200, "text/html", "<html>my-secret-question</html>"),
              Category.GARBAGE),
          fault(
              "wrong content type",
              Act.page(200, "application/json", "{\"choices\":[]}"),
              Category.GARBAGE),
          fault(
              "error page",
              Act.page(502, "text/html", "<html>Bad gateway</html>"),
              Category.UNAVAILABLE),
          fault(
              "redirect",
              new Act.Page(302, Map.of("Location", "http://127.0.0.1:9/elsewhere"), ""),
              Category.GARBAGE),
          fault("silence", Act.silence(), Category.TIMEOUT),
          fault(
              "silence before the first word", Act.says().ending(Ending.SILENT), Category.TIMEOUT),
          fault("silence in the middle", Act.says("Hel").ending(Ending.SILENT), Category.TIMEOUT),
          fault("trickle without end", Act.says("Hel").ending(Ending.TRICKLE), Category.TIMEOUT),
          fault("text without end", Act.says("Hel").ending(Ending.ENDLESS), Category.UNUSABLE),
          fault(
              "huge line",
              Act.says("Hel").then(new Part.Raw("data: \"" + "x".repeat(17 * 1024 * 1024))),
              Category.GARBAGE),
          fault("nothing said", Act.says(), Category.UNUSABLE),
          fault(
              "only thoughts",
              Act.says().then(new Part.Thought("my-secret-question")),
              Category.UNUSABLE),
          fault("filtered", Act.says("I").ending(Ending.FILTERED), Category.FILTERED),
          fault(
              "error in the stream",
              Act.says("Hel").then(new Part.BrokenOff("overloaded_error")),
              Category.UNAVAILABLE),
          fault("unknown tool", Act.asks(Act.call("delete_everything", "{}"))),
          fault(NO_JSON, Act.asks(Act.call("kb_search", "{\"query\": oops"))),
          fault("limit reached", Act.says("Once upon").ending(Ending.LENGTH)),
          fault("stream left open", Act.says("Hello").ending(Ending.DONE_BUT_OPEN)));

  Optional<Category> category(ProviderKind kind) {
    // Gemini sends objects, and says itself when there is none
    return kind == ProviderKind.GEMINI && name.equals(NO_JSON)
        ? Optional.of(Category.UNUSABLE)
        : category;
  }

  /// Whether only the clock ends it, so that the clock must be short.
  boolean isEndedByTheClock() {
    return category.filter(Category.TIMEOUT::equals).isPresent();
  }

  @Override
  public String toString() {
    return name;
  }

  private static Fault fault(String name, Act act, Category category) {
    return new Fault(name, act, Optional.of(category));
  }

  private static Fault fault(String name, Act act) {
    return new Fault(name, act, Optional.empty());
  }
}
