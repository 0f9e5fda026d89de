package io.parley.conventions.deploy;

import io.parley.conventions.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The instructions of the Dockerfile; unknown ones are refused.
///
/// @param arguments `ARG NAME=value` before the first stage
record DockerfileText(Map<String, String> arguments, List<Stage> stages) {
  private static final Set<String> KNOWN =
      Set.of(
          "ARG",
          "FROM",
          "RUN",
          "COPY",
          "ENV",
          "USER",
          "WORKDIR",
          "VOLUME",
          "EXPOSE",
          "STOPSIGNAL",
          "ENTRYPOINT",
          "CMD",
          "LABEL");

  private static final Pattern CONTINUED = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern FROM = Pattern.compile("(\\S+) AS (\\S+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)\\}");

  /// @param flags such as `--from=build`
  record Instruction(String name, List<String> flags, String rest) {
    List<String> words() {
      return List.of(rest.split("\\s+"));
    }

    /// The value of `--name=value`, or an empty text.
    String flag(String name) {
      return flags.stream()
          .filter(flag -> flag.startsWith("--" + name + "="))
          .map(flag -> flag.substring(name.length() + 3))
          .findFirst()
          .orElse("");
    }
  }

  /// @param image its base, with arguments substituted
  record Stage(String name, String image, List<Instruction> instructions) {
    List<Instruction> of(String name) {
      return instructions.stream().filter(one -> one.name().equals(name)).toList();
    }
  }

  static DockerfileText read() {
    return parse(Repository.read(Repository.ROOT.resolve("Dockerfile")));
  }

  static DockerfileText parse(String text) {
    var arguments = new HashMap<String, String>();
    var stages = new ArrayList<Stage>();
    var withoutComments =
        text.lines()
            .filter(line -> !line.stripLeading().startsWith("#"))
            .reduce("", (all, line) -> all + line + "\n");
    for (var line : CONTINUED.matcher(withoutComments).replaceAll(" ").split("\n", -1)) {
      if (line.isBlank()) continue;
      var instruction = instruction(line.strip());
      switch (instruction.name()) {
        case "FROM" -> stages.add(stage(instruction, arguments));
        case "ARG" -> {
          if (!stages.isEmpty()) stages.getLast().instructions().add(instruction);
          var pair = instruction.rest().split("=", 2);
          arguments.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        default -> stages.getLast().instructions().add(instruction);
      }
    }
    return new DockerfileText(arguments, stages);
  }

  private static Stage stage(Instruction from, Map<String, String> arguments) {
    var parts = FROM.matcher(from.rest());
    if (!parts.matches())
      throw new IllegalArgumentException("FROM %s (expected: … AS name)".formatted(from.rest()));
    var image = VARIABLE.matcher(parts.group(1)).replaceAll(match -> arguments.get(match.group(1)));
    return new Stage(parts.group(2), image, new ArrayList<>());
  }

  private static Instruction instruction(String line) {
    var name = line.split("\\s", 2)[0];
    if (!KNOWN.contains(name)) throw new IllegalArgumentException("unknown instruction: " + line);
    var flags = new ArrayList<String>();
    var rest = line.substring(name.length()).strip();
    while (rest.startsWith("--")) {
      var flag = rest.split("\\s+", 2);
      flags.add(flag[0]);
      rest = flag[1];
    }
    return new Instruction(name, flags, rest);
  }

  Stage last() {
    return stages.getLast();
  }

  Stage stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }
}
