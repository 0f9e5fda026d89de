package io.parley.tools.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.openapi.Choice.Pages;
import io.parley.tools.openapi.Service.Reply;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Further pages of an answer, whose items are appended to those of the first.
final class Paging {
  private Paging() {}

  /// The items of an answer; empty if there is no list where the definition says.
  static Optional<ArrayNode> items(JsonNode answer, Pages pages) {
    return answer.at(pages.items()) instanceof ArrayNode list
        ? Optional.of(list)
        : Optional.empty();
  }

  /// The address of the next page; empty after the last one. One of another origin is not followed:
  /// credentials would go with it.
  ///
  /// @param number of the page that was answered, from 1
  static Optional<URI> next(Pages pages, URI at, Reply reply, JsonNode answer, int number) {
    return switch (pages.by()) {
      case LINK -> linked(reply.headers().allValues("Link"), at);
      case CURSOR -> {
        var cursor = answer.at(pages.cursor());
        yield cursor.isValueNode()
                && !cursor.isNull()
                && !cursor.asText().isEmpty()
                && !cursor.asText().equals("false")
            ? Optional.of(Outgoing.with(at, pages.parameter(), cursor.asText()))
            : Optional.empty();
      }
      case NUMBER ->
          items(answer, pages).filter(list -> !list.isEmpty()).isPresent()
              ? Optional.of(Outgoing.with(at, pages.parameter(), Integer.toString(number + 1)))
              : Optional.empty();
    };
  }

  /// The target with `rel=next` (RFC 8288, section 3).
  static Optional<URI> linked(List<String> headers, URI at) {
    for (var header : headers)
      for (int from = header.indexOf('<'); from >= 0; from = header.indexOf('<', from + 1)) {
        int end = header.indexOf('>', from);
        if (end < 0) break;
        int stop = header.indexOf('<', end);
        var parameters = header.substring(end + 1, stop < 0 ? header.length() : stop);
        if (isNext(parameters)) return resolved(header.substring(from + 1, end), at);
      }
    return Optional.empty();
  }

  private static boolean isNext(String parameters) {
    for (var parameter : parameters.split("[;,]", -1)) {
      var plain = parameter.strip().replace("\"", "").replace(" ", "");
      if (plain.equalsIgnoreCase("rel=next")) return true;
    }
    return false;
  }

  private static Optional<URI> resolved(String target, URI at) {
    try {
      var next = at.resolve(target);
      return next.getHost() != null && Server.isSameOrigin(next, at)
          ? Optional.of(next)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no address: the same as no link
    }
  }

  /// Tells the model that there is more than it sees.
  static JsonNode marked(JsonNode answer) {
    if (answer instanceof ObjectNode object) object.put("morePages", true);
    return answer;
  }

  /// Checks a pointer of a definition.
  static boolean isPointer(String text) {
    try {
      JsonPointer.compile(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
