package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.transfer.TransferMode;
import java.time.Instant;

/// Commands by which people of the company take the agent's place, for the conversation or for its
/// call, or look after what it has understood.
public sealed interface AgentCommand extends SessionCommand.AboutAgent {
  /// From now on a person answers the customer, and the agent does not.
  ///
  /// @param by `HUMAN` or `OPERATOR`
  record TakeOver(String id, Party by, Instant at) implements AgentCommand {}

  /// The agent answers again.
  record HandBack(String id, Party by, Instant at) implements AgentCommand {}

  /// A person has the session's call handed over. The call sends it.
  ///
  /// @param call its id; @param by `HUMAN` or `OPERATOR`; @param target its name
  record AskTransfer(String id, String call, Party by, String target, TransferMode mode, Instant at)
      implements AgentCommand {}

  /// How it ended.
  ///
  /// @param order id of the [AskTransfer]
  record SettleTransfer(String id, String order, TransferResult result, Instant at)
      implements AgentCommand {}

  /// A person has compared words of a call with those that were said.
  ///
  /// @param by `HUMAN` or `OPERATOR`
  record CheckWords(String id, Party by, WordsCheck.Compared words, Instant at)
      implements AgentCommand {}
}
