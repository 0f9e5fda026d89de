package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Results of tools.
final class Results {
  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private Results() {}

  /// The value itself, and as text for clients that read no structured content.
  static ObjectNode structured(ObjectNode value) {
    var result = JsonText.object();
    result.putArray("content").addObject().put("type", "text").put("text", JsonText.write(value));
    result.set("structuredContent", value);
    return result.put("isError", false);
  }

  /// A refusal or failure, as a model can read it; the problem itself is in `_meta`.
  static ObjectNode failed(Throwable failure, RequestId request) {
    var problem = Problems.of(failure);
    if (problem.type() == ProblemType.INTERNAL)
      LOG.error("A tool of MCP failed, request {}", request.value(), failure);
    var result = JsonText.object();
    result.putArray("content").addObject().put("type", "text").put("text", text(problem));
    result.put("isError", true);
    result.putObject("_meta").set("io.parley/problem", problem.json(request.value()));
    return result;
  }

  private static String text(ProblemDetail problem) {
    var wait =
        problem
            .retryAfter()
            .map(time -> " Try again in %d s.".formatted(Math.max(1, time.toSeconds())))
            .orElse("");
    return "%s: %s.%s".formatted(problem.type().title(), stripped(problem.detail()), wait);
  }

  private static String stripped(String detail) {
    return detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
  }
}
