package io.parley.persistence.journal;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.session.SessionCommand.AnswerRecording;
import io.parley.core.session.SessionCommand.AnswerToolCall;
import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Decide;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.NoteRecordingGap;
import io.parley.core.session.SessionCommand.Pause;
import io.parley.core.session.SessionCommand.Rate;
import io.parley.core.session.SessionCommand.RecordUsage;
import io.parley.core.session.SessionCommand.ResolveToolCall;
import io.parley.core.session.SessionCommand.RestartReply;
import io.parley.core.session.SessionCommand.Resume;
import io.parley.core.session.SessionCommand.SettleToolCall;
import io.parley.core.session.SessionCommand.Start;
import io.parley.core.session.SessionCommand.Tick;
import io.parley.core.session.SessionCommand.WriteMemories;
import io.parley.core.session.SessionCommand.WriteSummary;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Creates the recorded journals of a released shape, by conversations under the real rules. Run
/// manually, once for each shape; it never overwrites an existing one.
public final class RecordedJournals {
  private static final Instant MORNING = Instant.parse("2026-11-20T08:15:30.125Z");
  private static final Source RETURNS = new Source("Sending shoes back", "return-shoes", 0.83);

  private RecordedJournals() {}

  /// @param args the directory, such as `src/test/resources/recorded/v1`
  public static void main(String[] args) throws IOException {
    var lines = new EventLines(new EventJson());
    for (var entry : all().entrySet()) {
      var bytes = new ByteArrayOutputStream();
      for (var event : entry.getValue().events()) bytes.writeBytes(lines.write(event));
      var file = Path.of(args[0], entry.getKey() + ".ndjson");
      if (Files.notExists(file)) Files.write(file, bytes.toByteArray());
    }
  }

  static Map<String, Conversation> all() {
    var all = new LinkedHashMap<String, Conversation>();
    all.put("helped-and-archived", helped());
    all.put("approvals", approvals());
    all.put("crashes-and-doubt", crashes());
    all.put("long-and-summarised", summarised());
    all.put("left-alone", leftAlone());
    all.put("remembered-and-rated", remembered());
    all.put("moved", moved());
    all.put("spoken", spoken());
    all.put("paid-for-nothing", paid());
    all.put("asked-twice-and-cut-off", twice());
    all.put("started-by-a-visitor", visited());
    all.put("settled-doubts", doubts());
    all.put("consent-by-rule", consents());
    all.put("answered-days-later", later());
    all.put("dead-letters", letters());
    all.put("recorded-call", recorded());
    all.put("measured-calls", measured());
    all.put("checked-words", HandoffJournals.checked(MORNING));
    all.put("transferred-by-people", HandoffJournals.transferred(MORNING));
    all.put("taken-over", HandoffJournals.taken(MORNING));
    return all;
  }

  private static Conversation helped() {
    var talk =
        new Conversation(MORNING)
            .start(
                Optional.of(Customer.claimed("c-0042", Optional.of("Neža Kavčič"))),
                Optional.of("Hello! How can I help?"))
            .say("7f0c", "how do I send shoes back?")
            .call(
                1,
                "kb.search",
                "{\"query\":\"send shoes back\",\"limit\":5}",
                ToolPolicy.READ_ONLY,
                false)
            .settle(
                "1.1",
                ToolOutcome.Kind.SUCCEEDED,
                "{\"passages\":[{\"ref\":\"return-shoes\",\"score\":0.83}]}",
                RETURNS)
            .say("7f0d", "they are boots 🥾, by the way")
            .reply(1, "You have 60 days. Print the label, and hand the parcel in.", RETURNS)
            .pass(Duration.ofSeconds(9));
    return talk.tell(new Interrupt("7f0e", 2, Party.CUSTOMER, Optional.of("Boots are"), talk.now()))
        .say("7f0f", "thanks")
        .reply(3, "You're welcome.")
        .end("7f10", "customer-left")
        .archived();
  }

  private static Conversation approvals() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "please refund order 1042")
            .call(1, "refund", "{\"order\":\"1042\"}", ToolPolicy.ASK_HUMAN, true)
            .decide("d1", "1.1", Approval.APPROVE, "checked")
            .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{\"refunded\":true}")
            .call(1, "refund", "{\"order\":\"1043\"}", ToolPolicy.COMPENSATE, true)
            .decide("d2", "1.2", Approval.REJECT, "not theirs")
            .call(1, "refund", "{\"order\":\"1044\"}", ToolPolicy.LOOK_UP, true)
            .pass(Duration.ofMinutes(20));
    return talk.tell(new Tick(talk.now()))
        .agentSays("m1", "This is Tilen, I'll take a look.")
        .reply(1, "One refund is on its way; a colleague looks at the others.");
  }

  private static Conversation crashes() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "open a ticket, and where is order 1042?")
            .call(1, "create_ticket", "{\"subject\":\"Lost parcel\"}", ToolPolicy.ASK_HUMAN, false)
            .call(1, "fetch_status", "{\"order\":\"1042\"}", ToolPolicy.READ_ONLY, false)
            .pass(Duration.ofSeconds(30));
    talk.tell(new Resume(talk.now()))
        .settle("1.2", ToolOutcome.Kind.FAILED, "{\"error\":\"no such order\"}")
        .tell(new ResolveToolCall("1.1", ToolOutcome.Kind.SUCCEEDED, Party.HUMAN, talk.now()))
        .fail(1)
        .say("a2", "still there?")
        .call(
            2, "create_ticket", "{\"subject\":\"Lost parcel, again\"}", ToolPolicy.ASK_HUMAN, false)
        .call(2, "create_ticket", "{\"subject\":\"Lost parcel\"}", ToolPolicy.RETRY_WITH_KEY, false)
        .pass(Duration.ofSeconds(5));
    return talk.tell(new Resume(talk.now()))
        .settle("2.2", ToolOutcome.Kind.SUCCEEDED, "{\"number\":\"T-1013\"}");
  }

  private static Conversation summarised() {
    var talk = new Conversation(MORNING).start(Optional.empty(), Optional.empty());
    for (int turn = 1; turn <= 5; turn++) {
      talk.say("q" + turn, "question %d: ".formatted(turn) + "and then? ".repeat(40));
      talk.reply(turn, "answer %d: ".formatted(turn) + "like this. ".repeat(60));
      talk.pass(Duration.ofMinutes(1));
    }
    talk.tell(
        new WriteSummary(
            1, 3, "They asked three times how it goes on.", Conversation.USAGE, talk.now()));
    return talk.say("q6", "and now?").end("bye", "customer-left");
  }

  private static Conversation remembered() {
    var talk =
        new Conversation(MORNING)
            .start(
                Optional.of(new Customer("c-0042", Optional.of("Neža Kavčič"), true)),
                Optional.empty())
            .say("a1", "I wear 42, not 41 any more");
    talk.tell(new RestartReply(1, 1, talk.now()))
        .degraded(1, "This stands in our help centre.", RETURNS)
        .pass(Duration.ofSeconds(1));
    talk.tell(
        new WriteMemories(
            1,
            List.of(new MemoryDraft(MemoryKind.SEMANTIC, "wears size 42", Optional.of("s.7"))),
            talk.now()));
    talk.end("a2", "customer-left");
    talk.tell(
        new WriteMemories(
            1,
            List.of(
                new MemoryDraft(MemoryKind.EPISODIC, "Told us a size.", Optional.empty()),
                new MemoryDraft(MemoryKind.PROCEDURAL, "Sizes: ask twice.", Optional.empty())),
            talk.now()));
    talk.tell(new Rate("a3", Party.CUSTOMER, 4, Optional.of("quick 👍"), talk.now()));
    return talk.archived()
        .tell(new Rate("a4", Party.CUSTOMER, 5, Optional.empty(), talk.now()))
        .archived();
  }

  private static Conversation moved() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "where is order 1042?")
            .pass(Duration.ofSeconds(20));
    talk.tell(new Pause(talk.now())).pass(Duration.ofMillis(400));
    return talk.tell(new Resume(talk.now())).reply(1, "It is on its way.");
  }

  private static Conversation spoken() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.of("Hello! How can I help?"))
            .says("v1", "how do I send shoes back", 0.93)
            .reply(1, "You have 60 days. Print the label, and hand the parcel in.");
    talk.pass(Duration.ofSeconds(2));
    return talk.says("v2", "sixteen days", 0.61)
        .tell(new CutReply("v3", 1, Party.CUSTOMER, "You have 60 days.", talk.now()))
        .reply(2, "Sixty: six, zero.");
  }

  private static Conversation paid() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.of("Hello! How can I help?"))
            .say("p1", "where is my parcel?");
    var used = new Usage("gpt-4o-mini", 2_000, 3_000, 2_101, "EUR", false, 400_000, false);
    return talk.tell(new RecordUsage(used, talk.now())).fail(1);
  }

  private static Conversation twice() {
    return new Conversation(MORNING)
        .start(Optional.empty(), Optional.empty())
        .say("t1", "open a ticket for my lost parcel")
        .call(
            1, "create_ticket", "{\"subject\":\"Lost\",\"n\":1}", ToolPolicy.RETRY_WITH_KEY, false)
        .call(
            1,
            "create_ticket",
            "{\"n\": 1, \"subject\": \"Lost\"}",
            ToolPolicy.RETRY_WITH_KEY,
            false)
        .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{\"number\":\"T-1013\"}")
        .cutOff(1, "Ticket T-1013 is open.");
  }

  private static Conversation consents() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "pay back 20 and then 70 €")
            .callUnder("above amount 50 by customer", 1, "refund", "{\"amount\":20}")
            .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{\"refund\":\"R-7\"}")
            .callUnder("above amount 50 by customer", 1, "refund", "{\"amount\":70}");
    talk.tell(
        new Decide("d1", "1.2", Approval.APPROVE, Party.CUSTOMER, Optional.empty(), talk.now()));
    talk.settle("1.2", ToolOutcome.Kind.SUCCEEDED, "{\"refund\":\"R-8\"}")
        .callUnder("first", 1, "call_back", "{}")
        .decide("d2", "1.3", Approval.APPROVE, "of course")
        .settle("1.3", ToolOutcome.Kind.SUCCEEDED, "{}")
        .callUnder("first", 1, "call_back", "{\"day\":\"Monday\"}")
        .settle("1.4", ToolOutcome.Kind.SUCCEEDED, "{}");
    return talk.reply(1, "Both are on their way.");
  }

  private static Conversation later() {
    var days = Duration.ofDays(3);
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "money back for 1042 and 1043, please")
            .call(1, "shop.refund", "{\"order\":\"1042\"}", ToolPolicy.ASK_HUMAN, false)
            .call(1, "shop.refund", "{\"order\":\"1043\"}", ToolPolicy.ASK_HUMAN, false)
            .call(1, "shop.refund", "{\"order\":\"1044\"}", ToolPolicy.ASK_HUMAN, false);
    for (var call : List.of("1.1", "1.2", "1.3"))
      talk.tell(new SettleToolCall(call, ToolOutcome.pending(days), 1, 90, talk.now()));
    talk.reply(1, "The shop will decide within three days.").pass(Duration.ofDays(2));
    talk.tell(answer("1.1", "{\"refunded\":true}", talk.now()))
        .reply(2, "The shop pays 1042 back.")
        .end("a2", "customer-left")
        .archived();
    return talk.tell(answer("1.2", "{\"refunded\":false}", talk.now())).archived();
  }

  private static AnswerToolCall answer(String call, String result, Instant at) {
    var kind = ToolOutcome.Kind.SUCCEEDED;
    return new AnswerToolCall(call, "shop.refund", kind, new Json(result), "d" + call, at);
  }

  private static Conversation doubts() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.empty(), Optional.empty())
            .say("a1", "pay it back, and open a ticket")
            .call(1, "look", "{\"order\":\"1042\"}", ToolPolicy.READ_ONLY, false)
            .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{\"status\":\"paid\"}")
            .callAfter(17, 1, "refund", "{\"order\":\"1042\"}", ToolPolicy.LOOK_UP)
            .settle("1.2", ToolOutcome.Kind.IN_DOUBT, "{}")
            .callAfter(17, 1, "book", "{\"day\":\"Monday\"}", ToolPolicy.COMPENSATE)
            .settle("1.3", ToolOutcome.Kind.IN_DOUBT, "{}")
            .call(1, "call_back", "{}", ToolPolicy.ASK_HUMAN, false)
            .settle("1.4", ToolOutcome.Kind.IN_DOUBT, "{}");
    talk.tell(
        new ResolveToolCall(
            "1.2", Resolution.HAPPENED, Optional.of(new Json("{\"refund\":\"R-7\"}")), talk.now()));
    talk.reply(1, "Order 1042 is paid. I am not sure about the rest.")
        .end("a2", "customer-left")
        .archived();
    talk.tell(new ResolveToolCall("1.3", Resolution.UNDONE, Optional.empty(), talk.now()));
    talk.archived();
    return talk.tell(
            new ResolveToolCall(
                "r1",
                "1.4",
                Resolution.DID_NOT_HAPPEN,
                Party.OPERATOR,
                Optional.of("no call in the list"),
                talk.now()))
        .archived();
  }

  private static Conversation recorded() {
    var talk = new Conversation(MORNING).start(Optional.empty(), Optional.empty());
    talk.tell(new AnswerRecording("c1-recording", "c1", RecordingAnswer.AGREED, talk.now()));
    var from = talk.pass(Duration.ofSeconds(60)).now();
    var to = talk.pass(Duration.ofSeconds(20)).now();
    return talk.tell(new NoteRecordingGap("c1-gap-1", "c1", from, to, talk.now()))
        .tell(new AnswerRecording("c2-recording", "c2", RecordingAnswer.REFUSED, talk.now()))
        .end("e1", "customer-left");
  }

  /// Calls with all figures and with few, and one that is told after the archive.
  private static Conversation measured() {
    return new Conversation(MORNING)
        .start(Optional.empty(), Optional.empty())
        .measured("c1", Figures.all("sip"))
        .measured("c2", Figures.few("relay"))
        .end("e1", "customer-left")
        .archived()
        .measured("c3", Figures.few("sip"))
        .archived();
  }

  private static Conversation letters() {
    return new Conversation(MORNING)
        .start(Optional.empty(), Optional.empty())
        .say("a1", "pay it back, and call me")
        .call(1, "refund", "{\"order\":\"1042\"}", ToolPolicy.ASK_HUMAN, false)
        .undelivered("1.1", "connection refused")
        .call(1, "refund", "{\"order\":\"1042\"}", ToolPolicy.ASK_HUMAN, false)
        .undelivered("1.2", "connection refused")
        .call(1, "call_back", "{}", ToolPolicy.LOOK_UP, false)
        .undelivered("1.3", "the service answered with the status 503")
        .reply(1, "Neither worked. A colleague will do it.")
        .retry("r1", "1.2")
        .settle("1.2", ToolOutcome.Kind.SUCCEEDED, "{\"refund\":\"R-7\"}")
        .end("a2", "customer-left")
        .archived()
        .drop("d1", "1.3")
        .archived();
  }

  private static Conversation visited() {
    var talk = new Conversation(MORNING);
    talk.tell(
            new Start(
                TenantId.DEFAULT,
                new AgentRef("support", 1),
                Channel.WEB,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of("9f86d081884c7d659a2feaa0c55ad015"),
                talk.now()))
        .say("a1", "where is order 1042?")
        .pass(Duration.ofSeconds(30));
    return talk.tell(new Resume(talk.now())).reply(1, "It is on its way.");
  }

  private static Conversation leftAlone() {
    var talk =
        new Conversation(MORNING)
            .start(Optional.of(Customer.claimed("c-0007", Optional.empty())), Optional.of("Hello!"))
            .pass(Duration.ofMinutes(31));
    return talk.tell(new Tick(talk.now()));
  }
}
