package io.parley.operations.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.LoggerFactory;

/// `/loggers`: log levels by logger, changed until the program ends or they are reset. Customers'
/// words are never logged; libraries do not know that rule, and would log them at detailed levels.
/// So only our own loggers go beyond INFO.
public final class LoggerEndpoints {
  private static final String ROOT = "root";
  private static final Pattern OURS = Pattern.compile("io\\.parley(?:\\.[A-Za-z0-9_]++)*+");
  private static final Pattern PEKKO =
      Pattern.compile("org\\.apache\\.pekko(?:\\.[A-Za-z0-9_]++)*+");
  private static final int NAME_MAX = 200;
  private static final int CHANGED_MAX = 100;

  private static final Map<String, Level> LEVELS =
      Map.of(
          "TRACE", Level.TRACE,
          "DEBUG", Level.DEBUG,
          "INFO", Level.INFO,
          "WARN", Level.WARN,
          "ERROR", Level.ERROR,
          "OFF", Level.OFF);

  private final LoggerContext context;

  /// Levels before the change; empty if the logger had none of its own.
  private final Map<String, Optional<Level>> before = new ConcurrentHashMap<>();

  private LoggerEndpoints(LoggerContext context) {
    this.context = context;
  }

  public static List<Endpoint> all() {
    return of((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static List<Endpoint> of(LoggerContext context) {
    var calls = new LoggerEndpoints(context);
    return List.of(
        Endpoint.get("/loggers", calls::list),
        Endpoint.get("/loggers/{name}", calls::get),
        Endpoint.put("/loggers/{name}", calls::put),
        Endpoint.delete("/loggers/{name}", calls::putBack));
  }

  /// Loggers with a level of their own.
  private CompletionStage<HttpResponse> list(Call call) {
    var json = JsonText.object();
    var listed = json.putArray("loggers");
    for (var logger : context.getLoggerList())
      if (logger.getLevel() != null && isKnown(named(logger))) listed.add(json(logger));
    return done(json);
  }

  private CompletionStage<HttpResponse> get(Call call) {
    return done(json(logger(call)));
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var logger = logger(call);
    return call.json()
        .thenApply(
            fields -> {
              var level = level(fields.text("level", 5), named(logger));
              if (before.size() >= CHANGED_MAX && !before.containsKey(named(logger)))
                throw new Malformed("more than %d loggers are changed".formatted(CHANGED_MAX));
              before.putIfAbsent(named(logger), Optional.ofNullable(logger.getLevel()));
              logger.setLevel(level);
              return Replies.json(200, json(logger));
            });
  }

  private CompletionStage<HttpResponse> putBack(Call call) {
    var logger = logger(call);
    var level = before.remove(named(logger));
    if (level != null) logger.setLevel(level.orElse(null));
    return done(json(logger));
  }

  private static Level level(String text, String name) {
    var level = LEVELS.get(text);
    if (level == null)
      throw new Malformed("level (expected: TRACE, DEBUG, INFO, WARN, ERROR or OFF)");
    if (!level.isGreaterOrEqual(Level.INFO) && !OURS.matcher(name).matches())
      throw new Malformed(
          "level (expected: INFO, WARN, ERROR or OFF; more detail from libraries would log what"
              + " customers said)");
    return level;
  }

  private Logger logger(Call call) {
    var name = call.value("name");
    if (name.length() > NAME_MAX || !isKnown(name))
      throw new ProblemException(ProblemType.NOT_FOUND);
    return context.getLogger(name.equals(ROOT) ? Logger.ROOT_LOGGER_NAME : name);
  }

  private static boolean isKnown(String name) {
    return name.equals(ROOT) || OURS.matcher(name).matches() || PEKKO.matcher(name).matches();
  }

  private static String named(Logger logger) {
    return logger.getName().equals(Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
  }

  private ObjectNode json(Logger logger) {
    var json =
        JsonText.object()
            .put("name", named(logger))
            .put("level", logger.getEffectiveLevel().toString())
            .put("changed", before.containsKey(named(logger)));
    if (logger.getLevel() != null) json.put("own", logger.getLevel().toString());
    return json;
  }

  private static CompletionStage<HttpResponse> done(ObjectNode json) {
    return CompletableFuture.completedStage(Replies.json(200, json));
  }
}
