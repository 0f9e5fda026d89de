package io.parley.sessions.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.limit.RateLimit;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.Spread;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.AgentCommand;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Modality;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TransferResult;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageTotal;
import io.parley.core.session.WordsCheck;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolProgress;
import io.parley.core.tool.ToolTerms;
import io.parley.core.trace.TraceParent;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.FormShown;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionView;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.listener.ToReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every message that may cross nodes survives the crossing.
class WireTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static ActorTestKit kit;

  /// A class that is run again needs another one.
  @BeforeAll
  static void open() {
    kit = ActorTestKit.create(ConfigFactory.load());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private static CallFigures figures() {
    var spread = new Spread(3, 120, 300.5);
    var there = new CallFigures.There(OptionalDouble.of(24.5), 0.1);
    var line = new CallFigures.OfLine("PCMU", 4.2, 3.9, 0.5, 1.5, spread, Optional.of(there));
    var talk =
        new CallFigures.Talk(12.3, 30, OptionalDouble.of(140), OptionalDouble.empty(), 0.42, 1, 2);
    var known = Optional.of(spread);
    var none = Optional.<Spread>empty();
    var stages = new CallFigures.Stages(known, none, known, none, none, known, known);
    return new CallFigures("sip", 83.2, Optional.of(line), stages, Optional.of(talk), 1, 0);
  }

  @Test
  void commands_cross_nodes() {
    ActorRef<Answer> replyTo = kit.<Answer>createTestProbe().ref();
    crosses(new SessionEntity.Ask(start(), "r-1", replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Say("a", Party.CUSTOMER, "hello", Channel.WEB, NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Say("a", Party.CUSTOMER, "hello", Channel.WEB, NOON),
            "r",
            Optional.of(new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.of("You"), NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.CutReply("c", 1, Party.CUSTOMER, "You", NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.AnswerRecording("r", "c", RecordingAnswer.AGREED, NOON),
            "r",
            replyTo));
    crosses(new SessionEntity.Ask(new AgentCommand.TakeOver("t", Party.HUMAN, NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(new AgentCommand.HandBack("b", Party.OPERATOR, NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(
            new AgentCommand.AskTransfer(
                "t", "c", Party.OPERATOR, "billing", TransferMode.ATTENDED, NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new AgentCommand.SettleTransfer(
                "c-transfer-t",
                "t",
                TransferResult.of(new TransferOutcome.Returned(TransferOutcome.Reason.NO_ANSWER)),
                NOON),
            "r",
            replyTo));
    var words = new WordsCheck.Compared("c", "sip", 4, 3, new WordErrors(1, 20));
    crosses(
        new SessionEntity.Ask(
            new AgentCommand.CheckWords("k", Party.HUMAN, words, NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.NoteRecordingGap("g", "c", NOON, NOON.plusSeconds(10), NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.MeasureCall("c-measured", "c", figures(), NOON), "r", replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Say(
                "a", Party.CUSTOMER, "hello", Channel.VOICE, OptionalDouble.of(0.87), NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Say(
                "a",
                Party.CUSTOMER,
                "1042#",
                new Channel("phone"),
                Optional.of(Modality.KEYED),
                OptionalDouble.empty(),
                NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Say(
                "a",
                Party.CUSTOMER,
                "it is late",
                Channel.PHONE,
                Optional.of(Modality.SPOKEN),
                OptionalDouble.of(0.9),
                Optional.of(Party.HUMAN),
                NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.Decide(
                "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), NOON),
            "r",
            replyTo));
    crosses(
        new SessionEntity.Ask(
            new SessionCommand.End(Optional.empty(), "done", Party.HUMAN, "", NOON), "r", replyTo));
    crosses(new SessionEntity.View(kit.<SessionEntity.Viewed>createTestProbe().ref()));
    crosses(new SessionEntity.Listen(kit.<ToReader>createTestProbe().ref()));
    crosses(new SessionEntity.ShowTyping(Party.HUMAN));
    crosses(
        new SessionEntity.FillForm(
            "1.1-1", new FormReply(FormReply.Action.ACCEPT, new Json("{\"size\":\"m\"}"))));
    crosses(
        new SessionEntity.ShowCall(
            new CallShown(
                "c-1",
                Phase.LISTENING,
                "where is",
                true,
                Optional.empty(),
                Optional.of("kokoro"),
                true,
                Optional.of(CallShown.Transfer.HOLD))));
    crosses(
        new SessionEntity.ShowCall(
            new CallShown("c-1", Phase.LISTENING, "", true, Optional.empty())
                .with(false, Optional.empty(), Optional.of(CallShown.Recording.PAUSED), true)));
    crosses(new SessionEntity.PrepareReply(new Prepare("a", "where is my order", NOON)));
    crosses(new SessionEntity.Unprepare("a"));
    crosses(new SessionEntity.Wake());
    crosses(new SessionEntity.Forget(kit.<SessionEntity.Forgotten>createTestProbe().ref()));
    crosses(new SessionEntity.Forgotten());
    crosses(new SessionEntity.Inspect(kit.<SessionInspection>createTestProbe().ref()));
    crosses(new SessionInspection(Optional.empty(), 1, 2, 3, 4, 5, 6, 7, 8));
    crosses(SessionInspection.damaged(new Damage(7, Damage.Category.UNKNOWN)));
  }

  @Test
  void answers_cross_nodes() {
    crosses(new Answer.Stored(7));
    crosses(new Answer.Refused(new Rejection(Rejection.Reason.ENDED, "over")));
    crosses(
        new Answer.Limited(
            new RateLimit.Refused("turns", 60, Duration.ofMinutes(1), Duration.ofSeconds(3))));
    var damage = new Damage(7, Damage.Category.UNKNOWN);
    crosses(new Answer.Damaged(damage));
    crosses(new SessionEntity.Viewed(Optional.empty(), Optional.of(damage)));
    crosses(new SessionEntity.Viewed(Optional.empty(), Optional.empty()));
    crosses(
        new SessionEntity.Viewed(
            Optional.of(
                new SessionView(
                    new SessionKey(TenantId.DEFAULT, new SessionId("s")),
                    Status.ACTIVE,
                    3,
                    new AgentRef("support", 1),
                    Channel.WEB,
                    Optional.of(new Customer("c", Optional.of("Ada"), true)),
                    1,
                    Optional.of(1),
                    UsageTotal.NONE,
                    Optional.empty(),
                    NOON,
                    NOON)),
            Optional.empty()));
  }

  @Test
  void messages_to_readers_cross_nodes() {
    ActorRef<Void> session = kit.<Void>createTestProbe().ref();
    crosses(
        new ToReader.Registered(session, 3, Optional.of(new ToReader.Preview(1, 1, 0, "half"))));
    crosses(
        new ToReader.Preview(
            1, 1, 0, "1042", List.of(new SpokenMark(SpokenMark.Kind.DIGITS, 0, 4))));
    crosses(new ToReader.Unknown());
    crosses(new ToReader.Lost());
    crosses(new ToReader.Damaged(new Damage(7, Damage.Category.MISSING)));
    crosses(new ToReader.Typing(Party.BOT));
    crosses(new ToReader.Form(new FormShown("1.1-1", "1.1", Optional.empty())));
    var size =
        new ToolForm.Field(
            "size",
            ToolForm.Kind.CHOICE,
            "Size",
            true,
            List.of(new ToolForm.Choice("m", "Medium")),
            Optional.of("m"));
    var form = new ToolForm("Which?", List.of(size));
    crosses(new ToReader.Form(new FormShown("1.1-1", "1.1", Optional.of(form))));
    crosses(
        new ToReader.Progress(
            "1.1", new ToolProgress(3, OptionalDouble.of(10), Optional.of("step 3"))));
    crosses(
        new ToReader.Progress(
            "1.1", new ToolProgress(0.5, OptionalDouble.empty(), Optional.empty())));
    crosses(
        new ToReader.Call(new CallShown("c-1", Phase.ENDED, "", false, Optional.of("hung-up"))));
    List<SessionEvent> events =
        List.of(
            new SessionStarted(
                TenantId.DEFAULT,
                new AgentRef("support", 1),
                Channel.WEB,
                Optional.empty(),
                Map.of("a", "b"),
                Optional.of("9f86d081884c7d659a2feaa0c55ad015"),
                NOON),
            new Said("a", Party.CUSTOMER, "hello", Channel.VOICE, OptionalDouble.of(0.87), NOON),
            new TurnStarted(1, List.of(2L), NOON),
            new ReplyCut("c", 1, "You", Party.CUSTOMER, NOON),
            new ToolCallRequested(
                1,
                "1.1",
                "look",
                "Looking",
                new Json("{\"a\":1}"),
                ToolPolicy.READ_ONLY,
                false,
                NOON),
            new ToolCallRequested(
                1,
                "1.2",
                "look",
                "Looking",
                new Json("{\"a\":1}"),
                new ToolTerms(
                    ToolPolicy.ASK_HUMAN,
                    false,
                    Optional.of(Duration.ofSeconds(8)),
                    Optional.of("orders")),
                Optional.of("1.1"),
                NOON),
            new ReplyCompleted(
                1,
                "So.",
                List.of(),
                9,
                3,
                new Usage("m", 1, 1, 1, "EUR", false),
                false,
                true,
                NOON),
            new ToolCallSettled(
                1,
                "1.1",
                ToolOutcome.Kind.SUCCEEDED,
                1,
                12,
                Json.NULL,
                List.of(new Source("T", "ref", 0.5)),
                NOON));
    crosses(new ToReader.Committed(1, events.size(), events));
  }

  private static SessionCommand start() {
    return new SessionCommand.Start(
        TenantId.DEFAULT,
        new AgentRef("support", 1),
        Channel.WEB,
        Optional.of(new Customer("c", Optional.empty(), true)),
        Map.of(),
        Optional.of("Hello!"),
        Optional.of("9f86d081884c7d659a2feaa0c55ad015"),
        NOON);
  }

  private static void crosses(Object message) {
    assertThat(SerializationExtension.get(kit.system()).findSerializerFor(message))
        .isInstanceOf(JacksonCborSerializer.class);
    kit.serializationTestKit().verifySerialization(message, true);
  }
}
