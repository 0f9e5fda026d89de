package io.parley.sessions.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.parley.core.limit.RateLimit;
import io.parley.core.party.Party;
import io.parley.core.session.EventKinds;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferOutcome;
import io.parley.sessions.Answer;
import io.parley.sessions.listener.ToReader;
import java.io.IOException;
import java.util.Locale;

/// Lets sealed types of the rules travel between nodes under names made from the records' own
/// (`Say` is `say`), events under those of [EventKinds]: core stays free of annotations.
public final class WireModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public WireModule() {
    super("parley-wire");
    sealed(SessionCommand.class);
    setMixInAnnotation(SessionEvent.class, Named.class);
    EventKinds.all().forEach((name, kind) -> registerSubtypes(new NamedType(kind, name)));
    sealed(Answer.class);
    sealed(ToReader.class);
    sealed(RateLimit.Verdict.class);
    sealed(TransferAddress.class);
    sealed(TransferOutcome.class);
    addSerializer(Party.class, new WriteParty());
    addDeserializer(Party.class, new ReadParty());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addDeserializationProblemHandler(new NewerWords());
  }

  private void sealed(Class<?> type) {
    setMixInAnnotation(type, Named.class);
    name(type);
  }

  /// A sealed type nested in another one gives no name.
  private void name(Class<?> type) {
    for (var permitted : type.getPermittedSubclasses())
      if (permitted.isSealed()) name(permitted);
      else registerSubtypes(new NamedType(permitted, kebab(permitted.getSimpleName())));
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Named {}

  /// By its enum constant, the name that older builds use.
  private static final class WriteParty extends StdSerializer<Party> {
    private static final long serialVersionUID = 1L;

    WriteParty() {
      super(Party.class);
    }

    @Override
    public void serialize(Party party, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeString(party.word().toUpperCase(Locale.ROOT));
    }
  }

  private static final class ReadParty extends StdDeserializer<Party> {
    private static final long serialVersionUID = 1L;

    ReadParty() {
      super(Party.class);
    }

    @Override
    public Party deserialize(JsonParser in, DeserializationContext context) throws IOException {
      var name = in.getText();
      try {
        return Party.of(name.toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        return (Party) context.handleWeirdStringValue(Party.class, name, "no party");
      }
    }
  }

  /// Values that only a newer build knows. A command and an event become null, and their receivers
  /// handle that; every other message fails as a whole, and its receiver drops and logs it.
  private static final class NewerWords extends DeserializationProblemHandler {
    @Override
    public JavaType handleUnknownTypeId(
        DeserializationContext context,
        JavaType base,
        String kind,
        TypeIdResolver kinds,
        String failure) {
      boolean isAnsweredFor =
          base.hasRawClass(SessionCommand.class) || base.hasRawClass(SessionEvent.class);
      return isAnsweredFor ? context.constructType(Void.class) : null;
    }

    @Override
    public Object handleWeirdStringValue(
        DeserializationContext context, Class<?> type, String value, String failure) {
      return type == Rejection.Reason.class ? Rejection.Reason.NOT_KNOWN_HERE : NOT_HANDLED;
    }
  }
}
