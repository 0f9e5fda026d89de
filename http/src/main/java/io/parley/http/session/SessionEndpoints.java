package io.parley.http.session;

import io.parley.core.agent.Agents;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.journal.Archive;
import io.parley.core.journal.ConsentQueue;
import io.parley.core.journal.DeadLetters;
import io.parley.core.journal.Doubts;
import io.parley.core.journal.Journal;
import io.parley.core.journal.SessionErasures;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.StartRequests;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.recording.Recordings;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import java.util.ArrayList;
import java.util.List;

/// Every address of the session protocol.
public final class SessionEndpoints {
  private SessionEndpoints() {}

  /// The stores that the edge reads itself, without a session in between.
  public record Stores(
      Agents agents,
      Journal journal,
      Archive archive,
      SessionIndex index,
      StartRequests requests,
      TokenRevocations revocations,
      Doubts doubts,
      DeadLetters letters,
      ConsentQueue consents,
      Recordings recordings,
      SessionErasures erasures) {}

  /// @param proofs of customers, by tokens of the company's own backend
  /// @param origins whose pages may open WebSockets
  public static List<Endpoint> of(
      Edge edge, Stores stores, CustomerProofs proofs, Origins origins) {
    var guard = new Guard(edge);
    var endpoints = new ArrayList<Endpoint>();
    endpoints.add(new StartEndpoint(edge, stores.agents(), stores.requests(), proofs).endpoint());
    endpoints.add(new ListCall(guard, stores.index()).endpoint());
    endpoints.addAll(new SessionCalls(edge, guard, stores.erasures()).endpoints());
    endpoints.addAll(new HandoffCalls(edge, guard).endpoints());
    endpoints.addAll(new TokenCalls(edge, guard, stores.revocations()).endpoints());
    endpoints.addAll(new EventCalls(edge, guard, stores.journal(), stores.archive()).endpoints());
    endpoints.add(new WordCalls(edge, guard, stores.journal()).endpoint());
    endpoints.addAll(new DoubtCalls(edge, guard, stores.doubts(), stores.journal()).endpoints());
    endpoints.addAll(new DeadLetterCalls(edge, guard, stores.letters()).endpoints());
    endpoints.addAll(
        new ApprovalCalls(edge, guard, stores.consents(), stores.journal()).endpoints());
    endpoints.addAll(new RecordingCalls(guard, stores.recordings(), edge.clock()).endpoints());
    endpoints.add(new SocketCall(edge, origins).endpoint());
    return List.copyOf(endpoints);
  }
}
