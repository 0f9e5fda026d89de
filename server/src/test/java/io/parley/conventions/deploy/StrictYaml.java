package io.parley.conventions.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.parley.conventions.Repository;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Reads deployment files strictly: unknown fields, duplicate keys, and numbers in place of texts
/// are errors, as they are (or should be) to the tools that read these files.
final class StrictYaml {
  private static final ObjectMapper MAPPER = mapper();

  private StrictYaml() {}

  /// The documents of a file, as maps, lists and values; anchors and merges are resolved.
  static List<Object> documents(Path file) {
    return documents(Repository.read(file));
  }

  static List<Object> documents(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new ArrayList<>();
    new Yaml(new SafeConstructor(options)).loadAll(text).forEach(documents::add);
    return documents;
  }

  /// @throws IllegalArgumentException with the path to the invalid field
  static <T> T as(Class<T> type, Object document) {
    return MAPPER.convertValue(document, type);
  }

  /// The one document of a file.
  static <T> T read(Path file, Class<T> type) {
    var documents = documents(file);
    if (documents.size() != 1)
      throw new IllegalArgumentException(
          "%s: %d documents (expected: one)".formatted(Repository.nameOf(file), documents.size()));
    return as(type, documents.getFirst());
  }

  static ObjectMapper json() {
    return MAPPER;
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .annotationIntrospector(new NoDrawer())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .withCoercionConfig(
            LogicalType.Textual,
            texts -> {
              texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .withCoercionConfig(
            LogicalType.Integer,
            numbers -> numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Boolean,
            switches -> switches.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
        .build();
  }

  /// The types of Kubernetes collect unknown fields in `additionalProperties`. Without that
  /// property, unknown fields are errors.
  private static final class NoDrawer extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return Boolean.FALSE;
    }
  }
}
