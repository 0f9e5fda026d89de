package io.parley.persistence.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.EventKinds;
import io.parley.core.session.Modality;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.trace.TraceParent;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOutcome;
import io.parley.persistence.text.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/// The stored form of the types in events. Core stays free of annotations.
final class EventModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  EventModule() {
    setMixInAnnotation(SessionEvent.class, Named.class);
    EventKinds.all().forEach((name, type) -> registerSubtypes(new NamedType(type, name)));
    add(TextForm.of(TenantId.class, TenantId::value, TenantId::new));
    add(TextForm.of(Channel.class, Channel::value, Channel::new));
    add(TextForm.of(TraceParent.class, TraceParent::value, TraceParent::new));
    add(TextForm.of(Instant.class, IsoInstant::format, Instant::parse));
    add(TextForm.of(Party.class, Party::word, Party::of));
    add(TextForm.ofEnum(Modality.class));
    add(TextForm.ofEnum(Approval.class));
    add(TextForm.of(ApprovalRule.class, ApprovalRule::text, ApprovalRule::parse));
    add(TextForm.ofEnum(ApprovalRule.Asked.class));
    add(TextForm.ofEnum(RecordingAnswer.class));
    add(TextForm.ofEnum(Resolution.class));
    add(TextForm.ofEnum(ToolPolicy.class));
    add(TextForm.ofEnum(ToolOutcome.Kind.class));
    add(TextForm.ofEnum(TransferMode.class));
    add(TextForm.ofEnum(TransferOutcome.Reason.class));
    add(TextForm.ofEnum(MemoryKind.class));
    setMixInAnnotation(TurnEvent.ReplyCompleted.class, RarelyMarked.class);
    setMixInAnnotation(Usage.class, ExactUsage.class);
    addKeySerializer(String.class, new WriteName());
    addSerializer(Json.class, new WriteJson());
    addDeserializer(Json.class, new ReadJson());
  }

  private <T> void add(TextForm<T> form) {
    addSerializer(form.type(), form.writer());
    addDeserializer(form.type(), form.reader());
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Named {}

  /// Flags that most replies do not have; replies from before they were introduced have none.
  interface RarelyMarked {
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonDeserialize(using = ReadMark.class)
    boolean degraded();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonDeserialize(using = ReadMark.class)
    boolean truncated();
  }

  /// Fields that the first recorded calls did not have.
  interface ExactUsage {
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonDeserialize(using = ReadExcess.class)
    int costExcess();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    @JsonDeserialize(using = ReadMark.class)
    boolean free();
  }

  /// A missing one means none.
  private static final class ReadExcess extends StdDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    ReadExcess() {
      super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return _parseIntPrimitive(in, context);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return 0;
    }
  }

  /// Unlike every other field, a missing one stays unset.
  private static final class ReadMark extends StdDeserializer<Boolean> {
    private static final long serialVersionUID = 1L;

    ReadMark() {
      super(Boolean.class);
    }

    @Override
    public Boolean deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return _parseBooleanPrimitive(in, context);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return false;
    }
  }

  /// For the keys of maps: see [WriteJson].
  private static final class WriteName extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    WriteName() {
      super(String.class);
    }

    @Override
    public void serialize(String name, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeFieldName(Text.withoutHalves(name));
    }
  }

  /// The value itself, not a text that contains it. Copied token by token, not verbatim: a line
  /// break between two fields would break the archive's lines. Numbers keep all their digits.
  private static final class WriteJson extends StdSerializer<Json> {
    private static final long serialVersionUID = 1L;

    WriteJson() {
      super(Json.class);
    }

    @Override
    public void serialize(Json json, JsonGenerator out, SerializerProvider context)
        throws IOException {
      try (var in = out.getCodec().getFactory().createParser(json.text())) {
        int depth = 0;
        do {
          var token = in.nextToken();
          if (token == null) throw new JsonParseException(in, "unfinished");
          if (token.isStructStart()) depth++;
          if (token.isStructEnd()) depth--;
          if (token == JsonToken.FIELD_NAME)
            out.writeFieldName(Text.withoutHalves(in.currentName()));
          else out.copyCurrentEventExact(in);
        } while (depth > 0);
      }
    }
  }

  private static final class ReadJson extends StdDeserializer<Json> {
    private static final long serialVersionUID = 1L;

    ReadJson() {
      super(Json.class);
    }

    @Override
    public Json deserialize(JsonParser in, DeserializationContext context) throws IOException {
      var text = new StringWriter();
      try (var out = in.getCodec().getFactory().createGenerator(text)) {
        out.copyCurrentStructureExact(in);
      }
      return new Json(text.toString());
    }

    /// A JSON null is a value like any other here.
    @Override
    public Json getNullValue(DeserializationContext context) {
      return Json.NULL;
    }
  }
}
