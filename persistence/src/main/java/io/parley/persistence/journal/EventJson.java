package io.parley.persistence.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.parley.core.session.EventKinds;
import io.parley.core.session.SessionEvent;
import io.parley.persistence.journal.UnreadableEvent.Category;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Events as JSON, in the journal, in the archive and on the wire: one object on one line, `kind`
/// first, then the fields named in PROTOCOL.md (and a few that are stored only). Names in lower
/// case with hyphens, instants in ISO 8601; empty values are left out. Unknown fields are ignored
/// when read, unknown kinds are an [UnreadableEvent].
///
/// A text round-trips exactly, including an unpaired surrogate; of a [io.parley.core.tool.Json] the
/// value does, but not the white space between its tokens. Thread safe; create one and keep it.
public final class EventJson {
  private static final int DEPTH_OF_EVENTS = 10;

  private final Upcasters upcasters;
  private final ObjectMapper mapper;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  public EventJson() {
    this(Upcasters.TODAY);
  }

  EventJson(Upcasters upcasters) {
    this.upcasters = upcasters;
    this.mapper = mapper();
    this.writer = mapper.writerFor(SessionEvent.class);
    this.reader = mapper.readerFor(SessionEvent.class);
  }

  private static ObjectMapper mapper() {
    var mapper =
        JsonMapper.builder(factory())
            .addModules(new Jdk8Module(), new EventModule())
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // a missing field is never taken for 0 or null
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // upcasters and the archive read through trees: there too numbers keep their digits
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    for (var collection : List.of(List.class, Map.class))
      mapper
          .configOverride(collection)
          .setInclude(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
    return mapper;
  }

  /// A JSON value from outside is nested deeper within an event than in its source: a value that
  /// could be read there must not fail here.
  private static JsonFactory factory() {
    int depth = StreamReadConstraints.DEFAULT_MAX_DEPTH + DEPTH_OF_EVENTS;
    return JsonFactory.builder()
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(depth).build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(depth).build())
        .build();
  }

  /// The event's name, the value of `kind`.
  public String kind(SessionEvent event) {
    return EventKinds.of(event);
  }

  /// The manifest under which the event is stored: its kind, and its version unless that is 1.
  public String manifest(SessionEvent event) {
    var kind = EventKinds.of(event);
    return new Manifest(kind, upcasters.written(kind)).text();
  }

  /// UTF-8, without a line break.
  public byte[] write(SessionEvent event) {
    var kind = EventKinds.of(event);
    try {
      var newest = writer.writeValueAsBytes(event);
      var back = upcasters.back(kind);
      if (back.isEmpty()) return newest;
      return mapper.writeValueAsBytes(back.get().apply((ObjectNode) mapper.readTree(newest)));
    } catch (IOException e) {
      // the cause quotes the value that it could not write
      throw new IllegalStateException(
          "%s cannot be written: %s".formatted(kind, e.getClass().getSimpleName()));
    }
  }

  /// For callers that add or leave out fields before sending it.
  public ObjectNode tree(SessionEvent event) {
    return (ObjectNode) read(EventKinds.of(event), () -> mapper.readTree(write(event)));
  }

  /// @param manifest as [#manifest] gave it when the event was written
  /// @throws UnreadableEvent when this is not an event that this program knows
  public SessionEvent read(String manifest, byte[] json) {
    var stored = known(manifest);
    if (stored.version() == upcasters.version(stored.kind()))
      return read(manifest, () -> reader.readValue(json));
    return read(manifest, read(manifest, () -> mapper.readTree(json)));
  }

  /// @throws UnreadableEvent when this is not an event that this program knows
  public SessionEvent read(String manifest, JsonNode json) {
    var stored = known(manifest);
    if (!(json instanceof ObjectNode event))
      throw new UnreadableEvent(
          Category.MALFORMED, "event of kind %s is not a JSON object".formatted(manifest));
    var today = upcasters.upcast(stored.kind(), stored.version(), event);
    return read(manifest, () -> reader.readValue(today));
  }

  ObjectReader treeReader() {
    return mapper.reader();
  }

  private Manifest known(String manifest) {
    var stored = Manifest.parse(manifest);
    if (!EventKinds.all().containsKey(stored.kind()))
      throw new UnreadableEvent(
          Category.UNKNOWN_KIND,
          "event of kind %s (expected: one of %s)".formatted(manifest, EventKinds.all().keySet()));
    int newest = upcasters.version(stored.kind());
    if (stored.version() > newest)
      throw new UnreadableEvent(
          Category.NEWER_VERSION,
          "event of kind %s in version %d (expected: at most %d; written by a newer program)"
              .formatted(stored.kind(), stored.version(), newest));
    if (stored.version() < 1)
      throw new UnreadableEvent(Category.UNKNOWN_KIND, "event of kind " + manifest);
    return stored;
  }

  @FunctionalInterface
  private interface Parse<T> {
    T get() throws IOException;
  }

  private static <T> T read(String manifest, Parse<T> parse) {
    try {
      return parse.get();
    } catch (JsonMappingException e) {
      // only the outermost field: nested names may come from users
      var field = e.getPath().isEmpty() ? "?" : e.getPath().getFirst().getFieldName();
      throw new UnreadableEvent(
          Category.MALFORMED,
          "event of kind %s cannot be read: its field %s is missing or malformed"
              .formatted(manifest, field));
    } catch (IOException e) {
      throw new UnreadableEvent(
          Category.MALFORMED, "event of kind %s is not JSON".formatted(manifest));
    }
  }
}
