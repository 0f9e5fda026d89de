package io.parley.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// The tests that a profile of the build runs, according to its poms.
final class Gate {
  private static final String UNITS = "maven-surefire-plugin";
  private static final String PROCESSES = "maven-failsafe-plugin";
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  /// One execution of the plugin, with the tags of the tests that it includes (empty: all) and
  /// excludes.
  private record Execution(Set<String> groups, Set<String> excluded) {
    boolean takes(Set<String> tags) {
      return (groups.isEmpty() || groups.stream().anyMatch(tags::contains))
          && excluded.stream().noneMatch(tags::contains);
    }
  }

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, List<Execution>> units = new HashMap<>();
  private final Map<String, List<Execution>> processes = new HashMap<>();
  private final Element usual;

  /// @param profile may be empty: none
  Gate(String profile) {
    var root = pom("");
    properties.putAll(texts(child(root, "properties")));
    if (!profile.isEmpty())
      children(child(root, "profiles")).stream()
          .filter(one -> text(one, "id").equals(profile))
          .forEach(one -> properties.putAll(texts(child(one, "properties"))));
    usual = child(child(root, "build"), "pluginManagement");
  }

  /// The seconds for which each test of hostile texts runs.
  int hostileSeconds() {
    return Integer.parseInt(properties.getOrDefault("fuzz.seconds", ""));
  }

  /// How often an integration test of the module with these tags runs.
  int runs(String module, Set<String> tags) {
    return count(processes.computeIfAbsent(module, of -> executions(of, PROCESSES)), tags);
  }

  /// How often a unit test of the module with these tags runs.
  int runsUnit(String module, Set<String> tags) {
    return count(units.computeIfAbsent(module, of -> executions(of, UNITS)), tags);
  }

  private static int count(List<Execution> executions, Set<String> tags) {
    return (int) executions.stream().filter(one -> one.takes(tags)).count();
  }

  private List<Execution> executions(String module, String name) {
    var plugin = plugin(child(pom(module), "build"), name);
    var ofModule = new HashMap<>(texts(child(plugin(usual, name), "configuration")));
    ofModule.putAll(texts(child(plugin, "configuration")));
    if (resolved(ofModule.getOrDefault("skipITs", "")).equals("true")) return List.of();
    var found = new ArrayList<Execution>();
    for (var one : children(child(plugin, "executions"))) {
      var own = new HashMap<>(ofModule);
      own.putAll(texts(child(one, "configuration")));
      found.add(execution(own));
    }
    return found.isEmpty() ? List.of(execution(ofModule)) : List.copyOf(found);
  }

  private Execution execution(Map<String, String> configuration) {
    return new Execution(
        tags(configuration.getOrDefault("groups", "")),
        tags(configuration.getOrDefault("excludedGroups", "")));
  }

  private Set<String> tags(String list) {
    return Arrays.stream(resolved(list).split(",", -1))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.toSet());
  }

  private String resolved(String value) {
    return PROPERTY.matcher(value).replaceAll(match -> properties.getOrDefault(match.group(1), ""));
  }

  /// @param module empty for the root
  private static Element pom(String module) {
    try (var in = Files.newInputStream(Repository.ROOT.resolve(module).resolve("pom.xml"))) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      return document.getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(module + "/pom.xml", e);
    }
  }

  /// The plugin in a `build` or a `pluginManagement`; null when it is absent.
  private static Element plugin(Element build, String name) {
    return children(child(build, "plugins")).stream()
        .filter(one -> text(one, "artifactId").equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<Element> children(Element of) {
    if (of == null) return List.of();
    return Stream.iterate(of.getFirstChild(), node -> node != null, Node::getNextSibling)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  private static Element child(Element of, String name) {
    return children(of).stream()
        .filter(one -> one.getTagName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String text(Element of, String name) {
    var found = child(of, name);
    return found == null ? "" : found.getTextContent().strip();
  }

  private static Map<String, String> texts(Element of) {
    return Stream.of(children(of))
        .flatMap(Collection::stream)
        .collect(Collectors.toMap(Element::getTagName, one -> one.getTextContent().strip()));
  }
}
