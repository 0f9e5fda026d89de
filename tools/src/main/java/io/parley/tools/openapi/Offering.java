package io.parley.tools.openapi;

import io.parley.core.tool.ToolSpec;
import io.parley.tools.openapi.Document.Listed;
import io.parley.tools.source.OutsideText;
import io.parley.tools.source.RefusedTool;
import io.parley.tools.source.ToolName;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools that a definition makes of a document.
///
/// @param server the address that paths are appended to
/// @param specs of the tools; every turn asks for them
/// @param refusals operations that cannot be offered, with reasons
record Offering(
    URI server, Map<String, HttpTool> tools, List<ToolSpec> specs, List<String> refusals) {
  private static final int REFUSALS_MAX = 100;
  private static final int NAME_MAX = 80;

  /// @throws io.parley.tools.source.SourceFailure if the document names no usable server
  static Offering of(Definition definition, Document document) {
    var server = Server.of(definition, document);
    var tools = new LinkedHashMap<String, HttpTool>();
    var refusals = new ArrayList<String>();
    int most = definition.settings().toolsMax();
    int left = 0;
    for (var choice : choices(definition, document)) {
      if (tools.size() == most) {
        left++;
        continue;
      }
      try {
        var tool = tool(definition.settings(), document, choice, tools);
        tools.put(tool.spec().name(), tool);
      } catch (RefusedTool e) {
        if (refusals.size() < REFUSALS_MAX)
          refusals.add(
              OutsideText.cut(OutsideText.line(choice.operation()), NAME_MAX)
                  + ": "
                  + e.getMessage());
      }
    }
    if (left > 0)
      refusals.add(
          "%d further operations: more than toolsMax, which is %d (expected: choose some in operations)"
              .formatted(left, most));
    var specs = tools.values().stream().map(HttpTool::spec).toList();
    return new Offering(server, tools, specs, List.copyOf(refusals));
  }

  private static List<Choice> choices(Definition definition, Document document) {
    return definition.choices().isEmpty()
        ? document.listed().stream().map(each -> Choice.of(each.place())).toList()
        : definition.choices();
  }

  private static HttpTool tool(
      Settings settings, Document document, Choice choice, Map<String, HttpTool> taken)
      throws RefusedTool {
    var operation = document.read(listed(document, choice.operation()));
    Optional<HttpTool> finder =
        choice.lookUp().isPresent()
            ? Optional.of(finder(settings, document, choice.lookUp().get()))
            : Optional.empty();
    var name = ToolName.of(settings.name(), choice.name().orElseGet(operation::snakeName));
    if (taken.containsKey(name))
      name = ToolName.hashed(name, operation.method() + " " + operation.path());
    if (taken.containsKey(name)) throw new RefusedTool("a second tool of this name");
    return ToolMaking.of(name, settings, operation, choice, finder);
  }

  private static HttpTool finder(Settings settings, Document document, Choice.LookUp lookUp)
      throws RefusedTool {
    var operation = document.read(listed(document, lookUp.operation()));
    if (!operation.isReading())
      throw new RefusedTool("lookUp names an operation with an effect (expected: a GET)");
    var tool =
        ToolMaking.of(
            ToolName.of(settings.name(), operation.snakeName()),
            settings,
            operation,
            Choice.of(lookUp.operation()),
            Optional.empty());
    for (var name : lookUp.arguments().keySet())
      if (tool.bindings().stream().noneMatch(binding -> binding.name().equals(name)))
        throw new RefusedTool("lookUp has no parameter " + name);
    return tool;
  }

  private static Listed listed(Document document, String name) throws RefusedTool {
    return document
        .find(name)
        .orElseThrow(() -> new RefusedTool("the document has no such operation"));
  }
}
