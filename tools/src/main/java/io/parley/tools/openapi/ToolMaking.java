package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.ArgumentCheck;
import io.parley.tools.source.OutsideText;
import io.parley.tools.source.RefusedTool;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes a tool of one operation: one flat schema of its arguments, and where each belongs.
final class ToolMaking {
  private static final int SCHEMA_MAX = 32 * 1024;
  private static final int LABEL_MAX = 100;
  private static final int ARGUMENT_MAX = 64;

  /// Those that OpenAPI leaves to credentials and content.
  private static final Set<String> IGNORED =
      Set.of("accept", "content-type", "authorization", "cookie");

  /// Those that say where a message ends, and which way it takes.
  private static final Set<String> FORBIDDEN =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection");

  private final Settings settings;
  private final Operation operation;
  private final Choice choice;
  private final ObjectNode properties = Jackson.object();
  private final List<String> required = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private Optional<String> keyHeader;

  private ToolMaking(Settings settings, Operation operation, Choice choice) {
    this.settings = settings;
    this.operation = operation;
    this.choice = choice;
    this.keyHeader = choice.idempotencyHeader();
  }

  /// @param name of the tool
  /// @param finder the operation that finds its effect
  /// @throws RefusedTool if it cannot be offered
  static HttpTool of(
      String name, Settings settings, Operation operation, Choice choice, Optional<HttpTool> finder)
      throws RefusedTool {
    return new ToolMaking(settings, operation, choice).tool(name, finder);
  }

  private HttpTool tool(String name, Optional<HttpTool> finder) throws RefusedTool {
    checkPath();
    for (var parameter : operation.parameters()) add(parameter);
    checkParameters();
    if (operation.body().isPresent()) add(operation.body().get());
    for (var each : choice.fixed().keySet()) checkUsed("fixed", each);
    for (var each : choice.rename().keySet()) checkUsed("rename", each);
    var schema = Jackson.object().put("type", "object");
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      var names = schema.putArray("required");
      required.forEach(names::add);
    }
    schema.put("additionalProperties", false);
    var text = schema.toString();
    if (text.length() > SCHEMA_MAX)
      throw new RefusedTool(
          "a schema of %d characters (expected: %d at most)".formatted(text.length(), SCHEMA_MAX));
    var check = ArgumentCheck.of(schema);
    return new HttpTool(
        spec(name, text), operation, List.copyOf(bindings), check, choice, keyHeader, finder);
  }

  private ToolSpec spec(String name, String schema) {
    boolean reads = choice.reads().orElse(operation.isReading());
    var label = operation.summary().isBlank() ? name : OutsideText.line(operation.summary());
    var description = choice.description().orElse(operation.description()).strip();
    // the place is part of what is approved: another one is another tool
    var place = "(" + operation.method() + " " + OutsideText.line(operation.path()) + ")";
    return new ToolSpec(
        name,
        OutsideText.cut(label, LABEL_MAX),
        description.isEmpty() ? place : Operation.shortened(description) + "\n" + place,
        new Json(schema),
        policy(reads),
        choice.approval().orElse(needsApproval(reads)),
        settings.deadline(),
        settings.dependency(),
        settings.personal());
  }

  private ToolPolicy policy(boolean reads) {
    if (reads) return ToolPolicy.READ_ONLY;
    if (keyHeader.isPresent()) return ToolPolicy.RETRY_WITH_KEY;
    return choice.lookUp().isPresent() ? ToolPolicy.LOOK_UP : ToolPolicy.ASK_HUMAN;
  }

  private boolean needsApproval(boolean reads) {
    return switch (settings.approval()) {
      case NEVER -> false;
      case EFFECTS -> !reads;
      case ALWAYS -> true;
    };
  }

  private void checkPath() throws RefusedTool {
    var path = operation.path();
    boolean isPlain =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 127 && "?#\\\"<>^`|".indexOf(c) < 0);
    if (!isPlain) throw new RefusedTool("a path of another form (expected: /path/{parameter})");
    try {
      Written.checkPath(path);
    } catch (BadArgument e) {
      throw (RefusedTool) new RefusedTool("a path that leads upwards").initCause(e);
    }
  }

  /// With a value for each parameter, the path must be one.
  private void checkParameters() throws RefusedTool {
    var path = operation.path();
    for (var binding : bindings)
      if (binding.place() == Binding.Place.PATH)
        path = path.replace("{" + binding.name() + "}", "x");
    try {
      URI.create(path);
    } catch (IllegalArgumentException e) {
      throw (RefusedTool)
          new RefusedTool("a path with a parameter that is not described, or of another form")
              .initCause(e);
    }
  }

  private void checkUsed(String setting, String name) throws RefusedTool {
    if (!used.contains(name))
      throw new RefusedTool(
          "%s names %s (expected: a parameter or a field of the body)".formatted(setting, name));
  }

  private void add(Operation.Parameter parameter) throws RefusedTool {
    if (parameter.where() == Operation.Where.HEADER && !isOffered(parameter)) return;
    boolean isPage =
        parameter.where() == Operation.Where.QUERY
            && choice.pages().filter(p -> p.parameter().equals(parameter.name())).isPresent();
    if (isPage) return;
    used.add(parameter.name());
    var fixed = Optional.ofNullable(choice.fixed().get(parameter.name()));
    var argument = fixed.isPresent() ? "" : argument(parameter.name(), parameter.where().name());
    bindings.add(Binding.of(parameter, argument, fixed));
    if (fixed.isEmpty()) offer(argument, parameter.schema(), parameter.isRequired());
  }

  private boolean isOffered(Operation.Parameter parameter) throws RefusedTool {
    var name = parameter.name().toLowerCase(Locale.ROOT);
    if (IGNORED.contains(name)) return false;
    if (!Definition.isHeader(parameter.name()) || FORBIDDEN.contains(name))
      throw new RefusedTool("a header that cannot be sent: " + OutsideText.line(name));
    if (name.equals("idempotency-key") && keyHeader.isEmpty())
      keyHeader = Optional.of(parameter.name());
    return keyHeader.filter(name::equalsIgnoreCase).isEmpty();
  }

  private void add(Operation.Body body) {
    if (!choice.nested() && body.schema().get("properties") instanceof ObjectNode fields) {
      var needed = new HashSet<String>();
      body.schema().path("required").forEach(name -> needed.add(name.asText()));
      for (var field : fields.properties())
        field(
            field.getKey(), field.getValue(), body.isRequired() && needed.contains(field.getKey()));
      return;
    }
    used.add("body");
    var fixed = Optional.ofNullable(choice.fixed().get("body"));
    var argument = fixed.isPresent() ? "" : argument("body", "request");
    bindings.add(Binding.ofBody(Binding.Place.BODY, "body", argument, fixed));
    if (fixed.isEmpty()) offer(argument, body.schema(), body.isRequired());
  }

  private void field(String name, JsonNode schema, boolean isRequired) {
    // a parameter of this name has the fixed value; the field would be another one
    boolean isOwn = used.add(name);
    var fixed = isOwn ? Optional.ofNullable(choice.fixed().get(name)) : Optional.<JsonNode>empty();
    var argument = fixed.isPresent() ? "" : argument(name, "body");
    bindings.add(Binding.ofBody(Binding.Place.FIELD, name, argument, fixed));
    if (fixed.isEmpty()) offer(argument, schema, isRequired);
  }

  private void offer(String argument, JsonNode schema, boolean isRequired) {
    properties.set(argument, schema);
    if (isRequired) required.add(argument);
  }

  /// Of characters that all providers of models take; a taken one gets its place before it.
  private String argument(String name, String place) {
    var plain = choice.rename().getOrDefault(name, name).replaceAll("[^a-zA-Z0-9_.-]", "_");
    var argument = OutsideText.cut(plain, ARGUMENT_MAX - 1).replace("…", "");
    if (!properties.has(argument) && !argument.isEmpty()) return argument;
    var base = place.toLowerCase(Locale.ROOT) + "_" + argument;
    var unique = base;
    for (int i = 2; properties.has(unique); i++) unique = base + "_" + i;
    return unique;
  }
}
