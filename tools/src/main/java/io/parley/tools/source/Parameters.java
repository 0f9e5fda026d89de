package io.parley.tools.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import java.util.List;
import java.util.Locale;

/// Arguments of a tool: a JSON Schema (2020-12), and the check against it.
final class Parameters {
  /// More would not help a model to correct its call.
  private static final int PROBLEMS_MAX = 5;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));

  private final String tool;
  private final Json text;
  private final Schema schema;

  private Parameters(String tool, Json text) {
    this.tool = tool;
    this.text = text;
    this.schema = REGISTRY.getSchema(text.text(), InputFormat.JSON);
  }

  static Parameters of(ToolSpec spec) {
    return new Parameters(spec.name(), spec.parameters());
  }

  /// Problems in words that help a person or a model to correct them; empty when there are none.
  List<String> problems(Json arguments) {
    return schema.validate(arguments.text(), InputFormat.JSON).stream()
        .limit(PROBLEMS_MAX)
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  ToolOutcome rejected(List<String> problems) {
    var result = Jackson.object();
    result.put("error", "the arguments of " + tool + " are not as expected");
    var list = result.putArray("problems");
    problems.forEach(list::add);
    JsonNode expected = Jackson.tree(text);
    result.set("expected", expected);
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, Jackson.json(result));
  }
}
