package io.parley.persistence.journal;

import io.parley.core.party.Party;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.AgentCommand.AskTransfer;
import io.parley.core.session.AgentCommand.CheckWords;
import io.parley.core.session.AgentCommand.HandBack;
import io.parley.core.session.AgentCommand.SettleTransfer;
import io.parley.core.session.AgentCommand.TakeOver;
import io.parley.core.session.TransferResult;
import io.parley.core.session.WordsCheck;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Conversations in which people take the agent's place, or look after what a call has understood,
/// for [RecordedJournals].
final class HandoffJournals {
  private HandoffJournals() {}

  static Conversation transferred(Instant start) {
    var talk = new Conversation(start).start(Optional.empty(), Optional.empty());
    talk.tell(
        new AskTransfer("t1", "c1", Party.HUMAN, "billing", TransferMode.ATTENDED, talk.now()));
    var busy = new TransferOutcome.Returned(TransferOutcome.Reason.BUSY);
    talk.pass(Duration.ofSeconds(12));
    talk.tell(new SettleTransfer("c1-transfer-t1", "t1", TransferResult.of(busy), talk.now()));
    talk.tell(new AskTransfer("t2", "c1", Party.OPERATOR, "sales", TransferMode.BLIND, talk.now()));
    var done = TransferResult.of(new TransferOutcome.Accepted());
    return talk.tell(new SettleTransfer("c1-transfer-t2", "t2", done, talk.now()))
        .end("e1", "customer-left");
  }

  static Conversation taken(Instant start) {
    var talk = new Conversation(start).start(Optional.empty(), Optional.empty());
    talk.tell(new TakeOver("t1", Party.HUMAN, talk.now()))
        .say("m1", "are you a person?")
        .agentSays("h1", "I am Ana.");
    return talk.tell(new HandBack("b1", Party.OPERATOR, talk.now())).end("e1", "customer-left");
  }

  /// A call whose words somebody has compared with those that were said, after the archive.
  static Conversation checked(Instant start) {
    var talk =
        new Conversation(start)
            .start(Optional.empty(), Optional.empty())
            .measured("c1", Figures.few("sip"))
            .end("e1", "customer-left")
            .archived();
    var words = new WordsCheck.Compared("c1", "sip", 9, 7, new WordErrors(3, 40));
    return talk.tell(new CheckWords("k1", Party.HUMAN, words, talk.now())).archived();
  }
}
