package io.parley.tools.proposal;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.asked.AnswerProposals;
import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.tools.json.Jackson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A model writes the proposal, on the route of summaries: of the nearest passages, and of what
/// humans of the company answered when it was asked. Without either it is not asked. Its call is
/// paid by the budgets as others are, under a session of the group's own.
public final class ModelProposals implements AnswerProposals {
  private static final String SEARCH = "kb.search";
  private static final int PASSAGES = 5;
  private static final int QUESTIONS = 10;
  private static final int ANSWERS = 5;

  /// The prompt asks for this word when the material says nothing about the question.
  private static final String NOTHING = "NOTHING";

  private final LanguageModel model;
  private final Knowledge knowledge;
  private final Agents agents;
  private final PromptTemplate template;
  private final Duration deadline;

  /// @param template with the variables `company` and `language` (BCP 47)
  public ModelProposals(
      LanguageModel model,
      Knowledge knowledge,
      Agents agents,
      PromptTemplate template,
      Duration deadline) {
    this.model = model;
    this.knowledge = knowledge;
    this.agents = agents;
    this.template = template;
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<Optional<Proposal>> of(TenantId tenant, AskedGroup group) {
    var agent = agents.current(tenant, Optional.empty());
    var questions = group.examples().stream().map(AskedQuestion::text).distinct().toList();
    if (agent.isEmpty() || questions.isEmpty())
      return CompletableFuture.completedStage(Optional.empty());
    var query =
        new KnowledgeQuery(tenant, questions.getFirst(), agent.get().collections(), PASSAGES);
    return knowledge
        .search(query)
        .thenCompose(passages -> ask(tenant, group, agent.get(), questions, passages));
  }

  private CompletionStage<Optional<Proposal>> ask(
      TenantId tenant,
      AskedGroup group,
      AgentDefinition agent,
      List<String> questions,
      List<Passage> passages) {
    var answers =
        group.examples().stream().flatMap(each -> each.answer().stream()).distinct().toList();
    if (passages.isEmpty() && answers.isEmpty())
      return CompletableFuture.completedStage(Optional.empty());
    var messages = new ArrayList<PromptMessage>();
    if (!passages.isEmpty()) messages.add(found(questions.getFirst(), passages));
    questions.stream().limit(QUESTIONS).map(PromptMessage.Customer::new).forEach(messages::add);
    answers.stream().limit(ANSWERS).map(PromptMessage.Colleague::new).forEach(messages::add);
    var prompt =
        new Prompt(
            Purpose.SUMMARY,
            new Origin(new SessionKey(tenant, new SessionId("asked-" + group.id())), agent.ref()),
            template.render(Map.of("company", agent.company(), "language", group.language())),
            messages,
            List.of(),
            agent.limits().outputTokens());
    var refs = passages.stream().map(Passage::ref).distinct().toList();
    return Whole.answer(model, prompt, deadline)
        .thenApply(
            whole ->
                Optional.of(whole.text().strip())
                    .filter(text -> !text.isEmpty() && !isNothing(text))
                    .map(text -> new Proposal(text, whole.model(), refs)));
  }

  /// Models like to add a full stop.
  private static boolean isNothing(String text) {
    return text.equals(NOTHING) || text.equals(NOTHING + ".");
  }

  private static PromptMessage found(String question, List<Passage> passages) {
    var result = Jackson.object();
    var list = result.putArray("passages");
    for (var passage : passages)
      list.addObject()
          .put("title", passage.title())
          .put("ref", passage.ref())
          .put("text", passage.text());
    var arguments = Jackson.object().put("query", question);
    return new PromptMessage.ToolUse(
        new ToolCall("1.1", SEARCH, Jackson.json(arguments)),
        ToolOutcome.succeeded(Jackson.json(result), List.of()));
  }
}
